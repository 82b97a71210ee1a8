/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beliefs that stay in their family when events are observed: how often something happens a year,
 * and the mean and variance of a normal quantity (Gelman et al., Bayesian Data Analysis, 3rd ed.
 * 2013, sections 2.6 and 3.3). */
#ifndef BLACKOUT_STATS_CONJUGATE_H
#define BLACKOUT_STATS_CONJUGATE_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"
#include "core/lanes.h"

/* A rate a year ~ gamma(shape, years): its mean is shape / years. */
struct gamma_rate {
    double shape; /* > 0 */
    double years; /* > 0 */
};

/* After `events` of a Poisson process in `years` of observation. */
struct gamma_rate gamma_rate_update(struct gamma_rate prior, size_t events, double years);

/* The rate below which it lies with probability `p`. BLACKOUT_ERROR_NUMERIC outside of 0 < p < 1,
 * and where GSL does not find it. */
blackout_status gamma_rate_quantile(double *rate, const struct gamma_rate *belief, double p,
                                    blackout_error *error);

/* Fills `cdf` ([size]) with the chances of at most 0, 1, ... events in a year, the rate being as
 * uncertain as it is (negative binomial; op. cit. section 2.6); returns how many are needed to come
 * within rounding of 1, or `size`, of which the last may be far below 1. */
size_t gamma_rate_counts(double *cdf, size_t size, const struct gamma_rate *belief);

/* ln of the chance of `count` events in a year (negative binomial), without 1/count!. */
double gamma_rate_log_count(const struct gamma_rate *belief, double count);

/* variance ~ inverse gamma(shape, scale), mean | variance ~ N(mean, variance / strength). */
struct normal_inverse_gamma {
    double mean;
    double strength; /* in observations, > 0 */
    double shape;    /* > 0; a multiple of 1/2 */
    double scale;    /* > 0 */
};

/* After `count` observations `y`. */
struct normal_inverse_gamma normal_inverse_gamma_update(struct normal_inverse_gamma prior,
                                                        const double *y, size_t count);

/* Observations of a normal quantity as far as beliefs tell them apart, each lane its own: how many,
 * their sum and the sum of their squares. */
struct normal_observations {
    struct lanes counts;
    struct lanes sums;
    struct lanes squares;
};

/* ln of their joint density, without (2 pi)^(-count/2) (Gelman et al. 2013, section 3.3); without
 * observations within rounding of 0. `of_counts` is the part of it that depends on nothing but how
 * many they are, normal_inverse_gamma_log_count(), which may so be taken once for each number. */
double normal_inverse_gamma_log_count(const struct normal_inverse_gamma *belief, double count);
void normal_inverse_gamma_log_marginals(struct lanes *marginals,
                                        const struct normal_inverse_gamma *belief,
                                        const struct normal_observations *observations,
                                        const struct lanes *of_counts);

/* ln of the density at `y` of a further observation, but for what is the same for all y: Student's
 * t of 2 shape degrees about the mean, with squared scale scale/shape (1 + 1/strength) (Gelman et
 * al. 2013, section 3.3). */
double normal_inverse_gamma_log_predictive(const struct normal_inverse_gamma *belief, double y);

/* Draws an inverse gamma variance and a mean, exactly, as many uniforms as it takes being asked of
 * `uniform` by number, 0 first: twice the shape is a whole number, so the gamma variate is a sum of
 * exponentials and at most one squared normal. */
typedef double uniform_draw(void *user, uint64_t number);
void normal_inverse_gamma_draw(double *mean, double *sd, const struct normal_inverse_gamma *belief,
                               uniform_draw *uniform, void *user);

/* A gamma variate of scale 1 in the same way; the number of uniforms used is returned. */
uint64_t gamma_draw(double *value, double shape, uint64_t first, uniform_draw *uniform, void *user);

#endif
