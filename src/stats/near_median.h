/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact median of values that have each moved a little since they were sorted. Sorted once, a
 * median after a small change takes a few of them instead of all. */
#ifndef BLACKOUT_STATS_NEAR_MEDIAN_H
#define BLACKOUT_STATS_NEAR_MEDIAN_H

#include <stdbool.h>
#include <stddef.h>

/* Items in the order of what their values were. */
struct near_order {
    const size_t *items;
    const double *values; /* of items[k], ascending */
    size_t count;
};

/* Where values are now: within [low_factor * was - reach, high_factor * was + reach], which
 * ascends. Some items are gone from the order, some values are new in it: an item whose value is no
 * longer near is both. */
struct near_change {
    double (*value)(const void *world, size_t item); /* of an item that is not gone */
    const void *world;
    double low_factor;
    double high_factor;
    double reach;
    const bool *gone;        /* by item */
    const double *gone_were; /* what the values of those that are gone were, to the bit, in any
                                order */
    size_t gone_count;
    const double *added;
    size_t added_count;
};

/* From the first item whose value may be `low` or above, up to the first of those that are all
 * above `high`. */
void near_range(size_t *first, size_t *end, const struct near_order *order,
                const struct near_change *change, double low, double high);

/* The median of the values as they are now, of which there is at least one, as median() gives
 * it of all of them. `scratch` has room for the order's and the added ones. */
double near_median(const struct near_order *order, const struct near_change *change,
                   double *scratch);

#endif
