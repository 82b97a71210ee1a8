/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grids of a scenario's inputs: `1h..48h/1h`, `2021-10-04T00:00Z..2021-10-11T00:00Z/1h`,
 * `0.1..0.9/0.1`; of platforms a list, `facebook/whatsapp` or `facebook,instagram/whatsapp`. Values
 * are made as texts, so that a sweep sets inputs as a command line does. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ask/asked.h"
#include "ask/inputs.h"
#include "ask/scenario.h"
#include "blackout/scenario.h"
#include "core/calendar.h"
#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

/* A grid that is larger was surely mistyped. Of one input: how many scenarios several grids make
 * together, the caller bounds. */
static const double most_values = 10000;

/* Rounding may leave the last value just beyond the grid's end: 0.3 / 0.1 is 2.99..., and 0.3 one
 * of the values of 0..0.3/0.1. In steps. */
static const double end_tolerance = 1e-9;

/* A double holds so many decimal digits whatever they are: 0 + 3 * 0.1 is 0.3 again, not
 * 0.30000000000000004. */
enum { DECIMAL_DIGITS = DBL_DIG };

/* Hours, shares, or seconds since 1970 for instants, which a double holds exactly. */
struct grid {
    double first;
    double last;
    double step;
};

/* The same readers as those of single values, so that an end of a grid may be written in every way
 * that a value may. */
static bool read_value(double *value, enum input_grid kind, const char *text, size_t length)
{
    if (kind == GRID_INSTANTS) {
        instant time;
        bool read = calendar_parse_instant(&time, NULL, text, length);
        *value = (double)time;
        return read;
    }
    if (kind == GRID_SHARES) {
        return asked_share_number(value, text, length);
    }
    return calendar_parse_duration(value, text, length);
}

/* A step of instants is a duration; it is kept in seconds, as they are. */
static bool read_step(double *step, enum input_grid kind, const char *text)
{
    if (kind == GRID_SHARES) {
        return asked_share_number(step, text, strlen(text));
    }
    bool read = calendar_parse_duration(step, text, strlen(text));
    *step *= kind == GRID_INSTANTS ? SECONDS_PER_HOUR : 1;
    return read;
}

/* The last slash parts the step: no value of a grid has one. A last value below the first is
 * refused: an empty sweep would look like an answer. */
static bool read_grid(struct grid *grid, enum input_grid kind, const char *text)
{
    const char *dots = strstr(text, "..");
    const char *slash = strrchr(text, '/');
    if (dots == NULL || slash == NULL || slash < dots) {
        return false;
    }
    return read_value(&grid->first, kind, text, (size_t)(dots - text)) &&
           read_value(&grid->last, kind, dots + 2, (size_t)(slash - dots - 2)) &&
           read_step(&grid->step, kind, slash + 1) && grid->step > 0 && grid->last >= grid->first;
}

/* Starts are printed in whole seconds, durations in whole milliseconds: values nearer to each other
 * would be the same text. A little less, since a step is in hours first. */
static double least_step(enum input_grid kind)
{
    static const double nearly = 1 - 1e-9;
    return kind == GRID_INSTANTS ? nearly
           : kind == GRID_SHARES ? 0
                                 : nearly / (SECONDS_PER_HOUR * 1000.0);
}

static double whole_steps(const struct grid *grid)
{
    return floor((grid->last - grid->first) / grid->step + end_tolerance);
}

/* Back to a text that the input reads: a value of a grid is set by the same way as one that was
 * typed. */
static void print_value(char *value, size_t size, enum input_grid kind, double number)
{
    char text[CALENDAR_TEXT_SIZE];
    char digits[NUMBER_TEXT_SIZE];
    if (kind == GRID_INSTANTS) {
        calendar_print_instant(text, (instant)llround(number));
        snprintf(value, size, "%s", text);
    } else if (kind == GRID_SHARES) {
        number_print_significant(digits, number, DECIMAL_DIGITS);
        snprintf(value, size, "%s", digits);
    } else {
        calendar_print_duration(text, number);
        snprintf(value, size, "%s", text);
    }
}

/* Value number `index` of a list separated by /. Gone through to its end, whatever is asked for: so
 * all parts are counted, and each is looked at. */
