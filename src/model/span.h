/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp(-s / tau) over a span of time: what every hour of a decay or of an onset needs. */
#ifndef BLACKOUT_MODEL_SPAN_H
#define BLACKOUT_MODEL_SPAN_H

#include "core/lanes.h"

/* Of a span of h hours, from its start on. */
struct span {
    struct lanes decayed; /* 1 - exp(-h / tau) */
    struct lanes held;    /* the integral of exp(-s / tau) over it */
    struct lanes rise;    /* the same of exp(-s / tau) s / h */
};

/* `tau` is above 0. The rise, which takes half of the time, is made on demand, else 0. */
void span_of(struct span *span, const struct lanes *hours, const struct lanes *tau, bool rises);

/* Of the span, where some lanes have whole hours, whose span is known. */
void span_of_parts(struct span *span, const struct lanes *hours, const struct lanes *tau,
                   const struct span *whole, bool rises);

/* Whether a part of an hour is all of it; what ends by the clock has rounding. */
static inline part_mask span_is_whole(lane_part hours)
{
    static const double rounding = 1e-12;
    return (hours > 1 - rounding) & (hours < 1 + rounding);
}

#endif
