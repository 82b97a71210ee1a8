/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hours that count, in the order of the grid, through the seasonal fit; then, for who measures,
 * its noise and the usual parts of each interval in its hour. The profile of an estimate needs none
 * of that, which is why it uses weekly_fit.h directly. A placebo week needs a fit of its own
 * without its hours; the second part makes that from sums of the whole fit, in time that grows with
 * the hours left out and not with the series. */
#include "traffic/traffic_fit.h"

#include <math.h>
#include <string.h>

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

/* Adds the parts of an hour's intervals in it, or takes them away with the sign -1. Hours that are
 * not whole do not say what is usual. The parts are of the hour's mean, so that an hour of little
 * traffic weighs as much as a busy one. */
static void add_slots(double *sums, size_t *hours, const struct traffic_grid *grid,
                      const struct weekly_work *work, size_t i, int sign)
{
    /* `places` leads from an observation back to its hour: masked and empty hours have none. */
    const struct traffic_hour *hour = &grid->hours[work->places[i]];
    const size_t week_hour = (size_t)work->observations[i].hour_of_week;
    if (hour->count != grid->slots || (hour->empty > 0 && !grid->empty_is_ordinary)) {
        return;
    }
    hours[week_hour] = sign > 0 ? hours[week_hour] + 1 : hours[week_hour] - 1;
    for (size_t k = 0; k < grid->slots; ++k) {
        sums[week_hour * grid->slots + k] +=
            sign * grid->series->points[hour->first + k].volume / hour->volume_mean;
    }
}

/* Of all hours that the fit kept. */
static void add_up_slots(double *sums, size_t *hours, const struct traffic_grid *grid,
                         const struct weekly_work *work)
{
    memset(sums, 0, HOURS_PER_WEEK * grid->slots * sizeof *sums);
    memset(hours, 0, HOURS_PER_WEEK * sizeof *hours);
    for (size_t i = 0; i < work->count; ++i) {
        if (!isnan(work->residuals[i])) {
            add_slots(sums, hours, grid, work, i, 1);
        }
    }
}

/* The usual part of each interval in its hour: the mean over whole hours that the fit kept. An hour
 * of the week without any whole one has equal parts. Sums become shares. Equal parts are 1, as the
 * mean of the shares over an hour is. */
static void share_slots(double *sums, const size_t *hours, const struct traffic_grid *grid)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        double *shares = sums + h * grid->slots;
        for (size_t k = 0; k < grid->slots; ++k) {
            shares[k] = hours[h] > 0 ? shares[k] / (double)hours[h] : 1;
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

/* Hours since 1970 at which the trend is 0. Absolute, since placebo windows are dated and the fit
 * counts from its first week. */
static double centre_of(const struct seasonal_fit *fit)
{
    const int64_t first_hour = calendar_week_start(fit->first_week) / SECONDS_PER_HOUR;
    return (double)first_hour + fit->centre_hours;
}

/* Of traffic that repeats exactly the residuals are rounding: they are not taken for smaller. A
 * variance of 0 would make the quotients of placebo weeks 0 / 0. */
static void floor_variance(struct ar1 *ar1)
{
    ar1->variance = fmax(ar1->variance, SEASONAL_FIT_ROUNDING * SEASONAL_FIT_ROUNDING);
}

/* A fit that is not complete is no error: the caller says what is missing. */
blackout_status traffic_fit_make(struct traffic_fit *fit, struct weekly_work *work,
                                 const struct traffic_grid *grid,
                                 const struct traffic_masked *masked, blackout_error *error)
{
    blackout_status status = weekly_fit_make(&fit->weekly, work, grid, masked, error);
    const struct seasonal_fit *seasonal = &fit->weekly.seasonal;
    if (status != BLACKOUT_OK || !seasonal->complete) {
        return status;
    }
    ar1_fit(&fit->ar1, work->hours, work->residuals, work->count, seasonal->degrees_of_freedom);
    floor_variance(&fit->ar1);
    fit->centre_hours = centre_of(seasonal);
    /* A series of less than six weeks has no trend, and no error of one. */
    fit->trend_variance = seasonal->has_trend
                              ? ar1_trend_variance(&fit->ar1, work->hours, work->residuals,
                                                   work->count, fit->centre_hours)
                              : 0;
    count_hours(fit, work);
    if (fit->slot_shares != NULL) {
        size_t hours[HOURS_PER_WEEK];
        add_up_slots(fit->slot_shares, hours, grid, work);
        share_slots(fit->slot_shares, hours, grid);
    }
    return BLACKOUT_OK;
}

/* ---- Without a few hours --------------------------------------------------------------------- */

blackout_status traffic_rest_make(struct traffic_rest *rest, struct arena *arena,
                                  const struct weekly_work *work, const struct traffic_grid *grid,
                                  blackout_error *error)
{
    *rest = (struct traffic_rest){.work = work};
    if (grid->slots > 1) {
        rest->slot_sums = arena_alloc(arena, HOURS_PER_WEEK * grid->slots, sizeof(double));
        if (rest->slot_sums == NULL) {
            return error_memory(error);
        }
        add_up_slots(rest->slot_sums, rest->slot_hours, grid, work);
    }
    return seasonal_left_out_make(&rest->left_out, work->observations, work->count, error);
}

void traffic_rest_free(struct traffic_rest *rest)
{
    seasonal_left_out_free(rest->left_out);
}

/* The observations whose hours touch `own`. False where these are no neighbours. An hour before the
 * span is looked at too, since its interval may reach into it. The fit without a few hours takes
 * one range of neighbours; where a gap or a masked hour lies between, the caller fits anew. */
static bool find_own(size_t *first, size_t *end, const struct weekly_work *work,
                     const struct traffic_span own[2])
{
    /* An hour early, since division rounds towards 0, which is up before 1970. */
    const int64_t earliest = own[0].from / SECONDS_PER_HOUR - 1;
    size_t low = 0;
    size_t high = work->count;
    size_t touched = 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        low = work->hours[middle] < earliest ? middle + 1 : low;
        high = work->hours[middle] < earliest ? high : middle;
    }
    *end = low;
    for (; low < work->count && work->hours[low] * SECONDS_PER_HOUR < own[1].to; ++low) {
        const instant from = work->hours[low] * SECONDS_PER_HOUR;
        if (traffic_spans_touch(own, 2, (struct traffic_span){from, from + SECONDS_PER_HOUR})) {
            *first = touched == 0 ? low : *first;
            *end = low + 1;
            ++touched;
        }
    }
    return touched > 0 && *end - *first == touched;
}

