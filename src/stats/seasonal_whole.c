/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps are those of stats/seasonal_steps.c, in its order. What each of them gave is kept,
 * sorted and summed up: a fit without a few hours looks for the few values that it changes, and
 * goes through none of the others. Nothing is sorted of a series that is not usable: whoever asks
 * fits what is left anew. */
#include "stats/seasonal_whole.h"

#include <math.h>

#include "core/error.h"
#include "core/radix.h"

/* Hours that the mean of an hour of the week rests on: with one less it still has a residual. */
enum { FEWEST_STANDING = 3 };

/* ---- Sums ------------------------------------------------------------------------------------ */

static struct seasonal_point point_of(const struct seasonal_whole *whole,
                                      enum seasonal_residual residuals, size_t item)
{
    const struct seasonal_item *i = &whole->items[item];
    return (struct seasonal_point){i->hour_of_week, i->hours,
                                   residuals == SEASONAL_RESIDUAL ? i->residual : i->about_means};
}

static bool follows(const struct seasonal_whole *whole, size_t item)
{
    return item > 0 && item < whole->series.count &&
           whole->items[item].hours == whole->items[item - 1].hours + 1;
}

/* An item goes with the pairs that it makes with neighbours that are kept; of two neighbours the
 * first to go takes their pair along. So the marks have to agree with the sums before, and it is
 * called for changes alone. */
void seasonal_whole_set(const struct seasonal_whole *whole, struct seasonal_kept *kept,
                        enum seasonal_residual residuals, size_t item, bool keep)
{
    const double sign = keep ? 1 : -1;
    const struct seasonal_point point = point_of(whole, residuals, item);
    seasonal_sums_add(kept->sums, &point, sign);
    if (follows(whole, item) && kept->items[item - 1]) {
        const struct seasonal_point before = point_of(whole, residuals, item - 1);
        seasonal_sums_add_pair(kept->sums, &before, &point, sign);
    }
    if (follows(whole, item + 1) && kept->items[item + 1]) {
        const struct seasonal_point next = point_of(whole, residuals, item + 1);
        seasonal_sums_add_pair(kept->sums, &point, &next, sign);
    }
    kept->items[item] = keep;
}

/* Of all that the step keeps. The reach comes first, since powers of times are taken over it; items
 * ascend, so that the furthest is an end. */
static void add_up(struct seasonal_whole *whole, struct seasonal_kept *kept,
                   enum seasonal_residual residuals)
{
    const size_t count = whole->series.count;
    kept->sums->reach = fmax(fabs(whole->items[0].hours), fabs(whole->items[count - 1].hours));
    for (size_t i = 0; i < count; ++i) {
        if (whole->series.entries[i].kept) {
            seasonal_whole_set(whole, kept, residuals, i, true);
        }
    }
}

/* ---- Orders ---------------------------------------------------------------------------------- */

typedef double (*item_value)(const struct seasonal_whole *whole, size_t item);

static double value_detrended(const struct seasonal_whole *whole, size_t item)
{
    return whole->items[item].detrended;
}

static double value_first(const struct seasonal_whole *whole, size_t item)
{
    return whole->items[item].first;
}

static double value_deviation(const struct seasonal_whole *whole, size_t item)
{
    return fabs(whole->items[item].first - whole->middle);
}

double seasonal_whole_standard(const struct seasonal_whole *whole, size_t item)
{
    const struct seasonal_item *i = &whole->items[item];
    const double *sd = whole->first.items[item] ? whole->kept_sd : whole->dropped_sd;
    return fabs(i->about_means) / sd[i->hour_of_week];
}

/* Room for sorting all items. */
struct sorting {
    struct arena *arena;
    struct radix_item *items;
    struct radix_item *scratch;
    blackout_error *error;
};

static blackout_status put_order(struct near_order *order, const struct seasonal_whole *whole,
                                 const struct sorting *sorting, item_value value, size_t count)
{
    size_t *items = arena_alloc(sorting->arena, count, sizeof *items);
    double *values = arena_alloc(sorting->arena, count, sizeof *values);
    if (items == NULL || values == NULL) {
        return error_memory(sorting->error);
    }
    for (size_t k = 0; k < count; ++k) {
        items[k] = (size_t)sorting->items[k].value;
        values[k] = value(whole, items[k]);
    }
    *order = (struct near_order){items, values, count};
    return BLACKOUT_OK;
}

