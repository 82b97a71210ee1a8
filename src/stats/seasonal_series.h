/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The observations of a seasonal fit in the order of time, and by hour of the week. */
#ifndef BLACKOUT_STATS_SEASONAL_SERIES_H
#define BLACKOUT_STATS_SEASONAL_SERIES_H

#include "core/arena.h"
#include "stats/seasonal_profile.h"

struct seasonal_entry {
    int64_t week;
    size_t hour_of_week;
    size_t place; /* in the caller's array */
    double hours; /* since Monday of the first week */
    double log_volume;
    double residual; /* of ln volume */
    bool kept;
};

/* The observations by week and hour, and the same by hour of the week. */
struct seasonal_series {
    struct arena arena;
    struct seasonal_entry *entries;
    size_t count;
    size_t *by_hour;                       /* numbers of entries; hour h has those from */
    size_t hour_start[HOURS_PER_WEEK + 1]; /* hour_start[h] up to hour_start[h + 1] */
    double *scratch;                       /* `count` numbers */
};

/* Room in the arena of `series`, which the caller frees, whatever is returned. */
blackout_status seasonal_series_load(struct seasonal_series *series,
                                     const struct seasonal_observation *observations, size_t count,
                                     blackout_error *error);

/* A profile needs all 168 hours: else the first that has none. */
bool seasonal_covers_week(const struct seasonal_series *series, int *missing_hour);

#endif
