/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout sweep: one scenario over grids of its inputs, made, estimated and written a few at a
 * time. All of them are looked at first: what a grid or a dataset does not take is said before
 * anything is computed or written. */
#include "cli/scenarios.h"

struct sweep {
    struct scenario_run run; /* its first scenario is the grids' first */
    struct grids grids;
    struct output_way way;
    /* those that are being estimated, by index, modulo their number */
    blackout_scenario *scenarios[BLACKOUT_SERIES_UNDER_WAY];
    blackout_sweep *report;
};

static blackout_status make_scenario(void *user, size_t index, const blackout_scenario **scenario,
                                     blackout_error *error)
{
    struct sweep *sweep = user;
    blackout_scenario **place = &sweep->scenarios[index % BLACKOUT_SERIES_UNDER_WAY];
    blackout_scenario_free(*place); /* its result has been taken */
    *place = NULL;
    blackout_status status =
        grids_scenario(place, NULL, &sweep->grids, sweep->run.scenarios[0], index, error);
    *scenario = *place;
    return status;
}

/* Whoever reads a pipe has each record as soon as it is there, and a run that is interrupted leaves
 * no record cut in two, whose last number would be another one. */
static blackout_status take_result(void *user, size_t index, const blackout_result *result,
                                   blackout_error *error)
{
    struct sweep *sweep = user;
    (void)index;
    blackout_status status = blackout_sweep_add(sweep->report, result, error);
    if (sweep->way.output->path == NULL) {
        output_flush(sweep->way.output);
    }
    return status;
}

/* Whether every scenario is one; with a dataset, whether it has what they name, in one currency.
 * Numbers of a grid are looked at without a dataset, names once for each that differs: not ten
 * thousand times the same platform. */
static blackout_status check(struct sweep *sweep, const blackout_dataset *dataset,
                             blackout_error *error)
{
    const char *currency = NULL; /* of all */
    blackout_status status = BLACKOUT_OK;
    for (size_t place = 0; place < sweep->grids.count && status == BLACKOUT_OK; ++place) {
        blackout_scenario *scenario = NULL;
        bool is_named = false;
        status = grids_scenario(&scenario, &is_named, &sweep->grids, sweep->run.scenarios[0], place,
                                error);
        if (status == BLACKOUT_OK && dataset != NULL && is_named) {
            status = blackout_estimate_currency(&currency, dataset, scenario, &sweep->run.options,
                                                error);
        }
        blackout_scenario_free(scenario);
    }
    return status;
}

/* All scenarios are looked at before the report begins: bytes that a reader has cannot be taken
 * back. Formats that are written at the end reach the sink in blackout_sweep_end() alone, which a
 * workbook holds signals for. */
static blackout_status run_all(struct sweep *sweep, blackout_error *error)
{
    blackout_series series = BLACKOUT_SERIES_INIT;
    series.count = sweep->grids.count;
    series.scenario = make_scenario;
    series.result = take_result;
    series.user = sweep;
    /* Its records have fewer figures than an estimate: the others are not sampled. */
    series.for_sweep = 1;
    blackout_status status = check(sweep, sweep->run.dataset, error);
    if (status == BLACKOUT_OK) {
        status = blackout_sweep_begin(&sweep->report, sweep->way.format, sweep->way.sink,
                                      sweep->way.user, error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_estimate_each(sweep->run.dataset, &series, &sweep->run.options, error);
    }
    if (status == BLACKOUT_OK) {
        output_way_write(&sweep->way);
        status = blackout_sweep_end(sweep->report, error);
    }
    return status;
}

static int run_sweep(struct sweep *sweep, const struct arguments *arguments, const char *format)
{
    blackout_error error;
    int status = grids_open(&sweep->grids, &sweep->run, arguments);
    /* before the dataset is read: a mistake in a grid costs nothing */
    if (status == EXIT_DONE && check(sweep, NULL, &error) != BLACKOUT_OK) {
        status = message_error(&error);
    }
    if (status == EXIT_DONE) {
        status = packages_open(&sweep->run.dataset, arguments, message_fault, &error);
    }
    if (status != EXIT_DONE) {
        return status;
    }
    sweep->run.series_count = sweep->grids.count;
    verbose_run(&sweep->run);
    output_way_begin(&sweep->way, arguments, OPTION_OUTPUT, format);
    blackout_status written = run_all(sweep, &error);
    return output_way_end(&sweep->way, written, &error);
}

int command_sweep(const struct arguments *arguments)
{
    struct sweep sweep = {.report = NULL};
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&sweep.run, arguments);
    if (status == EXIT_DONE) {
        status = run_sweep(&sweep, arguments, format);
    }
    blackout_sweep_free(sweep.report);
    for (size_t i = 0; i < BLACKOUT_SERIES_UNDER_WAY; ++i) {
        blackout_scenario_free(sweep.scenarios[i]);
    }
    scenario_run_close(&sweep.run);
    return status;
}
