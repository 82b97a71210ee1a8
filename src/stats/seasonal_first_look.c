/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `edits` are the hours whose residuals of the first look are made anew: those of the weeks that
 * lose hours, and of all weeks of which less than half is there, since their levels are taken
 * again. */
#include "stats/seasonal_leaving.h"

#include <math.h>
#include <string.h>

/* With fewer hours to one edit nothing is gained. */
enum { FEWEST_TIMES = 8 };

/* ---- Values as they are now ------------------------------------------------------------------ */

static double detrended_now(const void *world, size_t item)
{
    return ((const struct seasonal_left_out *)world)->whole.items[item].detrended;
}

/* In the order of operations of the fit: the bits are the same. */
static double first_now(const void *world, size_t item)
{
    const struct seasonal_left_out *s = world;
    const struct seasonal_item *i = &s->whole.items[item];
    return i->detrended - s->hour_values[i->hour_of_week];
}

static double deviation_now(const void *world, size_t item)
{
    return fabs(first_now(world, item) - ((const struct seasonal_left_out *)world)->middle);
}

/* ---- What is made anew ----------------------------------------------------------------------- */

static void add_edit(struct seasonal_left_out *s, size_t item, bool left_out)
{
    s->edits[s->edit_count++] =
        (struct seasonal_edit){item, s->whole.items[item].detrended, left_out};
}

/* Of the weeks from that of the first hour left out to that of the last one, and of short weeks
 * beside them. In three parts, so that they ascend: a week of edits is then a run. Short weeks
 * among the touched ones are edits already, and not added again. */
static void gather_edits(struct seasonal_left_out *s, size_t first, size_t end)
{
    const struct seasonal_whole *whole = &s->whole;
    const struct seasonal_entry *entries = whole->series.entries;
    size_t from = first;
    size_t to = end;
    size_t k = 0;
    for (; from > 0 && entries[from - 1].week == entries[first].week; --from) {
    }
    for (; to < whole->series.count && entries[to].week == entries[end - 1].week; ++to) {
    }
    s->edit_count = 0;
    for (; k < whole->short_count && whole->in_short_weeks[k] < from; ++k) {
        add_edit(s, whole->in_short_weeks[k], false);
    }
    s->touched_first = s->edit_count;
    for (size_t i = from; i < to; ++i) {
        add_edit(s, i, i >= first && i < end);
    }
    s->touched_end = s->edit_count;
    for (; k < whole->short_count; ++k) {
        if (whole->in_short_weeks[k] >= to) {
            add_edit(s, whole->in_short_weeks[k], false);
        }
    }
}

/* The week of edits that begins with `first`: where it ends, and the values that are not left out,
 * in `scratch`. */
static size_t week_of_edits(const struct seasonal_left_out *s, size_t *used, size_t first)
{
    const struct seasonal_entry *entries = s->whole.series.entries;
    size_t end = first;
    *used = 0;
    for (; end < s->edit_count; ++end) {
        const struct seasonal_edit *edit = &s->edits[end];
        if (entries[edit->item].week != entries[s->edits[first].item].week) {
            break;
        }
        if (!edit->left_out) {
            s->scratch[(*used)++] = edit->value;
        }
    }
    return end;
}

/* Of the weeks that lose hours: the logarithm, less the median of what is left. Short weeks beside
 * them keep their level; it is what the hours' values leave of them that changes. */
static void take_levels(struct seasonal_left_out *s)
{
    const struct seasonal_entry *entries = s->whole.series.entries;
    size_t end = 0;
    size_t used;
    for (size_t k = s->touched_first; k < s->touched_end; ++k) {
        s->edits[k].value = entries[s->edits[k].item].log_volume;
    }
    for (size_t first = s->touched_first; first < s->touched_end; first = end) {
        end = week_of_edits(s, &used, first);
        const double level = used > 0 ? median(s->scratch, used) : 0;
        for (size_t k = first; k < end; ++k) {
            s->edits[k].value -= level;
        }
    }
}

/* Marks edits as gone from the order that is looked at, or takes that back. */
static void mark_edits(struct seasonal_left_out *s, size_t first, size_t end, bool gone)
{
    for (size_t k = first; k < end; ++k) {
        s->gone[s->edits[k].item] = gone;
    }
}

/* ---- The medians ----------------------------------------------------------------------------- */

/* Edits of the touched weeks in the order of their hours of the week; hour h has those from
 * start[h] up to start[h + 1]. */
static void sort_touched(const struct seasonal_left_out *s, size_t *sorted, size_t *start)
{
    size_t next[HOURS_PER_WEEK];
    memset(start, 0, (HOURS_PER_WEEK + 1) * sizeof *start);
    for (size_t k = s->touched_first; k < s->touched_end; ++k) {
        ++start[s->whole.items[s->edits[k].item].hour_of_week + 1];
    }
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        start[h + 1] += start[h];
        next[h] = start[h];
    }
    for (size_t k = s->touched_first; k < s->touched_end; ++k) {
        sorted[next[s->whole.items[s->edits[k].item].hour_of_week]++] = k;
    }
}

/* The part of the order by detrended values that an hour of the week has. */
static struct near_order hour_order(const struct seasonal_whole *whole, size_t h)
{
    const size_t first = whole->series.hour_start[h];
    return (struct near_order){whole->by_detrended.items + first,
                               whole->by_detrended.values + first,
                               whole->series.hour_start[h + 1] - first};
}

