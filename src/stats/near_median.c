/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With a values added and g gone, the one of rank k now is not below the lower bound of the one
 * that had the rank k - a, and not above the upper bound of the one that had k + g. Only what may
 * lie between these two is looked at; what is below is counted by its place. */
#include "stats/near_median.h"

#include <math.h>

#include "core/sum.h"

static double lowest(const struct near_change *change, double was)
{
    return change->low_factor * was - change->reach;
}

static double highest(const struct near_change *change, double was)
{
    return change->high_factor * was + change->reach;
}

/* Both bounds ascend with what values were, and so each end is found by halves. The second search
 * goes on from the first: nothing before it can be within. */
void near_range(size_t *first, size_t *end, const struct near_order *order,
                const struct near_change *change, double low, double high)
{
    size_t below = 0;
    size_t above = order->count;
    while (below < above) {
        size_t middle = below + (above - below) / 2;
        bool before = highest(change, order->values[middle]) < low;
        below = before ? middle + 1 : below;
        above = before ? above : middle;
    }
    *first = below;
    above = order->count;
    while (below < above) {
        size_t middle = below + (above - below) / 2;
        bool within = lowest(change, order->values[middle]) <= high;
        below = within ? middle + 1 : below;
        above = within ? above : middle;
    }
    *end = below;
}

/* A median of type 7 may lie between two values: `low` bounds the first, `high` the next one. Those
 * that are gone take no part, so that the places before `first` are fewer by those among them: told
 * by the comparison that near_range() made, of the same bits, or the rank would be off by one.
 * Values that are new are looked at wherever they lie. */
double near_median(const struct near_order *order, const struct near_change *change,
                   double *scratch)
{
    size_t count = order->count - change->gone_count + change->added_count;
    struct quantile_place place = quantile_place_r7(count, 0.5);
    size_t next = place.below + 1;
    double low = place.below >= change->added_count
                     ? lowest(change, order->values[place.below - change->added_count])
                     : -(double)INFINITY;
    double high = next + change->gone_count < order->count
                      ? highest(change, order->values[next + change->gone_count])
                      : (double)INFINITY;
    size_t first;
    size_t end;
    size_t used = 0;
    near_range(&first, &end, order, change, low, high);
    size_t below = first;
    for (size_t k = 0; k < change->gone_count; ++k) {
        below -= highest(change, change->gone_were[k]) < low ? 1 : 0;
    }
    for (size_t k = first; k < end; ++k) {
        if (!change->gone[order->items[k]]) {
            scratch[used++] = change->value(change->world, order->items[k]);
        }
    }
    for (size_t k = 0; k < change->added_count; ++k) {
        scratch[used++] = change->added[k];
    }
    place.below -= below;
    return value_at_place(scratch, used, place);
}
