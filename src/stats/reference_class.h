/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reference class (Kahneman & Tversky 1979; Lovallo & Kahneman 2003): how far estimates of past
 * cases were from what was measured, and so how far the next one will be.
 *
 *     y_i = mu + b . x_i + e_i,   e_i ~ Student's t(nu), scale sqrt(s_i^2 + sigma^2)
 *
 * y_i is what was found less what was estimated, s_i how far the case's own inputs leave that open:
 * sigma is what is left once they are taken out. Priors: mu and ln sigma normal, b normal about 0,
 * nu on a grid. All is integrated by quadrature: no chain, no seed, the same digits each time.
 * Units are the caller's; those of y for mu, s, sigma and, for a unit of x, b. */
#ifndef BLACKOUT_STATS_REFERENCE_CLASS_H
#define BLACKOUT_STATS_REFERENCE_CLASS_H

#include <stddef.h>

#include "blackout/status.h"
#include "core/arena.h"

/* Each slope takes 21 times as long. */
enum { REFERENCE_MOST_SLOPES = 2, REFERENCE_MOST_DEGREES = 8 };

/* What is believed before the data. A standard deviation of 0 says that a value is known. */
struct reference_prior {
    double location_mean; /* of mu */
    double location_sd;
    double log_scale_mean; /* of ln sigma */
    double log_scale_sd;
    double slope_sd; /* of each slope; its mean is 0 */
    size_t degrees_count;
    double degrees[REFERENCE_MOST_DEGREES]; /* of freedom, > 0; INFINITY: normal */
    double weights[REFERENCE_MOST_DEGREES]; /* > 0, in any unit */
};

/* Fills `degrees` with 2, 4, 8, ... 64 and `weights` with the gamma density of this mean and
 * standard deviation at them, for equal steps of ln nu (Juarez & Steel 2010: mean 20, sd 14.1). */
void reference_degrees(struct reference_prior *prior, double mean, double sd);

/* `count` cases, which may be 0. */
struct reference_data {
    size_t count;
    const double *y;
    const double *s; /* >= 0 */
    size_t slopes;   /* 0 .. REFERENCE_MOST_SLOPES */
    const double *x; /* count rows of `slopes` numbers, centred by the caller; NULL without */
};

/* A point of the posterior. */
struct reference_node {
    double weight; /* all sum to 1 */
    double location;
    double slopes[REFERENCE_MOST_SLOPES];
    double scale;
    double degrees;
};

struct reference_posterior {
    size_t slopes;
    const struct reference_node *nodes; /* the arena's */
    size_t node_count;
};

/* Integrates the posterior. Errors: BLACKOUT_ERROR_NUMERIC for a prior or data out of range, and
 * where the posterior lies outside of what the prior holds for possible (8 standard deviations);
 * memory. `*posterior` is set only on success. */
blackout_status reference_class_fit(struct reference_posterior *posterior, struct arena *arena,
                                    const struct reference_prior *prior,
                                    const struct reference_data *data, blackout_error *error);

/* A next case with s = 0: Student's t about `location`. It has the median of the posterior's
 * mixture, and its central 50 % and 90 % intervals in width; `mismatch` is the largest distance of
 * its 5, 25, 75 and 95 % points from those of the mixture. */
struct reference_prediction {
    double location;
    double scale;
    double degrees; /* 1 .. 1000 */
    double mismatch;
};

/* `x` has `slopes` numbers; NULL: all 0. Errors: BLACKOUT_ERROR_NUMERIC. */
blackout_status reference_class_predict(struct reference_prediction *prediction,
                                        const struct reference_posterior *posterior,
                                        const double *x, blackout_error *error);

/* The probability that the y of a next case with covariates `x` and its own `s` is at most `y`. */
blackout_status reference_class_cdf(double *p, const struct reference_posterior *posterior,
                                    const double *x, double s, double y, blackout_error *error);

#endif
