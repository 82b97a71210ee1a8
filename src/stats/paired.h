/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well the scores of two forecasters are known from few cases, of which each is one draw: the
 * error of a mean, of a mean difference, and of the ratio of two means. */
#ifndef BLACKOUT_STATS_PAIRED_H
#define BLACKOUT_STATS_PAIRED_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/status.h"

/* A mean and its standard error, sd / sqrt(count); the error of one value is not known. */
struct mean_error {
    size_t count;
    double mean;
    double se; /* 0 where it is not known */
};

struct mean_error mean_error_of(const double *values, size_t count);

/* The mean of `second` - `first`, with its central 90 % interval. */
struct paired_difference {
    bool known; /* false: fewer than two pairs, or all differences are equal */
    struct mean_error of;
    double low;
    double high;
    double p; /* that chance alone gives one as far from 0, in either direction */
};

/* The test of Diebold & Mariano (1995) for forecasts that do not overlap, with Student's t of
 * `count` - 1 degrees, as Harvey, Leybourne & Newbold (1997) advise for few cases: the paired t
 * test of the scores. `scratch` is [count]. */
blackout_status paired_difference_of(struct paired_difference *difference, const double *first,
                                     const double *second, size_t count, double *scratch,
                                     blackout_error *error);

/* mean(first) / mean(second), with the 90 % interval of Fieller (1954). It holds 1 where the test
 * above has a p of 10 % or more, and only there. */
struct paired_ratio {
    bool known; /* false: the interval has no end, or fewer than two pairs */
    double ratio;
    double se; /* to first order */
    double low;
    double high;
};

/* Means of `second` above 0. `scratch` is [count]. Errors as student_t_quantile() has them. */
blackout_status paired_ratio_of(struct paired_ratio *ratio, const double *first,
                                const double *second, size_t count, double *scratch,
                                blackout_error *error);

#endif
