/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hours that are left out change, step by step (the steps are those of
 * stats/seasonal_steps.c):
 *
 * - the levels of their own weeks: these are taken again;
 * - the value of each hour of the week, since the levels of their weeks moved: the median of a
 *   sorted list in which a value or two are others;
 * - the cut: two medians of all residuals, each of which has moved no further than the value of its
 *   hour. Only those that may lie in the middle are looked at (stats/near_median.h);
 * - which hours lie inside the cut: only those near it are looked at;
 * - least squares, twice, with the second look between them: sums, from which some are taken away
 *   (stats/seasonal_sums.h), and one more median. */
#include "stats/seasonal_left_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "stats/seasonal_leaving.h"

/* Of an hour of the week, in each least squares: with one its residual is 0. */
enum { FEWEST_USED = 2 };

static bool each_hour_has_enough(const struct seasonal_sums *sums)
{
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        if (sums->hours[h].count < FEWEST_USED) {
            return false;
        }
    }
    return true;
}

/* ---- The second look ------------------------------------------------------------------------- */

static double standard_now(const void *world, size_t item)
{
    const struct seasonal_left_out *s = world;
    const struct seasonal_item *i = &s->whole.items[item];
    const double *sd = s->first.now.items[item] ? s->kept_sd : s->dropped_sd;
    double residual = i->about_means - s->shift.term[i->hour_of_week] - s->shift.trend * i->hours;
    return fabs(residual) / sd[i->hour_of_week];
}

/* Standard deviations of residuals as they are now, and how near the standardised ones still are to
 * what they were: by factors for the change of these, and by a reach for that of the means. */
static void measure_change(struct near_change *change, struct seasonal_left_out *s)
{
    const struct seasonal_whole *whole = &s->whole;
    const double ends[2] = {whole->items[0].hours, whole->items[whole->series.count - 1].hours};
    double least_sd = INFINITY;
    double moved = 0;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const double count = (double)s->first.now.sums->hours[h].count;
        s->kept_sd[h] = seasonal_residual_sd(count, true);
        s->dropped_sd[h] = seasonal_residual_sd(count, false);
        const double kept = whole->kept_sd[h] / s->kept_sd[h];
        const double dropped = whole->dropped_sd[h] / s->dropped_sd[h];
        change->low_factor = fmin(change->low_factor, fmin(kept, dropped));
        change->high_factor = fmax(change->high_factor, fmax(kept, dropped));
        least_sd = fmin(least_sd, s->kept_sd[h]);
        for (int end = 0; end < 2; ++end) {
            moved = fmax(moved, fabs(s->shift.term[h] + s->shift.trend * ends[end]));
        }
    }
    change->low_factor *= 1 - seasonal_slack;
    change->high_factor *= 1 + seasonal_slack;
    change->reach = (moved + seasonal_slack) / least_sd;
}

/* Gone from the order of the second look: what is left out, and what the first look now judges
 * otherwise, which is added again as it is. */
static void change_standards(struct near_change *change, struct seasonal_left_out *s)
{
    for (size_t k = s->touched_first; k < s->touched_end; ++k) {
        if (s->edits[k].left_out) {
            s->gone[s->edits[k].item] = true;
            s->gone_were[change->gone_count++] =
                seasonal_whole_standard(&s->whole, s->edits[k].item);
        }
    }
    for (size_t k = 0; k < s->first.changed_count; ++k) {
        const size_t item = s->first.changed[k];
        if (!s->gone[item]) {
            s->gone[item] = true;
            s->gone_were[change->gone_count++] = seasonal_whole_standard(&s->whole, item);
            s->added[change->added_count++] = standard_now(s, item);
        }
    }
}

/* An hour that the first look drops, then and now, and that is on the other side of the second
 * cut than it was, lies near the old cut and the new. */
static void take_back(struct seasonal_left_out *s, const struct near_change *change, double cut)
{
    const struct near_order *dropped = &s->whole.dropped;
    const double was = s->whole.fit.cut_log;
    size_t first;
    size_t end;
    near_range(&first, &end, dropped, change, fmin(cut, change->low_factor * was - change->reach),
               fmax(cut, change->high_factor * was + change->reach));
    for (size_t k = first; k < end; ++k) {
        if (!s->gone[dropped->items[k]]) {
            seasonal_keep_now(s, &s->last, dropped->items[k],
                              standard_now(s, dropped->items[k]) <= cut);
        }
    }
}

