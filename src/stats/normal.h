/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standard normal distribution: quantile, distribution function and score. */
#ifndef BLACKOUT_STATS_NORMAL_H
#define BLACKOUT_STATS_NORMAL_H

#include <stddef.h>

#include "core/lanes.h"

/* The quantile of p in (0, 1), by GSL's rational approximation (Wichura 1988, AS 241): it never
 * fails or stalls there, so it may stand in an inner loop. NaN outside. */
double normal_quantile(double p);

/* The quantiles of `count` lanes of numbers: the same bits. In place, where both are one array. */
void normal_quantiles(struct lanes *quantiles, const struct lanes *p, size_t count);

/* P(Z <= z). */
double normal_cdf(double z);

/* The continuous ranked probability score of N(0, 1) at z; times sd for another scale (Gneiting &
 * Raftery 2007, eq. 21). Less is better. */
double normal_crps(double z);

#endif
