/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of which most are noise and a few are falls: a mixture of a normal distribution and of
 * the same with an exponential fall beside it, whose sum is the exponentially modified normal
 * distribution (Grushka 1972; the mean and jump of Merton 1976 over one step):
 *
 *     y = s e - J,   e ~ N(0, 1),   J = 0 with probability 1 - p, else exponential with mean t,
 *     p / (1 - p) = x p0 / (1 - p0) exp(b d),   t = m / p0.
 *
 * s is the case's own standard error, x its exposure and d its covariate; m is the mean fall of a
 * case with x = 1 and d = 0. Fitted by quadrature over m, p0 and b: no seed, the same bytes. One
 * scale for all cases, as a regression has, would make every interval as wide as the worst fall. */
#ifndef BLACKOUT_STATS_JUMP_MIXTURE_H
#define BLACKOUT_STATS_JUMP_MIXTURE_H

#include <stddef.h>

#include "blackout/status.h"
#include "core/lanes.h"

/* Points of the three rules of quadrature: quantiles are right to 1e-9 for outages of up to a week,
 * to 1e-8 for those of up to a year; to 2e-8 where the sd of m is as large as its mean, since m is
 * cut at 1 (tests/unit/test_jump_mixture.c). */
enum { JUMP_PROBABILITIES = 36, JUMP_EFFECTS = 33, JUMP_SLOPES = 48 };
enum { JUMP_SIZES = JUMP_PROBABILITIES * JUMP_EFFECTS };

/* Blocks of lanes. The last one of sizes is filled up with sizes of 1 that never fall. */
enum {
    JUMP_SIZE_BLOCKS = (JUMP_SIZES + LANES - 1) / LANES,
    JUMP_SLOPE_BLOCKS = JUMP_SLOPES / LANES
};

/* What is believed beforehand. p0 is uniform between m and 1: no fall takes more than all on
 * average. */
struct jump_prior {
    double mean_effect;    /* > 0, of m, which is lognormal with this mean and sd */
    double mean_effect_sd; /* > 0 */
    double slope;          /* of b, natural log-odds a unit of d; normal */
    double slope_sd;       /* >= 0 */
};

struct jump_case {
    double change;         /* y, in the unit of m; not read by jump_mixture_predict() */
    double standard_error; /* s > 0 */
    double exposure;       /* x > 0 */
    double covariate;      /* d */
};

/* What is believed after the cases; about 0.5 MB. */
struct jump_posterior {
    double odds_against[JUMP_SIZES];      /* (1 - p0) / p0, by effect and probability */
    struct lanes sizes[JUMP_SIZE_BLOCKS]; /* t, alike */
    struct lanes slopes[JUMP_SLOPE_BLOCKS];
    struct lanes weights[JUMP_SIZES][JUMP_SLOPE_BLOCKS]; /* add up to 1 */
    size_t unexplained; /* the first case that neither noise nor a fall explains; SIZE_MAX: none */
};

/* The distribution of a further change. */
struct jump_prediction {
    double standard_error;
    double unmoved;                       /* probability of noise alone */
    struct lanes falls[JUMP_SIZE_BLOCKS]; /* probability of a fall of that mean size */
    struct lanes sizes[JUMP_SIZE_BLOCKS];
};

/* Errors: BLACKOUT_ERROR_NUMERIC for a prior or a case out of range, or one that nothing explains,
 * which the posterior names; BLACKOUT_ERROR_MEMORY. */
blackout_status jump_mixture_fit(struct jump_posterior *posterior, const struct jump_prior *prior,
                                 const struct jump_case *cases, size_t count,
                                 blackout_error *error);

void jump_mixture_predict(struct jump_prediction *prediction,
                          const struct jump_posterior *posterior, const struct jump_case *of);

/* P(change <= y). */
double jump_mixture_cdf(const struct jump_prediction *prediction, double y);

/* Errors: BLACKOUT_ERROR_NUMERIC for a p outside of (0, 1). */
blackout_status jump_mixture_quantile(double *y, const struct jump_prediction *prediction, double p,
                                      blackout_error *error);

/* The continuous ranked probability score of an observed change, in its unit; less is better
 * (Gneiting & Raftery 2007, eq. 20). */
blackout_status jump_mixture_crps(double *crps, const struct jump_prediction *prediction,
                                  double observed, blackout_error *error);

#endif
