/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums that do not lose small terms, order and quantiles. */
#ifndef BLACKOUT_CORE_SUM_H
#define BLACKOUT_CORE_SUM_H

#include <math.h>
#include <stddef.h>

/* Neumaier (1974): the error of the sum does not grow with the number of terms. {0} is zero. */
struct sum {
    double total;
    double lost;
};

/* In the header: it is in the inner loops, where a branch for the larger of the two would often be
 * foretold wrongly. What rounding loses is the same without one (Moller and Knuth's TwoSum). */
static inline void sum_add(struct sum *sum, double term)
{
    const double total = sum->total + term;
    const double added = total - sum->total;
    sum->lost += (sum->total - (total - added)) + (term - added);
    sum->total = total;
}

/* Adds a * b with the part that its rounding would lose. */
static inline void sum_add_product(struct sum *sum, double a, double b)
{
    double product = a * b;
    sum_add(sum, product);
    sum_add(sum, fma(a, b, -product));
}

static inline double sum_value(const struct sum *sum)
{
    return sum->total + sum->lost;
}

/* Sorts `count` values, which may be 0. */
void sort_ascending(double *values, size_t count);

/* The median of `count` > 0 values; reorders `values`. */
double median(double *values, size_t count);

/* Where the quantile `p` of `count` > 0 ascending values lies: `part` of the way from the value
 * number `below` (from 0) to the next one (Hyndman & Fan 1996, type 7). */
struct quantile_place {
    size_t below;
    double part;
};

struct quantile_place quantile_place_r7(size_t count, double p);

/* The value at `place` of `count` > place.below values in any order; reorders `values`. */
double value_at_place(double *values, size_t count, struct quantile_place place);

/* The quantile `p` in [0,1] of `count` > 0 ascending values, Hyndman & Fan (1996) type 7. */
double quantile_r7(const double *sorted, size_t count, double p);

/* Several quantiles of type 7 of `count` > 0 values in any order, in time proportional to `count`;
 * `p` ascends. Reorders `values`. */
void quantiles_r7(double *quantiles, double *values, size_t count, const double *p,
                  size_t quantile_count);

#endif
