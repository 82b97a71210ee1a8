/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scenario over grids of its inputs: a scenario for each combination, the last grid varying
 * fastest. Scenarios are variants of the first, so that the options and the file of a scenario are
 * read once, however many there are. */
#include <string.h>

#include "cli/scenarios.h"

/* More scenarios are no table that anybody reads. */
enum { MOST_RECORDS = 10000 };

/* Inputs that may be grids, the slowest first: what is down and when, which a dataset has to know,
 * then numbers; durations come last, for the exponent of a sweep. As the named ones are the
 * slowest, the scenarios of one platform and start stand together, and the first of them is checked
 * for all (grids_scenario()). */
static const enum option_id axes[] = {OPTION_PLATFORM, OPTION_START, OPTION_SEVERITY,
                                      OPTION_RECOVERY, OPTION_DURATION};
enum { AXIS_COUNT = sizeof axes / sizeof axes[0], NAMED_AXES = 2 };
_Static_assert(sizeof axes / sizeof axes[0] == GRID_AXES, "struct grids has room for all");

/* Reads into grids->value the value of an axis at a place of its grid; 0 values where the option is
 * not given. By its number, each time: no list of values is kept, however large the grid. */
static blackout_status read_axis(struct grids *grids, int axis, size_t index, blackout_error *error)
{
    const char *text = grids->arguments->values[axes[axis]];
    grids->counts[axis] = 0;
    return text == NULL
               ? BLACKOUT_OK
               : blackout_grid_value(grids->value, sizeof grids->value, &grids->counts[axis],
                                     option_at(axes[axis]).name, text, index, error);
}

/* Held against the limit at each axis: the product of all could overflow. */
static int count_records(struct grids *grids)
{
    blackout_error error;
    grids->count = 1;
    for (int axis = 0; axis < AXIS_COUNT; ++axis) {
        if (read_axis(grids, axis, 0, &error) != BLACKOUT_OK) {
            return message_error(&error);
        }
        grids->count *= grids->counts[axis] > 0 ? grids->counts[axis] : 1;
        if (grids->count > MOST_RECORDS) {
            return message_usage("the grids have more than %d combinations; use larger steps",
                                 MOST_RECORDS);
        }
    }
    return EXIT_DONE;
}

/* The scenario at the first place, from which all others differ on the axes alone. It is made as
 * the scenario of any command, so that the file of --scenario is read, and what is wrong with an
 * option is said, once. */
static int add_first(struct grids *grids, struct scenario_run *run)
{
    blackout_error error;
    char values[AXIS_COUNT][GRID_VALUE_SIZE];
    struct scenario_change changes[AXIS_COUNT + 1];
    size_t used = 0;
    for (int axis = 0; axis < AXIS_COUNT; ++axis) {
        if (read_axis(grids, axis, 0, &error) != BLACKOUT_OK) {
            return message_error(&error);
        }
        if (grids->counts[axis] > 0) {
            /* the next axis is read into the same place */
            memcpy(values[axis], grids->value, sizeof values[axis]);
            changes[used++] = (struct scenario_change){option_at(axes[axis]).name, values[axis]};
        }
    }
    changes[used] = (struct scenario_change){NULL, NULL};
    int status = scenario_add(run, grids->arguments, changes, NULL);
    for (int axis = 0; axis < AXIS_COUNT && status == EXIT_DONE; ++axis) {
        const char *text = grids->arguments->values[axes[axis]];
        if (text != NULL &&
            blackout_scenario_note_grid(run->scenarios[0], option_at(axes[axis]).name, text,
                                        &error) != BLACKOUT_OK) {
            status = message_error(&error);
        }
    }
    return status;
}

int grids_open(struct grids *grids, struct scenario_run *run, const struct arguments *arguments)
{
    *grids = (struct grids){.arguments = arguments};
    int status = count_records(grids);
    return status == EXIT_DONE ? add_first(grids, run) : status;
}

/* The place is a number of as many digits as there are axes, each in the base of its grid. An axis
 * of one value is not set again: the first scenario has it. */
blackout_status grids_scenario(blackout_scenario **scenario, bool *is_named, struct grids *grids,
                               const blackout_scenario *base, size_t place, blackout_error *error)
{
    size_t rest = place;
    bool first = true;
    blackout_status status = blackout_scenario_variant(scenario, base, error);
    for (int axis = AXIS_COUNT - 1; axis >= 0 && status == BLACKOUT_OK; --axis) {
        const size_t count = grids->counts[axis] > 0 ? grids->counts[axis] : 1;
        const size_t at = rest % count;
        rest /= count;
        /* the first of those with its platforms and start has all numbers at their beginning */
        first = first && (axis < NAMED_AXES || at == 0);
        if (count > 1) {
            status = read_axis(grids, axis, at, error);
        }
        if (count > 1 && status == BLACKOUT_OK) {
            status =
                blackout_scenario_set(*scenario, option_at(axes[axis]).name, grids->value, error);
        }
    }
    if (is_named != NULL) {
        *is_named = first;
    }
    return status;
}

int grids_add(struct scenario_run *run, const struct arguments *arguments)
{
    struct grids grids;
    int status = grids_open(&grids, run, arguments);
    for (size_t place = 1; status == EXIT_DONE && place < grids.count; ++place) {
        blackout_error error;
        blackout_scenario *scenario = NULL;
        if (grids_scenario(&scenario, NULL, &grids, run->scenarios[0], place, &error) !=
            BLACKOUT_OK) {
            blackout_scenario_free(scenario);
            return message_error(&error);
        }
        status = scenario_keep(run, scenario);
    }
    return status;
}