/* What is gone from the order of the second look is judged by itself. */
static void judge_gone(struct seasonal_left_out *s, double cut)
{
    for (size_t k = 0; k < s->first.changed_count; ++k) {
        const size_t item = s->first.changed[k];
        seasonal_keep_now(s, &s->last, item,
                          s->first.now.items[item] || standard_now(s, item) <= cut);
        s->gone[item] = false;
    }
    for (size_t k = s->touched_first; k < s->touched_end; ++k) {
        if (s->edits[k].left_out) {
            seasonal_keep_now(s, &s->last, s->edits[k].item, false);
            s->gone[s->edits[k].item] = false;
        }
    }
}

/* Returns the cut. */
static double look_again(struct seasonal_left_out *s)
{
    struct near_change change = seasonal_change(s, standard_now);
    seasonal_keep_all(&s->last);
    seasonal_shift_fit(&s->shift, s->first.now.sums, s->whole.fit.has_trend);
    measure_change(&change, s);
    change_standards(&change, s);
    const double sd = mad_to_sd * near_median(&s->whole.by_standard, &change, s->scratch);
    const double cut = fmax(bisquare_constant * sd, s->first_cut);
    take_back(s, &change, cut);
    judge_gone(s, cut);
    return cut;
}

/* ---- The fit --------------------------------------------------------------------------------- */

/* The terms of all, and what the least squares of the residuals about them add. */
static void scale(struct seasonal_fit *fit, const struct seasonal_left_out *s)
{
    const struct seasonal_terms *was = &s->whole.terms;
    struct seasonal_terms terms = {0};
    struct sum hours = {0};
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        sum_add(&hours, sum_value(&s->last.now.sums->hours[h].of[SEASONAL_T]));
    }
    const double centre = sum_value(&hours) / (double)fit->used;
    terms.centre_hours = s->whole.origin + centre;
    terms.trend_per_hour = was->trend_per_hour + s->shift.trend;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        terms.log_volume[h] = was->log_volume[h] +
                              was->trend_per_hour * (terms.centre_hours - was->centre_hours) +
                              (s->shift.term[h] + s->shift.trend * centre);
    }
    seasonal_scale(fit, &terms);
}

/* Distances from the centre of the fit, of what it uses. */
static double squared_hours(const struct seasonal_left_out *s, double centre)
{
    struct sum squares = {0};
    const double from_origin = centre - s->whole.origin;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        const struct seasonal_hour_sums *hour = &s->last.now.sums->hours[h];
        sum_add(&squares, sum_value(&hour->of[SEASONAL_TT]));
        sum_add(&squares, -2 * from_origin * sum_value(&hour->of[SEASONAL_T]));
        sum_add(&squares, from_origin * from_origin * (double)hour->count);
    }
    return sum_value(&squares);
}

/* As seasonal_describe(): every hour of the week is decided. Rounding may leave squares
 * of nothing below 0. */
static void describe(struct seasonal_left_out_fit *result, const struct seasonal_left_out *s,
                     size_t left)
{
    struct seasonal_fit *fit = &result->fit;
    const struct seasonal_sums *sums = s->last.now.sums;
    const size_t parameters = HOURS_PER_WEEK + (fit->has_trend ? 1 : 0);
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        result->hours_used[h] = sums->hours[h].count;
        result->residuals.pairs += sums->hours[h].pairs;
        fit->used += sums->hours[h].count;
    }
    result->residuals.used = fit->used;
    result->residuals.squares = fmax(seasonal_shifted_squares(sums, &s->shift), 0);
    result->residuals.products = seasonal_shifted_products(sums, &s->shift);
    fit->dropped = left - fit->used;
    fit->degrees_of_freedom = fit->used > parameters ? fit->used - parameters : 0;
    fit->smearing = seasonal_shifted_smears(sums, &s->shift) / (double)fit->used;
    fit->residual_sd = fit->degrees_of_freedom > 0
                           ? sqrt(result->residuals.squares / (double)fit->degrees_of_freedom)
                           : 0.0;
    scale(fit, s);
    result->squared_hours = squared_hours(s, fit->centre_hours);
    result->changed = s->last.changed;
    result->changed_count = s->last.changed_count;
}