/* One median, of the edits from `first` up to `end` in s->sorted. Values of other weeks have not
 * moved: the reach stays 0. NaN where nothing is left, which sticks in the reach of all hours. */
static double take_hour_value(struct seasonal_left_out *s, const struct near_order *order,
                              size_t first, size_t end)
{
    struct near_change change = seasonal_change(s, detrended_now);
    for (size_t k = first; k < end; ++k) {
        const struct seasonal_edit *edit = &s->edits[s->sorted[k]];
        s->gone_were[change.gone_count++] = s->whole.items[edit->item].detrended;
        if (!edit->left_out) {
            s->added[change.added_count++] = edit->value;
        }
    }
    return order->count + change.added_count > change.gone_count
               ? near_median(order, &change, s->scratch)
               : (double)NAN;
}

/* False where an hour of the week has nothing left. */
static bool take_hour_values(struct seasonal_left_out *s)
{
    size_t start[HOURS_PER_WEEK + 1];
    sort_touched(s, s->sorted, start);
    mark_edits(s, s->touched_first, s->touched_end, true);
    s->reach = 0;
    for (size_t h = 0; h < HOURS_PER_WEEK && !isnan(s->reach); ++h) {
        const struct near_order order = hour_order(&s->whole, h);
        s->hour_values[h] = take_hour_value(s, &order, start[h], start[h + 1]);
        const double moved = fabs(s->hour_values[h] - s->whole.hour_values[h]);
        s->reach = moved <= s->reach ? s->reach : moved;
    }
    mark_edits(s, s->touched_first, s->touched_end, false);
    s->reach += seasonal_slack;
    return !isnan(s->reach);
}

/* Of the edits: less the value of the hour, and the level of a short week. */
static void take_edits(struct seasonal_left_out *s)
{
    size_t end = 0;
    size_t used;
    for (size_t k = 0; k < s->edit_count; ++k) {
        s->edits[k].value -= s->hour_values[s->whole.items[s->edits[k].item].hour_of_week];
    }
    for (size_t first = 0; first < s->edit_count; first = end) {
        end = week_of_edits(s, &used, first);
        const bool is_short = used > 0 && used <= SEASONAL_SHORT_WEEK;
        const double level = is_short ? median(s->scratch, used) : 0;
        for (size_t k = first; k < end; ++k) {
            s->edits[k].value -= level;
        }
    }
}

/* ---- The first look -------------------------------------------------------------------------- */

/* False where residuals are mostly equal: there is no MAD. */
static bool take_first_cut(struct seasonal_left_out *s)
{
    const struct seasonal_whole *whole = &s->whole;
    struct near_change change = seasonal_change(s, first_now);
    change.reach = s->reach;
    change.gone_count = s->edit_count;
    for (size_t k = 0; k < s->edit_count; ++k) {
        s->gone_were[k] = whole->items[s->edits[k].item].first;
        if (!s->edits[k].left_out) {
            s->added[change.added_count++] = s->edits[k].value;
        }
    }
    s->middle = near_median(&whole->by_first, &change, s->scratch);
    change.value = deviation_now;
    change.reach = s->reach + fabs(s->middle - whole->middle) + seasonal_slack;
    for (size_t k = 0; k < s->edit_count; ++k) {
        s->gone_were[k] = fabs(s->gone_were[k] - whole->middle);
    }
    for (size_t k = 0; k < change.added_count; ++k) {
        s->added[k] = fabs(s->added[k] - s->middle);
    }
    const double mad = near_median(&whole->by_deviation, &change, s->scratch);
    s->first_cut = fmax(bisquare_constant * (mad_to_sd * mad), SEASONAL_FIT_ROUNDING);
    return mad > 0;
}

/* Those of an order that are not edits, and whose residual may lie between the two. */
static void look_between(struct seasonal_left_out *s, double low, double high)
{
    size_t first;
    size_t end;
    struct near_change change = seasonal_change(s, first_now);
    change.reach = s->reach;
    near_range(&first, &end, &s->whole.by_first, &change, low, high);
    for (size_t k = first; k < end; ++k) {
        const size_t item = s->whole.by_first.items[k];
        if (!s->gone[item]) {
            seasonal_keep_now(s, &s->first, item, fabs(first_now(s, item)) <= s->first_cut);
        }
    }
}

/* An hour that is on the other side of the cut than it was lies near the old cut and the new. */
static void judge(struct seasonal_left_out *s)
{
    const double low = fmin(s->first_cut, s->whole.first_cut) - s->reach;
    const double high = fmax(s->first_cut, s->whole.first_cut) + s->reach;
    seasonal_keep_all(&s->first);
    look_between(s, -high, -low);
    look_between(s, low, high);
    for (size_t k = 0; k < s->edit_count; ++k) {
        const struct seasonal_edit *edit = &s->edits[k];
        seasonal_keep_now(s, &s->first, edit->item,
                          !edit->left_out && fabs(edit->value) <= s->first_cut);
    }
}

bool seasonal_first_look(struct seasonal_left_out *s, size_t first, size_t end)
{
    gather_edits(s, first, end);
    if (s->edit_count * FEWEST_TIMES > s->whole.series.count) {
        return false;
    }
    take_levels(s);
    if (!take_hour_values(s)) {
        return false;
    }
    take_edits(s);
    mark_edits(s, 0, s->edit_count, true);
    const bool found = take_first_cut(s);
    if (found) {
        judge(s);
    }
    mark_edits(s, 0, s->edit_count, false);
    return found;
}
