/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate: what one outage costs. */
#include "cli/cli.h"

static blackout_status write_estimate(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    return blackout_result_write(what, 0, format, sink, user, error);
}

/* Estimates, with the sample matrix into the file of --draws. */
static int estimate(struct scenario_run *run, const struct arguments *arguments)
{
    struct output draws;
    const char *path = arguments->values[OPTION_DRAWS];
    if (path == NULL) {
        return scenario_run_estimate(run);
    }
    int status = output_open(&draws, path);
    if (status != EXIT_DONE) {
        return status;
    }
    run->options.draws = output_write;
    run->options.draws_user = &draws;
    status = scenario_run_estimate(run);
    int closed =
        output_close(&draws, status == EXIT_DONE ? BLACKOUT_OK : BLACKOUT_ERROR_CANCELLED, NULL);
    return status != EXIT_DONE ? status : closed;
}

int command_estimate(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = estimate(&run, arguments);
    }
    if (status == EXIT_DONE) {
        status =
            output_report(arguments->values[OPTION_OUTPUT], write_estimate, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