/* Shares of all, with what is kept in one of the two fits only. Leaving hours out changes the cut,
 * and with it which other hours count as outliers: those are in `changed` as well. */
static void share_rest(struct traffic_fit *fit, const struct traffic_rest *rest,
                       const struct seasonal_left_out_fit *made, const struct traffic_grid *grid)
{
    size_t hours[HOURS_PER_WEEK];
    memcpy(hours, rest->slot_hours, sizeof hours);
    memcpy(fit->slot_shares, rest->slot_sums, HOURS_PER_WEEK * grid->slots * sizeof(double));
    for (size_t k = 0; k < made->changed_count; ++k) {
        const bool kept = seasonal_left_out_keeps(rest->left_out, made->changed[k]);
        add_slots(fit->slot_shares, hours, grid, rest->work, made->changed[k], kept ? 1 : -1);
    }
    share_slots(fit->slot_shares, hours, grid);
}

/* What the reports of the whole fit need (masked and empty hours) is not filled in: a placebo week
 * shows none of it. */
bool traffic_fit_rest(struct traffic_fit *fit, struct traffic_rest *rest,
                      const struct traffic_grid *grid, const struct traffic_span own[2])
{
    struct seasonal_left_out_fit made;
    size_t first;
    size_t end;
    if (!find_own(&first, &end, rest->work, own) ||
        !seasonal_left_out_fit(&made, rest->left_out, first, end)) {
        return false;
    }
    fit->weekly = (struct weekly_fit){.seasonal = made.fit};
    ar1_of_sums(&fit->ar1, &made.residuals, made.fit.degrees_of_freedom);
    floor_variance(&fit->ar1);
    fit->centre_hours = centre_of(&made.fit);
    fit->trend_variance =
        made.fit.has_trend ? ar1_trend_variance_of(&fit->ar1, made.squared_hours) : 0;
    memcpy(fit->hours_used, made.hours_used, sizeof fit->hours_used);
    if (fit->slot_shares != NULL) {
        share_rest(fit, rest, &made, grid);
    }
    return true;
}

/* ---- What it expects ------------------------------------------------------------------------- */

/* An interval belongs to the hour in which it begins, here as in the fit. A step that does not
 * divide the hour has no slots, and every interval the mean of its hour. */
double traffic_expected_at(const struct traffic_fit *fit, const struct traffic_grid *grid,
                           instant from)
{
    instant hour = calendar_full_hour(from);
    int week_hour = (int)calendar_hour_of_week(hour);
    double expected = seasonal_fit_expected(&fit->weekly.seasonal, calendar_week(hour), week_hour);
    if (fit->slot_shares != NULL) {
        /* Rounded down: a row that is a little late belongs to the slot in which it begins. */
        size_t slot = (size_t)((from - hour) / grid->step_seconds);
        expected *= fit->slot_shares[(size_t)week_hour * grid->slots + slot];
    }
    return expected;
}

double traffic_expected(const struct traffic_fit *fit, const struct traffic_grid *grid, size_t i)
{
    return traffic_expected_at(fit, grid, grid->series->points[i].time);
}
