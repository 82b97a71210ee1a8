/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for what a window lost, from windows in which nothing happened: the same hours of other
 * weeks, each predicted by a fit that did not see it. Arrays in, numbers out; volumes in the
 * series' own unit. */
#ifndef BLACKOUT_STATS_PLACEBO_H
#define BLACKOUT_STATS_PLACEBO_H

#include <stddef.h>

#include "blackout/status.h"

/* Errors (volume less expected volume) of the window and of the hours after it, and what an AR(1)
 * says of them. */
struct placebo_window {
    double error[2];      /* of the window, of the hours after it */
    double covariance[3]; /* variance of the first, covariance, variance of the second */
};

/* a * first + b * second */
struct placebo_sum {
    double a;
    double b;
};

/* Placebo windows and the window in question. */
struct placebo {
    const struct placebo_window *windows;
    size_t count;
    double covariance[3];    /* of the window in question, as in placebo_window */
    double slope[3];         /* of these, in the AR(1)'s phi ... */
    double phi_variance;     /* ... whose error has this variance */
    double factor[2];        /* by which the AR(1) alone is too small for each sum; 0 counts as 1 */
    double residual_degrees; /* of the innovations' variance, to which the covariances are in
                                proportion */
};

/* With fewer the placebo windows say nothing: two are predicted by each other. */
enum { FEWEST_PLACEBOS = 3 };

/* Root mean square of error over standard deviation: 1 where the AR(1) is right. NaN with fewer
 * than FEWEST_PLACEBOS that have a variance. */
double placebo_dispersion(const struct placebo *placebo, struct placebo_sum sum);

/* The error of `sum` in the window in question is `scale` times a Student's t of `degrees`. */
void placebo_scale(double *scale, double *degrees, const struct placebo *placebo,
                   struct placebo_sum sum);

/* How many of the placebo windows have their error of `sum` inside a two-sided band of `level`:
 * made from the other windows or, in the second, from their own covariance. */
blackout_status placebo_covered(size_t *covered, const struct placebo *placebo,
                                struct placebo_sum sum, double level, blackout_error *error);
blackout_status placebo_covered_ar1(size_t *covered, const struct placebo *placebo,
                                    struct placebo_sum sum, double level, blackout_error *error);

/* The square of how far a band of `level` for one of `count` windows reaches, over that of its
 * standard deviation by the AR(1), if it is made from the others: `mean_square` is of all
 * quotients, `own_square` of its own. */
blackout_status placebo_reach_square(double *reach, double mean_square, double own_square,
                                     size_t count, double level, blackout_error *error);

/* A ratio 1 - part * rebound / lost, from estimates whose errors are those of -second and first.
 * `part` is what of the loss behind the rebound `lost` is: 1 where all of it was measured. */
struct placebo_ratio {
    double lost;
    double rebound;
    double part;
};

/* `*net` such that P(1 - part * rebound / lost <= net) = p, cut to [0, 1]. Fieller (1954): for each
 * value the sum part * rebound - (1 - net) lost has its own scale, so that no ratio of random
 * numbers is taken. */
blackout_status placebo_net_share(double *net, const struct placebo *placebo,
                                  const struct placebo_ratio *ratio, double p,
                                  blackout_error *error);

#endif