/* The length of the series is that of all: neither its first hour nor its last one is left out. */
bool seasonal_left_out_fit(struct seasonal_left_out_fit *result, struct seasonal_left_out *s,
                           size_t first, size_t end)
{
    const struct seasonal_whole *whole = &s->whole;
    if (!whole->usable || first == 0 || first >= end || end >= whole->series.count) {
        return false;
    }
    if (!seasonal_first_look(s, first, end) || !each_hour_has_enough(s->first.now.sums)) {
        return false;
    }
    *result = (struct seasonal_left_out_fit){.fit = {.complete = true,
                                                     .first_week = whole->fit.first_week,
                                                     .weeks_spanned = whole->fit.weeks_spanned,
                                                     .has_trend = whole->fit.has_trend}};
    result->fit.cut_log = look_again(s);
    if (!each_hour_has_enough(s->last.now.sums)) {
        return false;
    }
    seasonal_shift_fit(&s->shift, s->last.now.sums, whole->fit.has_trend);
    if (!seasonal_shift_is_small(&s->shift, s->last.now.sums)) {
        return false;
    }
    describe(result, s, whole->series.count - (end - first));
    return isfinite(result->fit.level) && isfinite(result->fit.smearing);
}

bool seasonal_left_out_keeps(const struct seasonal_left_out *s, size_t observation)
{
    return s->last.now.items[observation];
}

/* ---- Room ------------------------------------------------------------------------------------ */

/* What is kept is as of all from the start, for seasonal_left_out_keeps(); sums come with the first
 * fit (seasonal_keep_all()). */
static void allocate_kept(struct seasonal_kept_now *kept, struct seasonal_left_out *s,
                          const struct seasonal_kept *all, enum seasonal_residual residuals)
{
    struct arena *arena = &s->whole.series.arena;
    const size_t count = s->whole.series.count;
    kept->all = all;
    kept->residuals = residuals;
    kept->now.items = arena_alloc(arena, count, sizeof *kept->now.items);
    kept->now.sums = arena_alloc(arena, 1, sizeof *kept->now.sums);
    kept->changed = arena_alloc(arena, count, sizeof *kept->changed);
    if (!arena->failed) {
        memcpy(kept->now.items, all->items, count * sizeof *all->items);
    }
}

static blackout_status allocate(struct seasonal_left_out *s, blackout_error *error)
{
    struct arena *arena = &s->whole.series.arena;
    const size_t count = s->whole.series.count;
    s->edits = arena_alloc(arena, count, sizeof *s->edits);
    s->sorted = arena_alloc(arena, count, sizeof *s->sorted);
    s->gone = arena_alloc(arena, count, sizeof *s->gone);
    s->gone_were = arena_alloc(arena, count, sizeof *s->gone_were);
    s->added = arena_alloc(arena, count, sizeof *s->added);
    s->scratch = arena_alloc(arena, 2 * count, sizeof *s->scratch);
    allocate_kept(&s->first, s, &s->whole.first, SEASONAL_ABOUT_MEANS);
    allocate_kept(&s->last, s, &s->whole.last, SEASONAL_RESIDUAL);
    return arena->failed ? error_memory(error) : BLACKOUT_OK;
}

blackout_status seasonal_left_out_make(struct seasonal_left_out **made,
                                       const struct seasonal_observation *observations,
                                       size_t count, blackout_error *error)
{
    struct seasonal_left_out *s = calloc(1, sizeof *s);
    *made = s;
    if (s == NULL) {
        return error_memory(error);
    }
    blackout_status status = seasonal_whole_make(&s->whole, observations, count, error);
    return status == BLACKOUT_OK && s->whole.usable ? allocate(s, error) : status;
}

void seasonal_left_out_free(struct seasonal_left_out *s)
{
    if (s != NULL) {
        arena_free(&s->whole.series.arena);
        free(s);
    }
}
