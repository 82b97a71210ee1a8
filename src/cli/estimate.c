/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate: what one outage costs. */
#include "cli/cli.h"

static blackout_status write_estimate(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    return blackout_result_write(what, 0, format, sink, user, error);
}

int command_estimate(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    struct output *draws = &arguments->outputs[OPTION_DRAWS];
    if (draws->file != NULL) {
        run.options.draws = output_write;
        run.options.draws_user = draws;
    }
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_estimate, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
