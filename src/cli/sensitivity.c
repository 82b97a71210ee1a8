/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout sensitivity: which inputs drive the losses of a scenario. Samples are points of another
 * design here, of which each takes many evaluations: so their default is one of its own. */
#include "cli/scenarios.h"

/* Points of the design where none are asked for: with so many the indices of the reference event
 * have converged; about two hundred thousand evaluations. docs/commands.md and the help of
 * --samples have the number, too. */
enum { DEFAULT_POINTS = 8192 };

static blackout_status write_sensitivity(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_sensitivity_write(what, 0, format, sink, user, error);
}

int command_sensitivity(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    run.options.sensitivity = DEFAULT_POINTS;
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_sensitivity, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
