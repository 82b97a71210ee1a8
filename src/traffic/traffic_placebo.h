/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same hours of other weeks, in which nothing happened: what the bands of a window are made
 * from and held against. A part of traffic_loss. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_PLACEBO_H
#define BLACKOUT_TRAFFIC_TRAFFIC_PLACEBO_H

#include "traffic/traffic_measured.h"
#include "traffic/traffic_window.h"
#include "stats/placebo.h"

/* The level of the bands of single intervals and of the intervals of coverages. */
static const double traffic_band_level = 0.95;

/* The sum of the window, and that of the hours after it. */
static const struct placebo_sum traffic_window_sum = {1, 0};
static const struct placebo_sum traffic_after_sum = {0, 1};

/* Spans that are masked beside the known events: none before the window is known, then it and the
 * hours after it, then those of a placebo week too. */
enum { SPAN_WINDOW, SPAN_AFTER, SPAN_OWN, SPAN_COUNT = SPAN_OWN + 2 };

/* What is known while one series is measured. */
struct traffic_measuring {
    struct traffic_loss *loss;
    struct arena *arena;
    const struct traffic_case *what;
    struct weekly_work work;
    struct traffic_fit refit;  /* of one placebo week */
    struct traffic_rest rest;  /* of the fit of the window, for those */
    struct weekly_work rework; /* for a week that takes a fit of all that is left */
    struct traffic_span spans[SPAN_COUNT];
    struct traffic_mask holidays;
    struct traffic_mask events; /* holidays too */
    struct traffic_window window;
    struct traffic_window after;
    struct placebo_window *placebos;
    double *quotients; /* [week][interval of the window]: error over standard deviation */
    size_t quotient_stride;
    double block_dispersion[2]; /* of sums as long as the window, as the hours after it */
    struct placebo placebo;
};

/* The events with the first `count` of the spans. */
struct traffic_masked traffic_masked_events(const struct traffic_measuring *m, size_t count);

/* Moves the window over the other weeks, each left out of its fit; fills m->placebo and
 * loss->weeks. */
blackout_status traffic_placebo_try_weeks(struct traffic_measuring *m, blackout_error *error);

/* Dispersions and coverages, from those weeks. */
blackout_status traffic_placebo_judge(struct traffic_measuring *m, blackout_error *error);

#endif
