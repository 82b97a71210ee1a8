/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours that count, in the order of the grid, through the seasonal fit; then, for who measures,
 * its noise and the usual parts of each interval in its hour. */
#include "traffic/traffic_fit.h"

#include <math.h>

#include "core/error.h"

/* With one interval an hour, or a step that does not divide it, there are no usual parts. */
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

/* The usual part of each interval in its hour: the mean over whole hours that the fit kept. Hours
 * that the fit dropped, and hours that are not whole, do not say what is usual; an hour of the week
 * without any whole one has equal parts. */
static void share_slots(struct traffic_fit *fit, const struct weekly_work *work,
                        const struct traffic_grid *grid)
{
    size_t hours_used[HOURS_PER_WEEK] = {0};
    for (size_t i = 0; i < HOURS_PER_WEEK * grid->slots; ++i) {
        fit->slot_shares[i] = 0;
    }
    for (size_t i = 0; i < work->count; ++i) {
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
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        double *shares = fit->slot_shares + h * grid->slots;
        for (size_t k = 0; k < grid->slots; ++k) {
            shares[k] = hours_used[h] > 0 ? shares[k] / (double)hours_used[h] : 1;
        }
    }
}

/* NaN is a residual that was dropped. */
static void count_hours(struct traffic_fit *fit, const struct weekly_work *work)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        fit->hours_used[h] = 0;
    }
    for (size_t i = 0; i < work->count; ++i) {
        fit->hours_used[work->observations[i].hour_of_week] += isnan(work->residuals[i]) ? 0 : 1;
    }
}

/* Hours since 1970 at which the trend is 0. */
static double centre_of(const struct seasonal_fit *fit)
{
    const int64_t first_hour = calendar_week_start(fit->first_week) / SECONDS_PER_HOUR;
    return (double)first_hour + fit->centre_hours;
}

/* A fit that is not complete is no error: the caller says what is missing. */
blackout_status traffic_fit_make(struct traffic_fit *fit, struct weekly_work *work,
                                 const struct traffic_grid *grid, const struct traffic_span *spans,
                                 size_t span_count, blackout_error *error)
{
    blackout_status status = weekly_fit_make(&fit->weekly, work, grid, spans, span_count, error);
    const struct seasonal_fit *seasonal = &fit->weekly.seasonal;
    if (status != BLACKOUT_OK || !seasonal->complete) {
        return status;
    }
    ar1_fit(&fit->ar1, work->hours, work->residuals, work->count, seasonal->degrees_of_freedom);
    /* of traffic that repeats exactly the residuals are rounding: they are not taken for smaller */
    fit->ar1.variance = fmax(fit->ar1.variance, SEASONAL_FIT_ROUNDING * SEASONAL_FIT_ROUNDING);
    fit->centre_hours = centre_of(seasonal);
    fit->trend_variance = seasonal->has_trend
                              ? ar1_trend_variance(&fit->ar1, work->hours, work->residuals,
                                                   work->count, fit->centre_hours)
                              : 0;
    count_hours(fit, work);
    if (fit->slot_shares != NULL) {
        share_slots(fit, work, grid);
    }
    return BLACKOUT_OK;
}

/* An interval belongs to the hour in which it begins, here as in the fit. */
double traffic_expected_at(const struct traffic_fit *fit, const struct traffic_grid *grid,
                           instant from)
{
    instant hour = calendar_full_hour(from);
    int week_hour = (int)calendar_hour_of_week(hour);
    double expected = seasonal_fit_expected(&fit->weekly.seasonal, calendar_week(hour), week_hour);
    if (fit->slot_shares != NULL) {
        size_t slot = (size_t)((from - hour) / grid->step_seconds);
        expected *= fit->slot_shares[(size_t)week_hour * grid->slots + slot];
    }
    return expected;
}

double traffic_expected(const struct traffic_fit *fit, const struct traffic_grid *grid, size_t i)
{
    return traffic_expected_at(fit, grid, grid->series->points[i].time);
}
