/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over a span of a series, and how far they may lie from what is expected. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_WINDOW_H
#define BLACKOUT_TRAFFIC_TRAFFIC_WINDOW_H

#include "traffic/traffic_fit.h"

/* Sums over the intervals that a span touches. */
struct traffic_window {
    size_t first; /* its points */
    size_t end;
    size_t missing;
    double expected;
    double observed;
    int64_t *hours; /* since 1970, with the expected volume of each */
    double *hour_expected;
    size_t hour_count;
};

/* Seconds that two spans share. */
instant traffic_spans_overlap(struct traffic_span a, struct traffic_span b);

/* Room for the hours of spans as long as `span`. */
blackout_status traffic_window_init(struct traffic_window *window, struct arena *arena,
                                    struct traffic_span span, blackout_error *error);

/* How many intervals of a span are not there. */
size_t traffic_window_missing(const struct traffic_grid *grid, struct traffic_span span);

/* Intervals are taken whole. */
void traffic_window_sums(struct traffic_window *window, const struct traffic_fit *fit,
                         const struct traffic_grid *grid, struct traffic_span span);

/* Variance, covariance, variance of the errors of the two sums, by the AR(1); and their slopes in
 * phi. */
void traffic_window_covariances(double covariance[3], double slope[3],
                                const struct traffic_fit *fit, const struct traffic_window *window,
                                const struct traffic_window *after);

/* Standard deviation of one interval of the window over its expected volume. */
double traffic_window_interval_sd(const struct traffic_fit *fit,
                                  const struct traffic_window *window);

#endif
