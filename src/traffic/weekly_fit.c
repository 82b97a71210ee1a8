/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warnings are made here, so that `estimate` and `traffic` say the same of the same series. It
 * is between a series and the estimator: which hours count is decided here, how they are fitted
 * in stats/seasonal_fit.h. There is one such fit for the profile of an estimate and for what
 * `traffic` expects, so that an outage is not measured against another expectation than the one
 * that an estimate uses. */
#include "traffic/weekly_fit.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/calendar.h"
#include "core/error.h"
#include "traffic/traffic_unit.h"

/* A part of hours without any volume above which a warning says what that does to the fit: about
 * two hours of each week. */
static const double few_empty_hours = 0.01;

/* Room for every hour of the grid; a fit uses fewer, and is made many times in it. */
blackout_status weekly_work_make(struct weekly_work *work, struct arena *arena,
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

/* Masked hours count before empty ones. Whole hours without volume have no logarithm, and are left
 * out (methodology, stage 2). Hours of the grid ascend, as ar1_fit() wants them. A masked hour says
 * nothing of the data, whatever its volume: it must not be warned of as empty. */
static void observe(struct weekly_fit *fit, struct weekly_work *work,
                    const struct traffic_grid *grid, const struct traffic_masked *masked)
{
    *fit = (struct weekly_fit){0};
    work->count = 0;
    for (size_t i = 0; i < grid->hour_count; ++i) {
        instant hour = grid->hours[i].start;
        struct traffic_span span = {hour, hour + SECONDS_PER_HOUR};
        if (traffic_masked_touch(masked, span)) {
            ++fit->masked_hours;
        } else if (grid->hours[i].volume_mean <= 0) {
            ++fit->empty_hours;
        } else {
            work->observations[work->count] =
                (struct seasonal_observation){.week = calendar_week(hour),
                                              .hour_of_week = (int)calendar_hour_of_week(hour),
                                              .volume_mean = grid->hours[i].volume_mean};
            work->hours[work->count] = hour / SECONDS_PER_HOUR;
            work->places[work->count++] = i;
        }
    }
}

blackout_status weekly_fit_make(struct weekly_fit *fit, struct weekly_work *work,
                                const struct traffic_grid *grid,
                                const struct traffic_masked *masked, blackout_error *error)
{
    observe(fit, work, grid, masked);
    return seasonal_fit_estimate(&fit->seasonal, work->residuals, work->observations, work->count,
                                 error);
}

/* ---- What is said of it ---------------------------------------------------------------------- */

/* The words begin a sentence that each caller ends in its own way: no profile, or nothing measured.
 */
const char *weekly_fit_lack(char *text, const struct weekly_fit *fit,
                            const struct traffic_grid *grid, enum traffic_lack lack)
{
    switch (lack) {
    case TRAFFIC_TOO_SHORT:
        snprintf(text, WEEKLY_TEXT_SIZE, "traffic has fewer than two rows");
        return "traffic_short";
    case TRAFFIC_BAD_STEP:
        snprintf(
            text, WEEKLY_TEXT_SIZE,
            "rows of traffic are %lld seconds apart; a step from a minute to an hour is needed",
            (long long)grid->step_seconds);
        return "traffic_step";
    default:
        snprintf(text, WEEKLY_TEXT_SIZE,
                 "traffic that is not masked has no volume in hour %d of the week (0 is Monday "
                 "00:00)",
                 fit->seasonal.missing_hour);
        return "traffic_incomplete";
    }
}

struct saying {
    struct warning_list *list;
    struct arena *arena;
    const char *where;
    int status;
};

static void say(struct saying *saying, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(struct saying *saying, const char *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int added = warning_print(saying->list, saying->arena, code, saying->where, format, arguments);
    va_end(arguments);
    saying->status = added != 0 ? -1 : saying->status;
}

/* Levels of weeks follow a change of unit, so that the fit says nothing of it, and sums over it are
 * of two units. */
static void say_unit(struct saying *saying, const struct traffic_grid *grid)
{
    struct traffic_unit change;
    char time[CALENDAR_TEXT_SIZE];
    if (traffic_unit_changes(&change, grid)) {
        const bool millions = change.times > 1e4 || change.times < 1e-4;
        const char *more = millions ? "1,000,000 times" : "1,000 times";
        const char *less = millions ? "a millionth of" : "a thousandth of";
        calendar_print_instant(time, change.from);
        say(saying, "traffic_unit",
            "volumes from %s on are about %s those before: if they are in another unit, convert "
            "them to one",
            time, change.times > 1 ? more : less);
    }
}

/* All that is noteworthy is said, of a fit that is complete. Hours are those that are not masked:
 * what is masked says nothing of the data. */
int weekly_fit_warn(struct warning_list *list, struct arena *arena, const struct weekly_fit *fit,
                    const struct traffic_grid *grid, const char *where)
{
    struct saying saying = {list, arena, where, 0};
    const struct seasonal_fit *seasonal = &fit->seasonal;
    size_t hours = fit->empty_hours + seasonal->used + seasonal->dropped;
    say_unit(&saying, grid);
    if (grid->zeros > 0) {
        const bool one = grid->zeros == 1;
        say(&saying, "traffic_empty",
            grid->empty_is_ordinary
                ? "%zu interval%s without volume: %s ordinary here, and count%s as 0"
                : "%zu interval%s without volume: the fit leaves %s out, a measured window counts "
                  "%s",
            grid->zeros, one ? "" : "s",
            grid->empty_is_ordinary ? (one ? "it is" : "they are") : (one ? "it" : "them"),
            grid->empty_is_ordinary ? (one ? "s" : "") : (one ? "it" : "them"));
    }
    if (seasonal->weeks_spanned < SEASONAL_FIT_FEWEST_WEEKS) {
        say(&saying, "traffic_short",
            "traffic spans %.1f weeks: in fewer than three, an outage that is not masked cannot be "
            "distinguished from an ordinary hour",
            seasonal->weeks_spanned);
    }
    if ((double)fit->empty_hours > few_empty_hours * (double)hours) {
        say(&saying, "traffic_sparse",
            "%zu of %zu hours that are not masked have no volume at all, and the fit leaves them "
            "out: if they are ordinary, it expects too much of such hours; a larger region has "
            "fewer",
            fit->empty_hours, hours);
    }
    if (seasonal->undecided > 0) {
        say(&saying, "traffic_undecided", "%zu hour%s of the week %s nothing but outlying traffic",
            seasonal->undecided, seasonal->undecided == 1 ? "" : "s",
            seasonal->undecided == 1 ? "has" : "have");
    }
    return saying.status;
}
