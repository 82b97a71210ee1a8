/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate: what one outage costs. */
#include "cli/cli.h"

static int write_report(const blackout_result *result, const struct arguments *arguments,
                        const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_result_write(result, 0, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}

int command_estimate(const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "json", NULL};
    struct scenario_run run;
    const char *format = scenario_format(arguments, formats);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = scenario_run_estimate(&run);
    }
    if (status == EXIT_DONE) {
        status = write_report(run.result, arguments, format);
    }
    scenario_run_close(&run);
    return status;
}
