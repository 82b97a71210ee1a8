/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series of traffic, cut into intervals and hours, and the weekly fit through it. The fit works
 * on means over whole UTC hours; within an hour, intervals keep their usual parts of it. Volumes
 * are in the series' own unit, of one interval. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_GRID_H
#define BLACKOUT_TRAFFIC_TRAFFIC_GRID_H

#include "tables/traffic_series.h"
#include "stats/ar1.h"
#include "stats/seasonal_fit.h"

/* [from, to) */
struct traffic_span {
    instant from;
    instant to;
};

struct traffic_grid {
    const struct traffic_series *series;
    instant step_seconds; /* between neighbouring points, mostly */
    instant begin;        /* of the first interval */
    instant end;          /* of the last one */
    size_t slots;         /* intervals of an hour; 0 where the step does not divide it */
    size_t zeros;
    size_t gaps;                /* places where intervals are missing ... */
    size_t missing;             /* ... and how many of them */
    size_t irregular;           /* points off the grid of the step */
    bool empty_is_ordinary;     /* an hour's mean counts its empty intervals */
    struct traffic_hour *hours; /* ascending */
    size_t hour_count;
};

/* Why a series has no figure. */
enum traffic_lack {
    TRAFFIC_COMPLETE,
    TRAFFIC_TOO_SHORT,  /* under two points */
    TRAFFIC_BAD_STEP,   /* the step is not between a minute and an hour */
    TRAFFIC_INCOMPLETE, /* an hour of the week has no volume outside of the masked times */
    TRAFFIC_NO_WINDOW,  /* no interval of the series lies in the window */
    TRAFFIC_NOTHING_DETECTED
};

/* Cuts `series` up. `*lack` says where that cannot be done. */
blackout_status traffic_grid_make(struct traffic_grid *grid, enum traffic_lack *lack,
                                  struct arena *arena, const struct traffic_series *series,
                                  blackout_error *error);

/* The interval of point `i`. */
struct traffic_span traffic_interval(const struct traffic_grid *grid, size_t i);

/* Points whose interval touches `span`: numbers from *first up to *end. */
void traffic_points(size_t *first, size_t *end, const struct traffic_grid *grid,
                    struct traffic_span span);

struct traffic_fit {
    struct seasonal_fit fit;
    struct ar1 ar1;
    double centre_hours;               /* since 1970, where the trend is 0 */
    double trend_variance;             /* of the slope, an hour squared */
    size_t hours_used[HOURS_PER_WEEK]; /* that each hour of the week rests on */
    double *slot_shares; /* [hour of the week][slot], mean 1 over an hour; NULL without slots */
    size_t masked_hours;
    size_t empty_hours; /* not masked, without any volume: left out */
};

/* Room for one fit after another over a grid. */
struct traffic_work {
    struct seasonal_observation *observations;
    double *residuals;
    int64_t *hours; /* since 1970 */
    size_t *places; /* of the observations, in grid->hours */
};

blackout_status traffic_work_make(struct traffic_work *work, struct arena *arena,
                                  const struct traffic_grid *grid, blackout_error *error);
blackout_status traffic_fit_init(struct traffic_fit *fit, struct arena *arena,
                                 const struct traffic_grid *grid, blackout_error *error);

/* Fits the hours that touch none of `spans`; fit->fit.complete says whether there is a fit. */
blackout_status traffic_fit_make(struct traffic_fit *fit, struct traffic_work *work,
                                 const struct traffic_grid *grid, const struct traffic_span *spans,
                                 size_t span_count, blackout_error *error);

/* Expected volume of the interval of point `i`. */
double traffic_expected(const struct traffic_fit *fit, const struct traffic_grid *grid, size_t i);

bool traffic_spans_touch(const struct traffic_span *spans, size_t count, struct traffic_span span);

#endif
