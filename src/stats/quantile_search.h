/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of distributions that have a distribution function and no closed inverse. */
#ifndef BLACKOUT_STATS_QUANTILE_SEARCH_H
#define BLACKOUT_STATS_QUANTILE_SEARCH_H

#include "blackout/status.h"

/* P(Y <= y) of the distribution that `of` is; NaN where it cannot be computed. */
typedef double quantile_cdf(double y, void *of);

/* A distribution, and where to begin: the result depends on neither beyond the tolerance. */
struct quantile_search {
    quantile_cdf *cdf; /* continuous, and rising from 0 to 1 */
    void *of;
    double centre; /* anywhere in its middle part */
    double width;  /* > 0, about that of its middle part */
};

/* The y at which the distribution function is `p`, to 1e-12 of the width. Errors:
 * BLACKOUT_ERROR_NUMERIC for a p outside of (0, 1), and where the distribution function gives none;
 * BLACKOUT_ERROR_MEMORY. */
blackout_status quantile_search(double *y, const struct quantile_search *search, double p,
                                blackout_error *error);

#endif
