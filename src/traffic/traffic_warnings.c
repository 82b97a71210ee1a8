/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In the order of the work: the data, the fit, the window. What an estimate can meet too is worded
 * in weekly_fit.c, for both. */
#include "traffic/traffic_warnings.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* Noted and not returned, so that whoever measures goes on; a study that lacks a warning is given
 * to nobody. */
void traffic_warn(blackout_traffic *traffic, const char *code, const char *where,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (warning_print(&traffic->warnings, &traffic->arena, code, where, format, arguments) != 0) {
        traffic->out_of_memory = true;
    }
    va_end(arguments);
}

/* The reason begins the sentence, as it does where an estimate meets the same data. */
static void warn_without_fit(blackout_traffic *traffic, const struct traffic_loss *loss,
                             const char *where)
{
    char text[WEEKLY_TEXT_SIZE];
    const char *code = weekly_fit_lack(text, &loss->fit.weekly, &loss->grid, loss->lack);
    traffic_warn(traffic, code, where, "%s: nothing is measured", text);
}

/* A search that finds nothing is said as the others are, though it is an answer: without it the
 * series would have neither figure nor reason. */
void traffic_warn_lack(blackout_traffic *traffic, const struct traffic_loss *loss,
                       const char *where)
{
    switch (loss->lack) {
    case TRAFFIC_TOO_SHORT:
    case TRAFFIC_BAD_STEP:
    case TRAFFIC_INCOMPLETE:
        warn_without_fit(traffic, loss, where);
        break;
    case TRAFFIC_NO_WINDOW:
        traffic_warn(traffic, "traffic_no_window", where,
                     "the series has no interval in the window");
        break;
    case TRAFFIC_NOTHING_DETECTED:
        traffic_warn(traffic, "traffic_nothing_detected", where,
                     "no interval is below what the fit considers ordinary");
        break;
    case TRAFFIC_COMPLETE:
        break;
    }
}

/* Each is used all the same: what is irregular is said, and judged by the reader. */
static void warn_data(blackout_traffic *traffic, const struct traffic_grid *grid, const char *where)
{
    if (grid->gaps > 0) {
        traffic_warn(traffic, "traffic_gaps", where, "%zu interval%s missing, in %zu place%s",
                     grid->missing, grid->missing == 1 ? " is" : "s are", grid->gaps,
                     grid->gaps == 1 ? "" : "s");
    }
    if (grid->irregular > 0) {
        traffic_warn(traffic, "traffic_irregular", where,
                     "%zu row%s not lie on the grid of %lld seconds that the others keep",
                     grid->irregular, grid->irregular == 1 ? " does" : "s do",
                     (long long)grid->step_seconds);
    }
}

/* Zeros at the ends of a series. Where empty intervals are ordinary, less than an hour says
 * nothing. Measured all the same where a window is given: only the search passes them over. */
static void warn_ends(blackout_traffic *traffic, const struct traffic_loss *loss, const char *where)
{
    const struct traffic_grid *grid = &loss->grid;
    const char *without = loss->searched ? "; the search leaves them out" : "";
    size_t tail = grid->series->count - grid->recorded_end;
    size_t few = grid->empty_is_ordinary ? grid->slots : 0;
    char time[CALENDAR_TEXT_SIZE];
    if (tail > few) {
        calendar_print_instant(time, grid->series->points[grid->recorded_end].time);
        traffic_warn(traffic, "traffic_zero_tail", where,
                     "the series ends with %zu interval%s of 0, from %s on: hours not recorded "
                     "yet, or an outage still in progress%s",
                     tail, tail == 1 ? "" : "s", time, without);
    }
    if (grid->recorded_first > few) {
        calendar_print_instant(time, grid->series->points[grid->recorded_first].time);
        traffic_warn(
            traffic, "traffic_zero_head", where,
            "the series begins with %zu interval%s of 0, up to %s: hours not recorded yet%s",
            grid->recorded_first, grid->recorded_first == 1 ? "" : "s", time, without);
    }
}

/* What a figure of the window does not include: each names what would include it. */
static void warn_window(blackout_traffic *traffic, const struct traffic_loss *loss,
                        const char *where)
{
    if (loss->window_missing > 0) {
        traffic_warn(
            traffic, "traffic_window_gap", where,
            "%zu interval%s missing in the window: what is missing counts neither as lost nor as "
            "observed, the rebound counts for the %.0f %% of the window that were measured, and in "
            "a severity curve the value before it is held",
            loss->window_missing, loss->window_missing == 1 ? " is" : "s are",
            100 * loss->measured_part);
    }
    if (loss->detected) {
        traffic_warn(traffic, "traffic_searched", where,
                     "the window was found by a search: its intervals are valid for a window given "
                     "in advance, and do not allow for the choice of the worst stretch");
    }
    if (loss->cuts_interval) {
        traffic_warn(traffic, "traffic_window_cuts", where,
                     "the window begins or ends inside an interval: what lies outside it is taken "
                     "to be as expected");
    }
    if (loss->after_cut_short) {
        traffic_warn(
            traffic, "traffic_after_cut_short", where,
            "the series does not have all of the hours after the window: a rebound may be missed");
    }
    if (loss->not_recovered) {
        traffic_warn(traffic, "traffic_not_recovered", where,
                     "traffic stays below what is expected after the window: what is lost there is "
                     "not counted; a longer window would count it");
    }
}

/* A dispersion that is NaN is that of fewer than three placebo weeks. A loss without a share has an
 * interval whose lower end, with what was observed, leaves nothing expected. */
static void warn_fit(blackout_traffic *traffic, const struct traffic_loss *loss, const char *where)
{
    if (weekly_fit_warn(&traffic->warnings, &traffic->arena, &loss->fit.weekly, &loss->grid,
                        where) != 0) {
        traffic->out_of_memory = true;
    }
    if (isnan(loss->dispersion)) {
        traffic_warn(traffic, "traffic_unchecked", where,
                     "%zu other week%s these hours whole, and three are needed to check them: the "
                     "intervals rest on an autoregression alone",
                     loss->week_count, loss->week_count == 1 ? " has" : "s have");
    }
    if (loss->lost.present && !loss->lost_share.present) {
        traffic_warn(traffic, "traffic_noisy", where,
                     "the interval of what is expected reaches zero: no share can be given");
    }
}

/* Of data without a step nothing can be said but that. */
void traffic_warn_all(blackout_traffic *traffic, const struct traffic_loss *loss, const char *where)
{
    if (loss->lack != TRAFFIC_TOO_SHORT && loss->lack != TRAFFIC_BAD_STEP) {
        warn_data(traffic, &loss->grid, where);
        warn_ends(traffic, loss, where);
    }
    if (loss->lack == TRAFFIC_COMPLETE) {
        warn_fit(traffic, loss, where);
        warn_window(traffic, loss, where);
    } else {
        traffic_warn_lack(traffic, loss, where);
    }
}
