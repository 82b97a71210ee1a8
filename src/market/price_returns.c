/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligning several series. A day counts only if all have it, so that no return is made of two
 * different spans; a day on which nothing moved is a holiday that was filled in, since two
 * prices do not stay the same to the last digit by chance. */
#include "market/price_returns.h"

#include <math.h>

#include "core/error.h"

/* Every series has a cursor of its own, and all go forward once: aligning is linear in the prices.
 */
struct alignment {
    struct price_returns *returns;
    struct arena *arena;
    const struct price_series *const *series;
    instant *dates;
    size_t *at[MOST_ALIGNED]; /* day i among the points of each series */
    size_t cursor[MOST_ALIGNED];
};

/* Moves the cursors to the next date that any series has; false at the end of the shortest. After
 * the end of the shortest no day can be common. */
static bool next_date(struct alignment *a, instant *date)
{
    bool any = false;
    for (size_t k = 0; k < a->returns->series_count; ++k) {
        if (a->cursor[k] == a->series[k]->count) {
            return false;
        }
        instant here = a->series[k]->points[a->cursor[k]].date;
        *date = !any || here < *date ? here : *date;
        any = true;
    }
    return any;
}

/* Every gap of the whole series: which of them lie in the span that is used is known only once day
 * 0 is. */
static int note_gap(struct alignment *a, instant date, const char *symbol)
{
    struct price_returns *returns = a->returns;
    if (arena_grow(a->arena, (void **)&returns->gaps, &returns->gap_capacity, returns->gap_count,
                   sizeof *returns->gaps) != 0) {
        return -1;
    }
    returns->gaps[returns->gap_count++] = (struct price_gap){date, symbol};
    return 0;
}

/* A day that no price moved on: the exchange was closed, and the file filled it in. One series on a
 * weekday may stand still by chance; a weekend is no session of most exchanges, and several series
 * do not stand still together. */
static bool is_still(const struct alignment *a, instant date)
{
    const struct price_returns *returns = a->returns;
    bool weekend = calendar_hour_of_week(date) >= 5 * HOURS_PER_DAY;
    if (returns->count == 0 || (!weekend && returns->series_count < 2)) {
        return false;
    }
    for (size_t k = 0; k < returns->series_count; ++k) {
        size_t before = a->at[k][returns->count - 1];
        if (a->series[k]->points[before].close != a->series[k]->points[a->cursor[k]].close) {
            return false;
        }
    }
    return true;
}

/* A still day is left out of all series: the next return spans it. A return of 0 that nobody traded
 * would make the variance too small. */
static void keep_day(struct alignment *a, instant date)
{
    struct price_returns *returns = a->returns;
    if (is_still(a, date)) {
        returns->first_still_day = returns->still_days == 0 ? date : returns->first_still_day;
        ++returns->still_days;
        return;
    }
    for (size_t k = 0; k < returns->series_count; ++k) {
        a->at[k][returns->count] = a->cursor[k];
    }
    a->dates[returns->count++] = date;
}

/* The days that all series have; a day that some lack is a gap once all have begun. Each series
 * moves past a date once it has been met; days before the last of them began are no gaps. */
static int take_days(struct alignment *a)
{
    instant date = 0;
    size_t series_count = a->returns->series_count;
    while (next_date(a, &date)) {
        size_t having = 0;
        size_t begun = 0;
        for (size_t k = 0; k < series_count; ++k) {
            having += a->series[k]->points[a->cursor[k]].date == date ? 1 : 0;
            begun += a->series[k]->points[0].date <= date ? 1 : 0;
        }
        if (having == series_count) {
            keep_day(a, date);
        }
        for (size_t k = 0; k < series_count; ++k) {
            if (a->series[k]->points[a->cursor[k]].date == date) {
                ++a->cursor[k];
            } else if (begun == series_count && note_gap(a, date, a->series[k]->symbol) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

/* Element 0 has no day before it, and stays 0 as the arena gives it. */
static int take_returns(struct alignment *a, enum return_kind kind)
{
    struct price_returns *returns = a->returns;
    for (size_t k = 0; k < returns->series_count; ++k) {
        double *values = arena_alloc(a->arena, returns->count, sizeof *values);
        if (values == NULL) {
            return -1;
        }
        for (size_t i = 1; i < returns->count; ++i) {
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): made for each series */
            double ratio = price_series_ratio(a->series[k], a->at[k][i - 1], a->at[k][i]);
            values[i] = kind == RETURN_LOG ? log(ratio) : ratio - 1;
        }
        returns->returns[k] = values;
    }
    return 0;
}

/* No more days than the first series has can be common to all. */
blackout_status price_returns_align(struct price_returns *returns, struct arena *arena,
                                    const struct price_selection *selection, blackout_error *error)
{
    struct alignment a = {.returns = returns, .arena = arena, .series = selection->series};
    *returns = (struct price_returns){.series_count = selection->count};
    if (selection->count < 1 || selection->count > MOST_ALIGNED) {
        return error_set(error, BLACKOUT_ERROR_USAGE,
                         "%zu price series for one regression; 1 to %d", selection->count,
                         MOST_ALIGNED);
    }
    size_t most = selection->series[0]->count;
    a.dates = arena_alloc(arena, most, sizeof *a.dates);
    bool ready = a.dates != NULL;
    for (size_t k = 0; k < selection->count; ++k) {
        a.at[k] = arena_alloc(arena, most, sizeof *a.at[k]);
        ready = ready && a.at[k] != NULL;
    }
    if (!ready || take_days(&a) != 0 || take_returns(&a, selection->kind) != 0) {
        return error_memory(error);
    }
    returns->dates = a.dates;
    returns->at = a.at[0];
    return BLACKOUT_OK;
}

/* The first common day not before the date, or their count. */
size_t price_returns_from(const struct price_returns *returns, instant date)
{
    size_t at = 0;
    while (at < returns->count && returns->dates[at] < date) {
        ++at;
    }
    return at;
}
