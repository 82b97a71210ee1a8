/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bayesian linear regression with the conjugate normal-inverse-gamma prior (Gelman et al., Bayesian
 * Data Analysis, 3rd ed. 2013, chapter 14; O'Hagan & Forster 2004, section 11.4):
 *
 *     y_i = x_i' beta + s_i e_i,   e_i ~ N(0, v),
 *     beta | v ~ N(mean, v diag(variance_scale)),   v ~ inverse gamma(shape, rate).
 *
 * The caller divides each x_i and y_i by its known standard error s_i, so that all have variance v.
 * Units are the caller's: those of y for coefficients of x; v is dimensionless then. */
#ifndef BLACKOUT_STATS_BAYES_REGRESSION_H
#define BLACKOUT_STATS_BAYES_REGRESSION_H

#include <stddef.h>

#include "blackout/status.h"

/* As many as the prediction of market value has: intercept, duration, severity and scope. */
enum { BAYES_MOST_TERMS = 3 };

/* What is believed of the coefficients and of v before the data. */
struct bayes_prior {
    size_t terms; /* 1 .. BAYES_MOST_TERMS */
    double mean[BAYES_MOST_TERMS];
    double variance_scale[BAYES_MOST_TERMS]; /* diagonal of V0, > 0 */
    double shape;                            /* a0 > 0 */
    double rate;                             /* b0 > 0 */
};

/* Observations, divided by their standard errors; `count` may be 0. */
struct bayes_data {
    size_t count;
    const double *x; /* count rows of `terms` numbers */
    const double *y; /* count numbers */
};

/* What is believed after the data. */
struct bayes_posterior {
    size_t terms;
    double mean[BAYES_MOST_TERMS];                        /* m_n */
    double cholesky[BAYES_MOST_TERMS * BAYES_MOST_TERMS]; /* L, `terms` a row: P_n = L L' */
    double shape;                                         /* a_n */
    double rate;                                          /* b_n */
};

/* Student's t about `location`: location + scale * T(degrees). */
struct bayes_prediction {
    double location;
    double scale;
    double degrees;
};

/* Errors: BLACKOUT_ERROR_NUMERIC for a prior or data out of range, and where the precision cannot
 * be factored. `*posterior` is set only on success. */
blackout_status bayes_regression_fit(struct bayes_posterior *posterior,
                                     const struct bayes_prior *prior, const struct bayes_data *data,
                                     blackout_error *error);

/* The distribution of a further y with covariates `x` (`terms` numbers, not divided) and the
 * standard error `standard_error` >= 0 (0: of its expectation x' beta). */
blackout_status bayes_regression_predict(struct bayes_prediction *prediction,
                                         const struct bayes_posterior *posterior, const double *x,
                                         double standard_error, blackout_error *error);

#endif
