/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One series of traffic, cut into intervals and hours: what counts as its step, as a gap, as an
 * empty interval, for every use of traffic. Volumes are in the series' own unit, of one interval.
 */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_GRID_H
#define BLACKOUT_TRAFFIC_TRAFFIC_GRID_H

#include "blackout/status.h"
#include "core/arena.h"
#include "tables/traffic_series.h"
#include "traffic/traffic_mask.h"

/* `series` is the dataset's and is not copied; `hours` lie in the arena. Read-only once made. */
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
    size_t recorded_first;      /* points before this one, and from ... */
    size_t recorded_end;        /* ... this one on, are 0: perhaps not recorded */
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

#endif
