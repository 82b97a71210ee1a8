/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The AR(1) of the fit gives the errors of hours (stats/ar1.h); intervals are added up to hours.
 * Errors are of hours and not of intervals, since the fit and its residuals are of hourly means:
 * intervals of one hour are wrong together. */
#include "traffic/traffic_window.h"

#include <math.h>

#include "core/error.h"
#include "core/sum.h"

instant traffic_spans_overlap(struct traffic_span a, struct traffic_span b)
{
    instant from = a.from > b.from ? a.from : b.from;
    instant to = a.to < b.to ? a.to : b.to;
    return to > from ? to - from : 0;
}

/* Room for any window of this length, which may cut an hour at both ends. */
blackout_status traffic_window_init(struct traffic_window *window, struct arena *arena,
                                    struct traffic_span span, blackout_error *error)
{
    enum { CUT_HOURS = 2 }; /* at both ends */
    size_t hours = (size_t)((span.to - span.from) / SECONDS_PER_HOUR) + 1 + CUT_HOURS;
    window->hours = arena_alloc(arena, hours, sizeof *window->hours);
    window->hour_expected = arena_alloc(arena, hours, sizeof *window->hour_expected);
    return window->hours != NULL && window->hour_expected != NULL ? BLACKOUT_OK
                                                                  : error_memory(error);
}

/* Intervals come in order, so that the hour is the last one or new. */
static void add_to_hour(struct traffic_window *window, int64_t hour, double expected)
{
    if (window->hour_count == 0 || window->hours[window->hour_count - 1] != hour) {
        window->hours[window->hour_count] = hour;
        window->hour_expected[window->hour_count++] = 0;
    }
    window->hour_expected[window->hour_count - 1] += expected;
}

/* In steps, rounded down. By time and not by counting rows, since irregular rows may be short. */
static size_t missing_of(const struct traffic_grid *grid, struct traffic_span span, size_t first,
                         size_t end)
{
    instant covered = 0;
    for (size_t i = first; i < end; ++i) {
        covered += traffic_spans_overlap(traffic_interval(grid, i), span);
    }
    return (size_t)((span.to - span.from - covered) / grid->step_seconds);
}

size_t traffic_window_missing(const struct traffic_grid *grid, struct traffic_span span)
{
    size_t first;
    size_t end;
    traffic_points(&first, &end, grid, span);
    return missing_of(grid, span, first, end);
}

/* Intervals that the window cuts count whole. They are expected whole, too, so that the difference
 * is right. (traffic_loss.c, top) */
void traffic_window_sums(struct traffic_window *window, const struct traffic_fit *fit,
                         const struct traffic_grid *grid, struct traffic_span span)
{
    struct sum expected = {0};
    struct sum observed = {0};
    traffic_points(&window->first, &window->end, grid, span);
    window->hour_count = 0;
    for (size_t i = window->first; i < window->end; ++i) {
        double volume = traffic_expected(fit, grid, i);
        sum_add(&expected, volume);
        sum_add(&observed, grid->series->points[i].volume);
        int64_t hour = calendar_full_hour(grid->series->points[i].time) / SECONDS_PER_HOUR;
        add_to_hour(window, hour, volume);
    }
    window->expected = sum_value(&expected);
    window->observed = sum_value(&observed);
    window->missing = missing_of(grid, span, window->first, window->end);
}

/* What the means of the window's hours of the week rest on: their harmonic mean, since the errors
 * are 1/n. Undecided hours rest on what was dropped. An hour of the week of which all was dropped
 * is fitted to what was dropped: to one observation at least. */
static double observations_of(const struct traffic_fit *fit, const struct traffic_window *window)
{
    double total = 0;
    for (size_t i = 0; i < window->hour_count; ++i) {
        instant hour = window->hours[i] * SECONDS_PER_HOUR;
        size_t used = fit->hours_used[(int)calendar_hour_of_week(hour)];
        total += used > 0 ? 1 / (double)used : 1;
    }
    return window->hour_count > 0 ? (double)window->hour_count / total : 1;
}

/* Of the window with itself, with the hours after it, and of those. In this order: [0] window, [1]
 * both, [2] hours after. `slope` is by phi, for the degrees of freedom. */
void traffic_window_covariances(double covariance[3], double slope[3],
                                const struct traffic_fit *fit, const struct traffic_window *window,
                                const struct traffic_window *after)
{
    struct ar1_sum a = {window->hours, window->hour_expected, window->hour_count};
    struct ar1_sum b = {after->hours, after->hour_expected, after->hour_count};
    struct ar1_fit_error fit_error = {observations_of(fit, window), fit->trend_variance,
                                      fit->centre_hours};
    const struct ar1_moment moments[3] = {ar1_covariance(&fit->ar1, &fit_error, &a, &a),
                                          ar1_covariance(&fit->ar1, &fit_error, &a, &b),
                                          ar1_covariance(&fit->ar1, &fit_error, &b, &b)};
    for (int i = 0; i < 3; ++i) {
        covariance[i] = moments[i].covariance;
        slope[i] = moments[i].slope;
    }
}

/* Of a lognormal, relative to its mean: sqrt(exp(s2 (1 + 1/n)) - 1), by expm1 for small s2.
 * sqrt(s2) itself would be too small where the noise is large. */
double traffic_window_interval_sd(const struct traffic_fit *fit,
                                  const struct traffic_window *window)
{
    return sqrt(expm1(fit->ar1.variance * (1 + 1 / observations_of(fit, window))));
}
