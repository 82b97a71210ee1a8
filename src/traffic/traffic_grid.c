/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals and hours of one series. The step is the median distance of neighbours, not the
 * smallest, since clocks that are set back and rows that are entered twice make short ones. An
 * interval ends where the next begins, and so a short one is not counted beyond its end. Nothing
 * is judged here but the shape of the data: what is expected is the weekly fit's. */
#include "traffic/traffic_grid.h"

#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "core/sum.h"

/* The contract's limits of a step. Beyond an hour the hour of the week would not be known. */
enum { SHORTEST_STEP_SECONDS = 60, LONGEST_STEP_SECONDS = SECONDS_PER_HOUR };

/* The part by which empty intervals may lift what is expected: small beside any interval of it. */
static const double bias_borne = 0.01;

/* ---- The grid -------------------------------------------------------------------------------- */

/* The usual distance of neighbours: gaps and clock changes are the exception. */
static blackout_status find_step(struct traffic_grid *grid, struct arena *arena,
                                 blackout_error *error)
{
    const struct traffic_series *series = grid->series;
    double *steps = arena_alloc(arena, series->count, sizeof *steps);
    if (steps == NULL) {
        return error_memory(error);
    }
    for (size_t i = 1; i < series->count; ++i) {
        steps[i - 1] = (double)(series->points[i].time - series->points[i - 1].time);
    }
    grid->step_seconds = (instant)median(steps, series->count - 1);
    return BLACKOUT_OK;
}

/* A row that comes early ends the one before it; one that comes late leaves a gap. So no moment
 * counts twice, and none is taken for measured that is not. */
struct traffic_span traffic_interval(const struct traffic_grid *grid, size_t i)
{
    const struct traffic_series *series = grid->series;
    instant from = series->points[i].time;
    instant to = from + grid->step_seconds;
    if (i + 1 < series->count && series->points[i + 1].time < to) {
        to = series->points[i + 1].time;
    }
    return (struct traffic_span){from, to};
}

/* Zeros at both ends are counted apart: they are mostly hours that nothing recorded. A gap is two
 * steps or more, since clocks that are a little late make shorter ones. */
static void count_faults(struct traffic_grid *grid)
{
    const struct traffic_series *series = grid->series;
    grid->recorded_end = series->count;
    while (grid->recorded_end > 0 && !(series->points[grid->recorded_end - 1].volume > 0)) {
        --grid->recorded_end;
    }
    while (grid->recorded_first < grid->recorded_end &&
           !(series->points[grid->recorded_first].volume > 0)) {
        ++grid->recorded_first;
    }
    for (size_t i = 0; i < series->count; ++i) {
        instant since = series->points[i].time - series->points[0].time;
        instant before = i > 0 ? series->points[i].time - series->points[i - 1].time : 0;
        grid->zeros += series->points[i].volume > 0 ? 0 : 1;
        grid->irregular += since % grid->step_seconds != 0 ? 1 : 0;
        if (before >= 2 * grid->step_seconds) {
            ++grid->gaps;
            grid->missing += (size_t)(before / grid->step_seconds) - 1;
        }
    }
}

/* A mean over the intervals that have a volume is too high by the part that has none. As long as
 * that is little, an empty interval is taken for a part of an outage, which the profile must not
 * learn. Beyond it empty intervals are ordinary (a few events an hour, cut by the minute), and
 * count. */
static void count_empty(struct traffic_grid *grid)
{
    size_t empty = 0;
    size_t intervals = 0;
    for (size_t i = 0; i < grid->hour_count; ++i) {
        const struct traffic_hour *hour = &grid->hours[i];
        empty += hour->volume_mean > 0 ? hour->empty : 0;
        intervals += hour->volume_mean > 0 ? hour->count : 0;
    }
    grid->empty_is_ordinary = (double)empty > bias_borne * (double)intervals;
    for (size_t i = 0; i < grid->hour_count && grid->empty_is_ordinary; ++i) {
        struct traffic_hour *hour = &grid->hours[i];
        hour->volume_mean *= (double)(hour->count - hour->empty) / (double)hour->count;
    }
}

/* Counted first: the hours are as many as the rows begin, whatever the gaps. */
static blackout_status make_hours(struct traffic_grid *grid, struct arena *arena,
                                  blackout_error *error)
{
    const struct traffic_series *series = grid->series;
    size_t hour_count = 0;
    for (size_t i = 0; i < series->count; ++hour_count) {
        traffic_hour_next(series, &i);
    }
    grid->hours = arena_alloc(arena, hour_count, sizeof *grid->hours);
    if (grid->hours == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < series->count;) {
        grid->hours[grid->hour_count++] = traffic_hour_next(series, &i);
    }
    count_empty(grid);
    return BLACKOUT_OK;
}

/* `slots` is 0 where the step does not divide an hour. A lack is no error: there is no fault in the
 * file. The caller says what is missing, as a warning in an estimate and an error of the series in
 * `traffic`. */
blackout_status traffic_grid_make(struct traffic_grid *grid, enum traffic_lack *lack,
                                  struct arena *arena, const struct traffic_series *series,
                                  blackout_error *error)
{
    *grid = (struct traffic_grid){.series = series};
    *lack = TRAFFIC_TOO_SHORT;
    if (series->count < 2) {
        return BLACKOUT_OK;
    }
    blackout_status status = find_step(grid, arena, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    *lack = TRAFFIC_BAD_STEP;
    if (grid->step_seconds < SHORTEST_STEP_SECONDS || grid->step_seconds > LONGEST_STEP_SECONDS) {
        return BLACKOUT_OK;
    }
    *lack = TRAFFIC_COMPLETE;
    grid->begin = series->points[0].time;
    /* The last row lasts a usual step: nothing says when it ended. */
    grid->end = series->points[series->count - 1].time + grid->step_seconds;
    grid->slots = SECONDS_PER_HOUR % grid->step_seconds == 0
                      ? (size_t)(SECONDS_PER_HOUR / grid->step_seconds)
                      : 0;
    count_faults(grid);
    return make_hours(grid, arena, error);
}

/* An interval that begins before the span and reaches into it belongs to it. An empty span has
 * none. So the window's sum has whole intervals, whose expected and observed volumes are of the
 * same time. */
void traffic_points(size_t *first, size_t *end, const struct traffic_grid *grid,
                    struct traffic_span span)
{
    const struct traffic_series *series = grid->series;
    size_t low = 0;
    size_t high = series->count;
    while (low < high) { /* the first point at or after the start */
        size_t middle = (low + high) / 2;
        bool before = series->points[middle].time < span.from;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    *first = low > 0 && traffic_interval(grid, low - 1).to > span.from ? low - 1 : low;
    *end = low;
    while (*end < series->count && series->points[*end].time < span.to) {
        ++*end;
    }
    *end = span.to > span.from ? *end : *first;
}
