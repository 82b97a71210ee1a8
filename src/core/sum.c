/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order statistics. Quantiles are of type 7 of Hyndman & Fan (1996), the default of R and NumPy,
 * so that figures can be checked there. A few quantiles of many samples are found by selection
 * in linear time; the pivot is chosen by position and not by chance, so that nothing here has a
 * state. */
#include "core/sum.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The pointer of an empty list may be NULL, which qsort() must not get. */
void sort_ascending(double *values, size_t count)
{
    if (count > 0) {
        qsort(values, count, sizeof *values, ascending);
    }
}

/* The first value is at 0 and the last at count - 1, so that quantiles 0 and 1 are the extremes. */
struct quantile_place quantile_place_r7(size_t count, double p)
{
    double position = p * (double)(count - 1);
    size_t below = (size_t)position;
    return (struct quantile_place){below, position - (double)below};
}

/* At the last place there is no next value to go towards, and reading it would be past the end. */
double quantile_r7(const double *sorted, size_t count, double p)
{
    struct quantile_place place = quantile_place_r7(count, p);
    const double *below = &sorted[place.below];
    return place.below + 1 < count ? below[0] + place.part * (below[1] - below[0])
                                   : sorted[count - 1];
}

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Brings the value of rank `rank` to its place within [first, last], smaller ones before it and
 * larger ones after (Hoare 1961, FIND; the pivot is the middle of three). Values equal to the
 * pivot are swapped too, which halves a list of equal values: samples often have many zeros, of
 * which it would otherwise take one a round. */
static void select_rank(double *values, size_t first, size_t last, size_t rank)
{
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        if (values[middle] < values[first]) {
            swap(&values[middle], &values[first]);
        }
        if (values[last] < values[first]) {
            swap(&values[last], &values[first]);
        }
        if (values[last] < values[middle]) {
            swap(&values[last], &values[middle]);
        }
        double pivot = values[middle];
        size_t i = first;
        size_t k = last;
        while (i <= k) {
            for (; values[i] < pivot; ++i) {
            }
            for (; pivot < values[k]; --k) {
            }
            if (i <= k) {
                swap(&values[i++], &values[k]);
                /* k has no sign, and there is nothing left of it */
                if (k == 0) {
                    break;
                }
                --k;
            }
        }
        if (rank <= k) {
            last = k;
        } else if (rank >= i) {
            first = i;
        } else {
            return;
        }
    }
}

/* What lies at `place` among those from `first` on; the next value is the least of those above. */
static double value_at(double *values, size_t first, size_t count, struct quantile_place place)
{
    size_t below = place.below;
    select_rank(values, first, count - 1, below);
    double next = values[below];
    if (below + 1 < count) {
        next = values[below + 1];
        for (size_t i = below + 2; i < count; ++i) {
            next = values[i] < next ? values[i] : next;
        }
    }
    return values[below] + place.part * (next - values[below]);
}

double value_at_place(double *values, size_t count, struct quantile_place place)
{
    return value_at(values, 0, count, place);
}

/* Probabilities ascend, so that each search begins where the one before ended. */
void quantiles_r7(double *quantiles, double *values, size_t count, const double *p,
                  size_t quantile_count)
{
    size_t first = 0;
    for (size_t q = 0; q < quantile_count; ++q) {
        struct quantile_place place = quantile_place_r7(count, p[q]);
        quantiles[q] = value_at(values, first, count, place);
        first = place.below;
    }
}

double median(double *values, size_t count)
{
    static const double middle = 0.5;
    double value;
    quantiles_r7(&value, values, count, &middle, 1);
    return value;
}