/* By value; of all items, or of those that the first look drops. */
static blackout_status sort_items(struct near_order *order, const struct seasonal_whole *whole,
                                  const struct sorting *sorting, item_value value, bool dropped)
{
    size_t count = 0;
    for (size_t i = 0; i < whole->series.count; ++i) {
        if (!dropped || !whole->first.items[i]) {
            sorting->items[count++] =
                (struct radix_item){radix_signed_key(value(whole, i)), (uint64_t)i};
        }
    }
    radix_sort(sorting->items, sorting->scratch, count);
    return put_order(order, whole, sorting, value, count);
}

/* By hour of the week, and within it by value: by value, and then a counting sort, which keeps the
 * order of values. The first is made in the scratch, so that the second ends in the items. */
static blackout_status sort_hours(struct seasonal_whole *whole, const struct sorting *sorting)
{
    const struct seasonal_series *series = &whole->series;
    size_t next[HOURS_PER_WEEK];
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        next[h] = series->hour_start[h];
    }
    for (size_t i = 0; i < series->count; ++i) {
        sorting->scratch[i] =
            (struct radix_item){radix_signed_key(value_detrended(whole, i)), (uint64_t)i};
    }
    radix_sort(sorting->scratch, sorting->items, series->count);
    for (size_t k = 0; k < series->count; ++k) {
        const struct radix_item item = sorting->scratch[k];
        sorting->items[next[whole->items[item.value].hour_of_week]++] = item;
    }
    return put_order(&whole->by_detrended, whole, sorting, value_detrended, series->count);
}

/* The order of residuals comes before that of their deviations, which are from its middle. The room
 * for sorting ends here; orders stay with the series. */
static blackout_status sort_all(struct seasonal_whole *whole, blackout_error *error)
{
    struct arena room = {0};
    const size_t count = whole->series.count;
    struct sorting sorting = {&whole->series.arena,
                              arena_alloc(&room, count, sizeof(struct radix_item)),
                              arena_alloc(&room, count, sizeof(struct radix_item)), error};
    blackout_status status = sorting.items != NULL && sorting.scratch != NULL
                                 ? sort_hours(whole, &sorting)
                                 : error_memory(error);
    if (status == BLACKOUT_OK) {
        status = sort_items(&whole->by_first, whole, &sorting, value_first, false);
    }
    if (status == BLACKOUT_OK) {
        whole->middle = quantile_r7(whole->by_first.values, count, 0.5);
        status = sort_items(&whole->by_deviation, whole, &sorting, value_deviation, false);
    }
    if (status == BLACKOUT_OK) {
        status = sort_items(&whole->by_standard, whole, &sorting, seasonal_whole_standard, false);
    }
    if (status == BLACKOUT_OK) {
        status = sort_items(&whole->dropped, whole, &sorting, seasonal_whole_standard, true);
    }
    arena_free(&room);
    return status;
}

/* ---- The fit of all -------------------------------------------------------------------------- */

static blackout_status allocate(struct seasonal_whole *whole, blackout_error *error)
{
    struct arena *arena = &whole->series.arena;
    const size_t count = whole->series.count;
    whole->items = arena_alloc(arena, count, sizeof *whole->items);
    whole->in_short_weeks = arena_alloc(arena, count, sizeof *whole->in_short_weeks);
    whole->first.items = arena_alloc(arena, count, sizeof *whole->first.items);
    whole->last.items = arena_alloc(arena, count, sizeof *whole->last.items);
    whole->first.sums = arena_alloc(arena, 1, sizeof *whole->first.sums);
    whole->last.sums = arena_alloc(arena, 1, sizeof *whole->last.sums);
    return arena->failed ? error_memory(error) : BLACKOUT_OK;
}

/* Items of weeks whose level is taken again. */
static void find_short_weeks(struct seasonal_whole *whole)
{
    const struct seasonal_series *series = &whole->series;
    size_t end = 0;
    for (size_t first = 0; first < series->count; first = end) {
        for (end = first; end < series->count; ++end) {
            if (series->entries[end].week != series->entries[first].week) {
                break;
            }
        }
        for (size_t i = first; i < end && end - first <= SEASONAL_SHORT_WEEK; ++i) {
            whole->in_short_weeks[whole->short_count++] = i;
        }
    }
}

