/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorted once: every step of the fit runs over weeks that are neighbours, or over the hours of the
 * week. */
#include "stats/seasonal_series.h"

#include <math.h>
#include <stdlib.h>

#include "core/error.h"

/* Equal hours are ordered by volume: sums run in this order, and their last bit must not depend
 * on the order in which the caller has its observations. */
static int by_time_and_volume(const void *a, const void *b)
{
    const struct seasonal_entry *x = a;
    const struct seasonal_entry *y = b;
    if (x->week != y->week) {
        return x->week < y->week ? -1 : 1;
    }
    if (x->hour_of_week != y->hour_of_week) {
        return x->hour_of_week < y->hour_of_week ? -1 : 1;
    }
    return (x->log_volume > y->log_volume) - (x->log_volume < y->log_volume);
}

/* What has no logarithm is refused here, so that nothing below meets an infinity; hours of the
 * week are indices from here on. */
static blackout_status copy_entries(struct seasonal_series *series,
                                    const struct seasonal_observation *observations,
                                    blackout_error *error)
{
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_observation *from = &observations[i];
        if (from->hour_of_week < 0 || from->hour_of_week >= HOURS_PER_WEEK) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "hour of the week %d; 0 to 167 are needed", from->hour_of_week);
        }
        if (!isfinite(from->volume_mean) || from->volume_mean <= 0.0) {
            return error_set(error, BLACKOUT_ERROR_NUMERIC,
                             "a volume of %g in a seasonal fit; positive numbers are needed",
                             from->volume_mean);
        }
        series->entries[i] = (struct seasonal_entry){.week = from->week,
                                                     .hour_of_week = (size_t)from->hour_of_week,
                                                     .place = i,
                                                     .log_volume = log(from->volume_mean),
                                                     .kept = true};
    }
    return BLACKOUT_OK;
}

/* A counting sort. It is stable: within an hour of the week entries stay in the order of
 * weeks. */
static void index_hours(struct seasonal_series *series)
{
    size_t next[HOURS_PER_WEEK];
    for (size_t i = 0; i < series->count; ++i) {
        ++series->hour_start[series->entries[i].hour_of_week + 1];
    }
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        series->hour_start[h + 1] += series->hour_start[h];
        next[h] = series->hour_start[h];
    }
    for (size_t i = 0; i < series->count; ++i) {
        series->by_hour[next[series->entries[i].hour_of_week]++] = i;
    }
}

/* Sorted once: weeks are then runs of neighbours, and the first entry is the first hour of
 * all. */
blackout_status seasonal_series_load(struct seasonal_series *series,
                                     const struct seasonal_observation *observations, size_t count,
                                     blackout_error *error)
{
    series->count = count;
    series->entries = arena_alloc(&series->arena, count, sizeof *series->entries);
    series->by_hour = arena_alloc(&series->arena, count, sizeof *series->by_hour);
    series->scratch = arena_alloc(&series->arena, count, sizeof *series->scratch);
    if (series->entries == NULL || series->by_hour == NULL || series->scratch == NULL) {
        return error_memory(error);
    }
    blackout_status status = copy_entries(series, observations, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    qsort(series->entries, count, sizeof *series->entries, by_time_and_volume);
    for (size_t i = 0; i < count; ++i) {
        struct seasonal_entry *entry = &series->entries[i];
        /* Subtracted as doubles: two weeks may be further apart than an int64_t holds. */
        double weeks = (double)entry->week - (double)series->entries[0].week;
        entry->hours = HOURS_PER_WEEK * weeks + (double)entry->hour_of_week;
    }
    index_hours(series);
    return BLACKOUT_OK;
}

/* A profile needs all 168 hours. Without any observation the first is missing, so that the fit
 * always has an entries[0]. */
bool seasonal_covers_week(const struct seasonal_series *series, int *missing_hour)
{
    for (int h = 0; h < HOURS_PER_WEEK; ++h) {
        if (series->hour_start[h] == series->hour_start[h + 1]) {
            *missing_hour = h;
            return false;
        }
    }
    return true;
}
