/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "traffic/traffic_grid.h"

#include <math.h>
#include <stdlib.h>

#include "core/error.h"
#include "core/sum.h"

/* The contract's limits of a step. */
enum { SHORTEST_STEP_SECONDS = 60, LONGEST_STEP_SECONDS = SECONDS_PER_HOUR };

/* The part by which empty intervals may lift what is expected: small beside any interval of it. */
static const double bias_borne = 0.01;

/* Of traffic that repeats exactly the residuals are rounding: they are not taken for smaller. */
static const double rounding_log = 1e-9;

bool traffic_spans_touch(const struct traffic_span *spans, size_t count, struct traffic_span span)
{
    for (size_t i = 0; i < count; ++i) {
        if (spans[i].from < span.to && span.from < spans[i].to) {
            return true;
        }
    }
    return false;
}

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

static void count_faults(struct traffic_grid *grid)
{
    const struct traffic_series *series = grid->series;
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

static blackout_status make_hours(struct traffic_grid *grid, struct arena *arena,
                                  blackout_error *error)
{
    const struct traffic_series *series = grid->series;
    grid->hours = arena_alloc(arena, series->count, sizeof *grid->hours);
    if (grid->hours == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < series->count;) {
        grid->hours[grid->hour_count++] = traffic_hour_next(series, &i);
    }
    count_empty(grid);
    return BLACKOUT_OK;
}

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
    grid->end = series->points[series->count - 1].time + grid->step_seconds;
    grid->slots = SECONDS_PER_HOUR % grid->step_seconds == 0
                      ? (size_t)(SECONDS_PER_HOUR / grid->step_seconds)
                      : 0;
    count_faults(grid);
    return make_hours(grid, arena, error);
}

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

/* ---- The fit --------------------------------------------------------------------------------- */

blackout_status traffic_work_make(struct traffic_work *work, struct arena *arena,
                                  const struct traffic_grid *grid, blackout_error *error)
{
    work->observations = arena_alloc(arena, grid->hour_count, sizeof *work->observations);
    work->residuals = arena_alloc(arena, grid->hour_count, sizeof *work->residuals);
    work->hours = arena_alloc(arena, grid->hour_count, sizeof *work->hours);
    work->places = arena_alloc(arena, grid->hour_count, sizeof *work->places);
    bool have = work->observations != NULL && work->residuals != NULL && work->hours != NULL &&
                work->places != NULL;
    return have ? BLACKOUT_OK : error_memory(error);
}

blackout_status traffic_fit_init(struct traffic_fit *fit, struct arena *arena,
                                 const struct traffic_grid *grid, blackout_error *error)
{
    *fit = (struct traffic_fit){0};
    if (grid->slots > 1) {
        fit->slot_shares =
            arena_alloc(arena, HOURS_PER_WEEK * grid->slots, sizeof *fit->slot_shares);
        return fit->slot_shares != NULL ? BLACKOUT_OK : error_memory(error);
    }
    return BLACKOUT_OK;
}

static size_t observe(struct traffic_fit *fit, struct traffic_work *work,
                      const struct traffic_grid *grid, const struct traffic_span *spans,
                      size_t span_count)
{
    size_t count = 0;
    fit->masked_hours = 0;
    fit->empty_hours = 0;
    for (size_t i = 0; i < grid->hour_count; ++i) {
        instant hour = grid->hours[i].start;
        struct traffic_span span = {hour, hour + SECONDS_PER_HOUR};
        if (traffic_spans_touch(spans, span_count, span)) {
            ++fit->masked_hours;
        } else if (grid->hours[i].volume_mean <= 0) {
            ++fit->empty_hours;
        } else {
            work->observations[count] =
                (struct seasonal_observation){.week = calendar_week(hour),
                                              .hour_of_week = (int)calendar_hour_of_week(hour),
                                              .volume_mean = grid->hours[i].volume_mean};
            work->hours[count] = hour / SECONDS_PER_HOUR;
            work->places[count++] = i;
        }
    }
    return count;
}

/* The usual part of each interval in its hour: the mean over whole hours that the fit kept. */
static void share_slots(struct traffic_fit *fit, const struct traffic_work *work,
                        const struct traffic_grid *grid, size_t count)
{
    size_t hours_used[HOURS_PER_WEEK] = {0};
    for (size_t i = 0; i < HOURS_PER_WEEK * grid->slots; ++i) {
        fit->slot_shares[i] = 0;
    }
    for (size_t i = 0; i < count; ++i) {
        const struct traffic_hour *hour = &grid->hours[work->places[i]];
        size_t week_hour = (size_t)work->observations[i].hour_of_week;
        bool whole = hour->count == grid->slots && (hour->empty == 0 || grid->empty_is_ordinary);
        if (isnan(work->residuals[i]) || !whole) {
            continue;
        }
        ++hours_used[week_hour];
        for (size_t k = 0; k < grid->slots; ++k) {
            fit->slot_shares[week_hour * grid->slots + k] +=
                grid->series->points[hour->first + k].volume / hour->volume_mean;
        }
    }
    for (size_t i = 0; i < HOURS_PER_WEEK * grid->slots; ++i) {
        size_t used = hours_used[i / grid->slots];
        fit->slot_shares[i] = used > 0 ? fit->slot_shares[i] / (double)used : 1;
    }
}

static void count_hours(struct traffic_fit *fit, const struct traffic_work *work, size_t count)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        fit->hours_used[h] = 0;
    }
    for (size_t i = 0; i < count; ++i) {
        fit->hours_used[work->observations[i].hour_of_week] += isnan(work->residuals[i]) ? 0 : 1;
    }
}

/* Hours since 1970 at which the trend is 0. */
static double centre_of(const struct seasonal_fit *fit)
{
    static const double monday_hours = -72; /* 1970-01-01 was a Thursday */
    return HOURS_PER_WEEK * (double)fit->first_week + monday_hours + fit->centre_hours;
}

blackout_status traffic_fit_make(struct traffic_fit *fit, struct traffic_work *work,
                                 const struct traffic_grid *grid, const struct traffic_span *spans,
                                 size_t span_count, blackout_error *error)
{
    size_t count = observe(fit, work, grid, spans, span_count);
    blackout_status status =
        seasonal_fit_residuals(&fit->fit, work->residuals, work->observations, count, error);
    if (status != BLACKOUT_OK || !fit->fit.complete) {
        return status;
    }
    ar1_fit(&fit->ar1, work->hours, work->residuals, count, fit->fit.degrees_of_freedom);
    fit->ar1.variance = fmax(fit->ar1.variance, rounding_log * rounding_log);
    fit->centre_hours = centre_of(&fit->fit);
    fit->trend_variance =
        fit->fit.has_trend
            ? ar1_trend_variance(&fit->ar1, work->hours, work->residuals, count, fit->centre_hours)
            : 0;
    count_hours(fit, work, count);
    if (fit->slot_shares != NULL) {
        share_slots(fit, work, grid, count);
    }
    return BLACKOUT_OK;
}

/* An interval belongs to the hour in which it begins, here as in the fit. */
double traffic_expected(const struct traffic_fit *fit, const struct traffic_grid *grid, size_t i)
{
    instant from = grid->series->points[i].time;
    instant hour = calendar_full_hour(from);
    int week_hour = (int)calendar_hour_of_week(hour);
    double expected = seasonal_fit_expected(&fit->fit, calendar_week(hour), week_hour);
    if (fit->slot_shares != NULL) {
        size_t slot = (size_t)((from - hour) / grid->step_seconds);
        expected *= fit->slot_shares[(size_t)week_hour * grid->slots + slot];
    }
    return expected;
}
