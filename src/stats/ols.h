/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary least squares with few terms, by GSL's QR decomposition. Arrays in, numbers
 * out; units are the caller's. */
#ifndef BLACKOUT_STATS_OLS_H
#define BLACKOUT_STATS_OLS_H

#include <stddef.h>

#include "blackout/status.h"

/* As many as the largest model of an event study has: intercept, market, peers. */
enum { OLS_MOST_TERMS = 3 };

struct ols_data {
    size_t count;
    size_t terms;
    const double *x; /* count rows of `terms` numbers */
    const double *y; /* count numbers */
};

struct ols_fit {
    size_t terms;
    size_t count;
    double coefficients[OLS_MOST_TERMS];
    double inverse[OLS_MOST_TERMS * OLS_MOST_TERMS]; /* (X'X)^-1, `terms` a row */
    double residual_squares;                         /* sum of squared residuals */
    double degrees;                                  /* count - terms */
};

/* Errors: BLACKOUT_ERROR_NUMERIC for too many terms, for no more observations than terms, for a
 * number that is not finite, and for terms that are collinear. */
blackout_status ols_estimate(struct ols_fit *fit, const struct ols_data *data,
                             blackout_error *error);

/* x'b, with `terms` numbers in `x`. */
double ols_expected(const struct ols_fit *fit, const double *x);

/* x'(X'X)^-1 x: the variance that the estimated coefficients add to x'b, over that of one residual.
 */
double ols_leverage(const struct ols_fit *fit, const double *x);

#endif
