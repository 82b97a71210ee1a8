/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first-order autoregression of hourly residuals, and what it says of sums over many hours: the
 * errors of neighbouring hours do not average out. Arrays in, numbers out; hours in whole hours
 * from any origin, residuals of ln volume. */
#ifndef BLACKOUT_STATS_AR1_H
#define BLACKOUT_STATS_AR1_H

#include <stddef.h>
#include <stdint.h>

struct ar1 {
    double phi;          /* correlation of neighbouring hours, in (-1, 1) */
    double variance;     /* of one hour's residual */
    size_t pairs;        /* of neighbouring hours that phi rests on */
    double phi_variance; /* of the error of phi; 0 without a pair */
    double innovations;  /* degrees of freedom of the innovations' variance; at least 1 */
    double degrees;      /* independent residuals that `variance` is worth; at least 1 */
};

/* What residuals add up to. */
struct ar1_sums {
    double squares;
    double products; /* of neighbours */
    size_t used;
    size_t pairs;
};

/* As ar1_fit(), of the sums. */
void ar1_of_sums(struct ar1 *ar1, const struct ar1_sums *sums, size_t degrees_of_freedom);

/* Fits `count` residuals with ascending `hours`; NaN is a gap. `degrees_of_freedom` are those that
 * the fit behind the residuals has left. Without a pair of neighbours phi is 0. The bias of phi in
 * a short series is taken off. */
void ar1_fit(struct ar1 *ar1, const int64_t *hours, const double *residuals, size_t count,
             size_t degrees_of_freedom);

/* Root mean square of the sums of `length` neighbouring residuals, in disjoint blocks, over what
 * the AR(1) says of them; 1 where it is right, NaN without a block. `observations`: that the mean
 * behind each residual is of. */
double ar1_block_dispersion(const struct ar1 *ar1, const int64_t *hours, const double *residuals,
                            size_t count, size_t length, double observations);

/* The fit that gave the expected volumes: what its own error adds to theirs. */
struct ar1_fit_error {
    double observations;   /* that the mean of an hour of the week rests on; infinity: exact */
    double trend_variance; /* of the trend's slope, an hour squared; 0 without a trend */
    double centre_hours;   /* where the trend is 0 */
};

/* Variance of the slope of a trend fitted to the residuals: the long-run variance over the sum of
 * squared distances from the centre. */
double ar1_trend_variance(const struct ar1 *ar1, const int64_t *hours, const double *residuals,
                          size_t count, double centre_hours);

/* The same of the sum of squared distances. */
double ar1_trend_variance_of(const struct ar1 *ar1, double squared_distances);

/* A sum over hours: the expected volume of each. */
struct ar1_sum {
    const int64_t *hours;
    const double *expected;
    size_t count;
};

/* Covariance of the errors (volume less expected volume) of two sums, and its slope in phi while
 * the variance of the innovations stays what it is. */
struct ar1_moment {
    double covariance;
    double slope;
};

struct ar1_moment ar1_covariance(const struct ar1 *ar1, const struct ar1_fit_error *fit_error,
                                 const struct ar1_sum *a, const struct ar1_sum *b);

#endif
