/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With x = h / tau all follow from 1 - exp(-x), which is taken without cancellation, and from the
 * integral of s exp(-x s) over [0, 1]. */
#include "model/span.h"

#include "core/exponential.h"

/* That integral, `decayed` being 1 - exp(-x). Its closed form cancels for x near 0, where the
 * series sum of (-x)^k / (k! (k + 2)) is short: up to 0.1 the first term left out is 2e-18. At 0
 * the closed form is 0 / 0, and not chosen. */
static lane_part ramp_mean(lane_part x, lane_part decayed)
{
    static const double small = 0.1;
    static const double terms[] = {1. / 2,    -1. / 3,   1. / 8,      -1. / 30,     1. / 144,
                                   -1. / 840, 1. / 5760, -1. / 45360, 1. / 403200., -1. / 3991680};
    const part_mask is_small = x <= small;
    lane_part sum = 0 * x;
    for (size_t k = sizeof terms / sizeof terms[0]; k > 0; --k) {
        sum = sum * x + terms[k - 1];
    }
    return part_any(~is_small) ? part_choose(is_small, sum, (decayed / x - (1 - decayed)) / x)
                               : sum;
}

void span_of(struct span *span, const struct lanes *hours, const struct lanes *tau, bool rises)
{
    struct lanes x;
    struct lanes less_one;
    struct lanes left;
    for (int p = 0; p < LANE_PARTS; ++p) {
        x.part[p] = -(hours->part[p] / tau->part[p]);
    }
    exponentials_less_one(&left, &less_one, &x);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part decayed = -less_one.part[p];
        span->decayed.part[p] = decayed;
        span->held.part[p] = decayed * tau->part[p];
        span->rise.part[p] =
            rises ? hours->part[p] * ramp_mean(-x.part[p], decayed) : (lane_part){0};
    }
}

/* A whole hour has the bits of the one that is known, whatever other lanes have. */
void span_of_parts(struct span *span, const struct lanes *hours, const struct lanes *tau,
                   const struct span *whole, bool rises)
{
    span_of(span, hours, tau, rises);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const part_mask is_whole = span_is_whole(hours->part[p]);
        span->decayed.part[p] =
            part_choose(is_whole, whole->decayed.part[p], span->decayed.part[p]);
        span->held.part[p] = part_choose(is_whole, whole->held.part[p], span->held.part[p]);
        span->rise.part[p] = part_choose(is_whole, whole->rise.part[p], span->rise.part[p]);
    }
}
