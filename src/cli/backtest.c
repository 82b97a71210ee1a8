/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout backtest: the estimator against what was published. */
#include "cli/cli.h"

static int write_backtest(const blackout_backtest *backtest, const struct arguments *arguments,
                          const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_backtest_write(backtest, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}

int command_backtest(const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "json", "csv", NULL};
    struct scenario_run run;
    blackout_backtest *backtest = NULL;
    blackout_error error;
    const char *format = scenario_format(arguments, formats);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&run, arguments, NULL, NULL); /* samples and seed */
    }
    if (status == EXIT_DONE) {
        status = packages_open(&run.dataset, arguments, message_fault, &error);
    }
    if (status == EXIT_DONE) {
        blackout_status made = blackout_backtest_run(&backtest, run.dataset, run.scenarios[0],
                                                     &run.options, &error);
        status = made == BLACKOUT_OK ? write_backtest(backtest, arguments, format)
                                     : message_error(&error);
    }
    blackout_backtest_free(backtest);
    scenario_run_close(&run);
    return status;
}
