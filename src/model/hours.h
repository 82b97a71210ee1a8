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
    struct lanes from;  /* of the part, since the outage began */
    struct lanes cut;   /* its end */
    struct lanes to;    /* end of the span; before `from`: the lane has none */
    struct lanes hour;  /* number of the local hour, 0 being the one in which the outage starts */
    struct lanes into;  /* how far into that one it starts */
    bool together;      /* all lanes that have a span are in hours of one bin, */
    size_t bin;         /* this one; else */
    size_t bins[LANES]; /* each has its own, a lane without a part the first, */
    size_t used;        /* and so many are used */
};

/* The first part of each lane's span: `from`, `to` and `into` are given. */
void hours_begin(struct hours *hours);

/* Moves a lane whole weeks on. */
void hours_skip(struct hours *hours, int lane, double weeks);

/* The spans of each lane in two: one week of it, and what is left after all its whole weeks.
 * `weeks` is how many there are, each of which is then to be taken like the first; a lane that has
 * none or one, or whose `slope` is not 0 (NULL: none has any), has no such week, and 1. Whether any
 * lane has; `rest` is given as hours_begin() wants it. */
bool hours_divide(struct hours *week, struct hours *rest, struct lanes *weeks,
                  const struct lanes *slope);

/* The bins of lanes that are not together. */
void hours_apart(struct hours *hours);

/* Where the next local hour begins, or where the span ends. */
static inline void hours_cut(struct hours *hours)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part hour_end = (hours->hour.part[p] + 1) - hours->into.part[p];
        hours->cut.part[p] = part_least(hour_end, hours->to.part[p]);
    }
    if (!hours->together) {
        hours_apart(hours);
    }
}

/* Whether any lane has something left; the parts may be without length in others. */
static inline bool hours_left(const struct hours *hours)
{
    part_mask left = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        left |= hours->from.part[p] < hours->to.part[p];
    }
    return part_any(left);
}

/* The parts of the hour after. */
static inline void hours_next(struct hours *hours)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        hours->from.part[p] = hours->cut.part[p];
        hours->hour.part[p] += 1;
    }
    hours->bin = hours->bin + 1 == HOURS_PER_WEEK ? 0 : hours->bin + 1;
    hours_cut(hours);
}

/* Makes all bins up to `count` used. */
static inline void bins_use(struct kernel_bins *bins, size_t count)
{
    for (; bins->used < count; ++bins->used) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            bins->bin[bins->used].part[p] = (lane_part){0};
        }
    }
}

/* Adds a value of each lane to the bin of its hour; where the part has no length it must be 0. */
static inline void bins_add(struct kernel_bins *bins, const struct hours *hours,
                            const struct lanes *values)
{
    if (!hours->together) {
        bins_use(bins, hours->used);
        for (int l = 0; l < LANES && hours->used > 0; ++l) {
            bins->bin[hours->bins[l]].at[l] += values->at[l];
        }
        return;
    }
    struct lanes *bin = &bins->bin[hours->bin];
    if (hours->bin == bins->used) { /* the next one, as it mostly is, is not cleared first */
        ++bins->used;
        for (int p = 0; p < LANE_PARTS; ++p) {
            bin->part[p] = 0 + values->part[p];
        }
        return;
    }
    bins_use(bins, hours->bin + 1);
    for (int p = 0; p < LANE_PARTS; ++p) {
        bin->part[p] += values->part[p];
    }
}

#endif
