/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The normal return of a share, and what an event's days had beside it. Arrays in, numbers out; the
 * join of data is event_study.h's. Returns are plain fractions. */
#ifndef BLACKOUT_MARKET_ABNORMAL_RETURNS_H
#define BLACKOUT_MARKET_ABNORMAL_RETURNS_H

#include <stddef.h>

#include "ask/event_request.h"
#include "stats/ols.h"

/* Returns by session. `market` and `peer` may be NULL where the model has no use for them.
 * [sessions], all of the same days; the caller's. */
struct return_columns {
    const double *share;
    const double *market;
    const double *peer; /* equal-weighted mean of the peers' returns */
};

/* A model fitted to the sessions first .. first + days - 1. Where it estimates nothing (market-
 * adjusted) `fit.terms` is 0 and the variance is that about the mean of the window (Brown & Warner
 * 1985). */
struct normal_return {
    enum return_model model;
    struct ols_fit fit;
    size_t days;
    double variance; /* of one day's abnormal return */
    double degrees;
    double r_squared; /* of the share's variance; 0 where the model estimates no slope */
};

/* Errors: BLACKOUT_ERROR_NUMERIC where the window has too few days, terms that do not vary, or
 * residuals that are all 0. */
blackout_status normal_return_fit(struct normal_return *normal, enum return_model model,
                                  const struct return_columns *returns, struct day_range window,
                                  blackout_error *error);

/* What the model expects of a session, and what the session had beside it. Sessions outside of the
 * estimation too. */
double normal_return_expected(const struct normal_return *normal,
                              const struct return_columns *returns, size_t session);
double abnormal_return(const struct normal_return *normal, const struct return_columns *returns,
                       size_t session);

/* A cumulative abnormal return with its standard error, t and two-sided p. */
struct abnormal_window {
    double car;
    double standard_error;
    double t;
    double p;
    double degrees;
};

/* Over the sessions window.first .. window.last. Var CAR over L days is
 *     s^2 (L + x'(X'X)^-1 x),  x the sum of the window's rows of the design,
 * which for the market model is s^2 (L + L^2/T + (sum (R_m - mean))^2 / S_mm), with T - 2 degrees
 * of freedom (MacKinlay 1997 with the prediction error; Salinger 1992). */
blackout_status abnormal_window_sum(struct abnormal_window *sum, const struct normal_return *normal,
                                    const struct return_columns *returns, struct day_range window,
                                    blackout_error *error);

/* Where one abnormal return ranks among those of the estimation window and itself. */
struct abnormal_rank {
    size_t rank; /* from the lowest, 1 .. of */
    size_t of;   /* days + 1 */
    double p;    /* two-sided and exact under exchangeable days; ties count against it */
};

struct abnormal_rank abnormal_rank(const double *estimation, size_t days, double abnormal);

#endif
