/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout sweep: one scenario over grids of its inputs. */
#include "cli/cli.h"

static blackout_status write_sweep(const void *what, const char *format, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    return blackout_sweep_write(what, format, sink, user, error);
}

int command_sweep(const struct arguments *arguments)
{
    struct scenario_run run;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = grids_add(&run, arguments);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_sweep, run.result, format);
    }
    scenario_run_close(&run);
    return status;
}
