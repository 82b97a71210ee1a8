/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses grow nearly as a power of the length, so that a straight line through the two ends on
 * logarithmic axes hits the answer within a few steps (the rule of false position). A step that
 * leaves more than half of the stretch is followed by one that halves it: the number of steps is
 * at most twice that of bisection, whatever the curve is. */
#include "tolerable/length_search.h"

#include <math.h>
#include <stdbool.h>

/* Where the line crosses the limit, in minutes. An end without a loss has no logarithm: a straight
 * line then. The losses differ, since the limit is between them: at the one, and below the other.
 */
static double crossing(const struct length_point *within, const struct length_point *beyond,
                       double limit)
{
    const double from = (double)within->minutes;
    const double to = (double)beyond->minutes;
    if (within->loss > 0 && within->minutes > 0 && limit > 0) {
        const double part = log(limit / within->loss) / log(beyond->loss / within->loss);
        return from * pow(to / from, part);
    }
    return from + (to - from) * (limit - within->loss) / (beyond->loss - within->loss);
}

/* The next length to look at, strictly between the two ends: one of the ends again would be a loop
 * without end. A guess that is no number, as of two losses that are equal in a double, is taken for
 * the lower end. */
static size_t next_length(const struct length_point *within, const struct length_point *beyond,
                          double limit, bool halve)
{
    const size_t stretch = beyond->minutes - within->minutes;
    const double guess = crossing(within, beyond, limit);
    if (halve || !(guess > (double)within->minutes)) {
        return halve ? within->minutes + stretch / 2 : within->minutes + 1;
    }
    if (guess >= (double)beyond->minutes) {
        return beyond->minutes - 1;
    }
    /* cut to whole minutes it may be `within` itself */
    const size_t minutes = (size_t)guess;
    return minutes > within->minutes ? minutes : within->minutes + 1;
}

/* At the limit is within it. A halving is never followed by another: the line has then two new
 * ends. A look is an estimate of its own, hence the trouble to take few of them. Where the curve
 * falls somewhere, the ends still close in on a crossing. */
blackout_status length_search(struct length_point *within, struct length_point *beyond,
                              double limit, length_loss *loss, void *of, blackout_error *error)
{
    bool halve = false;
    while (beyond->minutes - within->minutes > 1) {
        const size_t before = beyond->minutes - within->minutes;
        struct length_point point = {next_length(within, beyond, limit, halve), 0};
        blackout_status status = loss(&point.loss, of, point.minutes, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        *(point.loss <= limit ? within : beyond) = point;
        halve = !halve && beyond->minutes - within->minutes > before / 2;
    }
    return BLACKOUT_OK;
}
