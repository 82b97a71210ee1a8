/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scenario over grids of its inputs: a scenario for each combination, the last grid varying
 * fastest. */
#include "cli/cli.h"

/* Room for the value of a grid, which may be a list of platforms; more scenarios are no table that
 * anybody reads. */
enum { VALUE_SIZE = 1024, MOST_RECORDS = 10000 };

/* Inputs that may be grids, the slowest first: durations stand together, for the exponent of a
 * sweep. */
static const enum option_id axes[] = {OPTION_PLATFORM, OPTION_START, OPTION_SEVERITY,
                                      OPTION_RECOVERY, OPTION_DURATION};
enum { AXIS_COUNT = sizeof axes / sizeof axes[0] };

struct grids {
    const struct arguments *arguments;
    size_t counts[AXIS_COUNT];
    char values[AXIS_COUNT][VALUE_SIZE];
};

/* The value of an axis at a place of its grid; 0 values where the option is not given. */
static int read_axis(struct grids *grids, int axis, size_t index)
{
    blackout_error error;
    const char *text = grids->arguments->values[axes[axis]];
    grids->counts[axis] = 0;
    if (text == NULL) {
        return EXIT_DONE;
    }
    blackout_status status =
        blackout_grid_value(grids->values[axis], VALUE_SIZE, &grids->counts[axis],
                            option_at(axes[axis]).name, text, index, &error);
    return status == BLACKOUT_OK ? EXIT_DONE : message_error(&error);
}

static int count_records(struct grids *grids, size_t *count)
{
    *count = 1;
    for (int axis = 0; axis < AXIS_COUNT; ++axis) {
        int status = read_axis(grids, axis, 0);
        if (status != EXIT_DONE) {
            return status;
        }
        *count *= grids->counts[axis] > 0 ? grids->counts[axis] : 1;
        if (*count > MOST_RECORDS) {
            return message_usage("the grids have more than %d combinations; use larger steps",
                                 MOST_RECORDS);
        }
    }
    return EXIT_DONE;
}

/* Adds the scenario at one place of all grids. */
static int add_record(struct scenario_run *run, struct grids *grids, size_t record)
{
    struct scenario_change changes[AXIS_COUNT + 1];
    size_t used = 0;
    size_t rest = record;
    size_t places[AXIS_COUNT];
    for (int axis = AXIS_COUNT - 1; axis >= 0; --axis) {
        size_t count = grids->counts[axis] > 0 ? grids->counts[axis] : 1;
        places[axis] = rest % count;
        rest /= count;
    }
    for (int axis = 0; axis < AXIS_COUNT; ++axis) {
        int status = read_axis(grids, axis, places[axis]);
        if (status != EXIT_DONE) {
            return status;
        }
        if (grids->counts[axis] > 0) {
            changes[used++] =
                (struct scenario_change){option_at(axes[axis]).name, grids->values[axis]};
        }
    }
    changes[used] = (struct scenario_change){NULL, NULL};
    return scenario_add(run, grids->arguments, changes, NULL);
}

int grids_add(struct scenario_run *run, const struct arguments *arguments)
{
    struct grids grids = {.arguments = arguments};
    size_t count = 0;
    int status = count_records(&grids, &count);
    for (size_t record = 0; record < count && status == EXIT_DONE; ++record) {
        status = add_record(run, &grids, record);
    }
    return status;
}
