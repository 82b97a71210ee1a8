/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans of time of several outages, side by side, cut where the local hour changes; and what is
 * gathered by hours of the week. */
#ifndef BLACKOUT_MODEL_HOURS_H
#define BLACKOUT_MODEL_HOURS_H

#include "core/calendar.h"
#include "core/lanes.h"

/* `bin[i]` belongs to the local hour of the week (h + i) mod 168, h being the one in which an
 * outage starts; hours after the first week are added to the same bins. From `used` on, nothing is
 * in them, and they are not read. */
struct kernel_bins {
    size_t used;
    struct lanes bin[HOURS_PER_WEEK];
};

/* The part of each lane's span that is in one local hour. */
struct hours {
    struct lanes from; /* of the part, since the outage began */
    struct lanes cut;  /* its end */
    struct lanes to;   /* end of the span; before `from`: the lane has none */
    struct lanes hour; /* number of the local hour, 0 being the one in which the outage starts */
    struct lanes into; /* how far into that one it starts */
};

/* The first part of each lane's span: `from`, `to` and `into` are given. */
void hours_begin(struct hours *hours);

/* Whether any lane has something left; the parts may be without length in others. */
bool hours_left(const struct hours *hours);

/* The parts of the hour after. */
void hours_next(struct hours *hours);

/* Moves a lane whole weeks on. */
void hours_skip(struct hours *hours, int lane, double weeks);

/* No bin is used yet. */
void bins_begin(struct kernel_bins *bins);

/* Adds a value of each lane to the bin of its hour; where the part has no length it must be 0. */
void bins_add(struct kernel_bins *bins, const struct hours *hours, const struct lanes *values);

/* Makes all bins up to `count` used. */
void bins_use(struct kernel_bins *bins, size_t count);

#endif