static blackout_status list_value(char *value, size_t size, size_t *count, const char *input,
                                  const char *text, size_t index, blackout_error *error)
{
    const char *at = text;
    *count = 0;
    for (;;) {
        const size_t length = strcspn(at, "/");
        const char *part = at;
        size_t part_length = length;
        text_trim(&part, &part_length);
        if (part_length == 0 || part_length >= size) {
            return error_field(error, BLACKOUT_ERROR_USAGE, input,
                               "%s has an empty part or one that is too long ('%.80s'); separate "
                               "the names with /, such as facebook/whatsapp",
                               input, text);
        }
        if ((*count)++ == index) {
            memcpy(value, part, part_length);
            value[part_length] = '\0';
        }
        if (at[length] == '\0') {
            return BLACKOUT_OK;
        }
        at += length + 1;
    }
}

/* Values are computed from their number, not added up: the hundredth has no more rounding than the
 * first. A single value is a grid of one. `*count` is set with every call: the first one says how
 * many there are. */
blackout_status blackout_grid_value(char *value, size_t size, size_t *count, const char *input,
                                    const char *text, size_t index, blackout_error *error)
{
    const enum input_grid kind = input_grid_of(input);
    struct grid grid;
    if (kind == GRID_NAMES) {
        return list_value(value, size, count, input, text, index, error);
    }
    *count = 1;
    if (strchr(text, '/') == NULL) {
        snprintf(value, size, "%s", text);
        return strlen(text) < size
                   ? BLACKOUT_OK
                   : error_field(
                         error, BLACKOUT_ERROR_USAGE, input,
                         "%s is too long ('%.40s...'); write first..last/step, like 1h..48h/1h",
                         input, text);
    }
    if (kind == GRID_NONE) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, input,
            "%s takes no grid ('%.80s'); start, duration, severity, recovery and platform do",
            input, text);
    }
    if (!read_grid(&grid, kind, text)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, input,
                           "%s %s ('%.80s'); first..last/step, like 1h..48h/1h", input,
                           calendar_duration_fault(text, "is not a grid"), text);
    }
    if (grid.step < least_step(kind)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, input,
                           "%s has a step too short to tell its values apart ('%.80s'); %s or more",
                           input, text, kind == GRID_INSTANTS ? "1s" : "PT0.001S");
    }
    const double steps = whole_steps(&grid);
    if (!(steps < most_values)) {
        return error_field(error, BLACKOUT_ERROR_USAGE, input,
                           "%s has more than %.0f values ('%.80s'); use a larger step", input,
                           most_values, text);
    }
    *count = (size_t)steps + 1;
    print_value(value, size, kind, grid.first + (double)index * grid.step);
    return BLACKOUT_OK;
}

/* Of a grid that blackout_grid_value() has taken; each input is noted once. Whether values end
 * before the grid does is told apart from rounding by the same tolerance, so that no grid with all
 * its values is warned of. Texts that cannot be copied are NULL: the arena says so. */
blackout_status blackout_scenario_note_grid(blackout_scenario *scenario, const char *input,
                                            const char *text, blackout_error *error)
{
    const enum input_grid kind = input_grid_of(input);
    const bool has_step = strchr(text, '/') != NULL && kind != GRID_NAMES && kind != GRID_NONE;
    struct grid grid;
    if (!has_step || !read_grid(&grid, kind, text) || scenario->grid_count == MOST_GRIDS) {
        return BLACKOUT_OK;
    }
    const double steps = (grid.last - grid.first) / grid.step;
    if (steps - whole_steps(&grid) <= end_tolerance) {
        return BLACKOUT_OK;
    }
    char last[CALENDAR_TEXT_SIZE];
    print_value(last, sizeof last, kind, grid.first + whole_steps(&grid) * grid.step);
    struct scenario_grid *noted = &scenario->grids[scenario->grid_count++];
    noted->input = arena_copy(&scenario->arena, input, strlen(input));
    noted->text = arena_copy(&scenario->arena, text, strlen(text));
    noted->last = arena_copy(&scenario->arena, last, strlen(last));
    return arena_judge(&scenario->arena, BLACKOUT_OK, error);
}