/* Whether `terms` rest on enough for one hour less. */
static bool rest_on_enough(const struct seasonal_terms *terms)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        if (!terms->decided[h] || terms->standing[h] < FEWEST_STANDING) {
            return false;
        }
    }
    return true;
}

/* The place of each item in the series, and its residuals about the medians. The origin is in the
 * middle, which keeps times small and with them what their squares lose, and whole, so that times
 * are. Levels are taken once for `detrended` alone: seasonal_take_medians() begins anew. */
static void look_first(struct seasonal_whole *whole)
{
    struct seasonal_series *series = &whole->series;
    struct seasonal_entry *entries = series->entries;
    const size_t last = series->count - 1;
    whole->origin = floor((entries[0].hours + entries[last].hours) / 2);
    for (size_t i = 0; i < series->count; ++i) {
        whole->items[i] = (struct seasonal_item){.hour_of_week = entries[i].hour_of_week,
                                                 .hours = entries[i].hours - whole->origin};
        entries[i].residual = entries[i].log_volume;
    }
    seasonal_take_week_levels(series, SIZE_MAX);
    for (size_t i = 0; i < series->count; ++i) {
        whole->items[i].detrended = entries[i].residual;
    }
    seasonal_take_medians(series);
    whole->first_cut = seasonal_drop_outliers(series);
    for (size_t i = 0; i < series->count; ++i) {
        whole->items[i].first = entries[i].residual;
    }
}

/* Both least squares, with the second look between them. Each has to rest on enough: an hour of the
 * week that loses one more must still have a mean in both. */
static void look_again(struct seasonal_whole *whole)
{
    struct seasonal_series *series = &whole->series;
    const bool has_trend = whole->fit.has_trend;
    struct seasonal_terms *terms = &whole->terms;
    seasonal_least_squares(terms, series, has_trend);
    seasonal_take_terms(series, terms);
    whole->usable = rest_on_enough(terms);
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        whole->kept_sd[h] = seasonal_residual_sd((double)terms->standing[h], true);
        whole->dropped_sd[h] = seasonal_residual_sd((double)terms->standing[h], false);
    }
    for (size_t i = 0; i < series->count; ++i) {
        whole->items[i].about_means = series->entries[i].residual;
    }
    add_up(whole, &whole->first, SEASONAL_ABOUT_MEANS);
    seasonal_take_back(&whole->fit, series, terms, whole->first_cut);
    seasonal_least_squares(terms, series, has_trend);
    seasonal_take_terms(series, terms);
    whole->usable = whole->usable && rest_on_enough(terms);
    for (size_t i = 0; i < series->count; ++i) {
        whole->items[i].residual = series->entries[i].residual;
    }
    add_up(whole, &whole->last, SEASONAL_RESIDUAL);
}

/* As the caller has it: items are then its observations by number, and each hour is there once. */
static bool ascends(const struct seasonal_series *series)
{
    for (size_t i = 0; i < series->count; ++i) {
        const struct seasonal_entry *entry = &series->entries[i];
        if (entry->place != i || (i > 0 && entry->hours <= entry[-1].hours)) {
            return false;
        }
    }
    return true;
}

/* A series that does not cover the week, or does not ascend, is not usable: neighbours in the array
 * are then not those in time, and pairs would be missed. That is no error. */
blackout_status seasonal_whole_make(struct seasonal_whole *whole,
                                    const struct seasonal_observation *observations, size_t count,
                                    blackout_error *error)
{
    int missing;
    *whole = (struct seasonal_whole){0};
    blackout_status status = seasonal_series_load(&whole->series, observations, count, error);
    if (status != BLACKOUT_OK || !seasonal_covers_week(&whole->series, &missing) ||
        !ascends(&whole->series)) {
        return status;
    }
    status = allocate(whole, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    seasonal_fit_span(&whole->fit, &whole->series);
    look_first(whole);
    look_again(whole);
    find_short_weeks(whole);
    if (whole->usable) {
        status = sort_all(whole, error);
    }
    for (size_t h = 0; h < HOURS_PER_WEEK && whole->usable && status == BLACKOUT_OK; ++h) {
        const size_t first = whole->series.hour_start[h];
        whole->hour_values[h] = quantile_r7(whole->by_detrended.values + first,
                                            whole->series.hour_start[h + 1] - first, 0.5);
    }
    return status;
}
