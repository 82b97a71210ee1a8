/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout tolerable: how long an outage may last, for each combination of the grids. All scenarios
 * are kept and asked for in one call, and not one by one as in a sweep: the report has one limit
 * and one currency for all. */
#include "cli/scenarios.h"

static blackout_status write_tolerable(const void *what, const char *format, blackout_sink *sink,
                                       void *user, blackout_error *error)
{
    return blackout_tolerable_write(what, format, sink, user, error);
}

static int run_all(blackout_tolerable **tolerable, struct scenario_run *run)
{
    blackout_error error;
    int status = packages_open(&run->dataset, run->arguments, message_fault, &error);
    if (status != EXIT_DONE) {
        return status;
    }
    verbose_run(run);
    blackout_status made = blackout_tolerable_run(tolerable, run->dataset,
                                                  (const blackout_scenario *const *)run->scenarios,
                                                  run->scenario_count, &run->options, &error);
    return made == BLACKOUT_OK ? EXIT_DONE : outputs_message(run->arguments->outputs, &error);
}

int command_tolerable(const struct arguments *arguments)
{
    struct scenario_run run;
    blackout_tolerable *tolerable = NULL;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = grids_add(&run, arguments);
    }
    if (status == EXIT_DONE) {
        status = run_all(&tolerable, &run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_tolerable, tolerable, format);
    }
    blackout_tolerable_free(tolerable);
    scenario_run_close(&run);
    return status;
}
