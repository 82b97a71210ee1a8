/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distribution of a figure over its samples. All numbers are in the unit of the figure. */
#ifndef BLACKOUT_UNCERTAINTY_STATISTICS_H
#define BLACKOUT_UNCERTAINTY_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

struct statistics {
    bool sampled; /* false: there were no samples */
    double mean;
    double sd;
    double se; /* standard error of the mean, from independent replicates */
    double p5; /* quantiles of type 7 */
    double p25;
    double p50;
    double p75;
    double p95;
    double se_p5; /* standard errors of the quantiles, from the same replicates */
    double se_p25;
    double se_p50;
    double se_p75;
    double se_p95;
};

/* Fills `statistics` from `count` > 0 values, of which number k belongs to replicate k mod
 * `replicates`. `scratch` is [count]. Sums run in the order of the values. */
void statistics_of(struct statistics *statistics, const double *values, size_t count,
                   size_t replicates, double *scratch);

/* Whether the standard error of the mean is at most `relative` times the mean, whatever its sign.
 */
bool statistics_settled(const struct statistics *statistics, double relative);

#endif
