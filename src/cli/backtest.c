/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout backtest: the estimator against what was published. Which outages there are, and how
 * long they lasted, the package says; of a scenario it takes samples and seed alone. */
#include "cli/scenarios.h"

static blackout_status write_backtest(const void *what, const char *format, blackout_sink *sink,
                                      void *user, blackout_error *error)
{
    return blackout_backtest_write(what, format, sink, user, error);
}

int command_backtest(const struct arguments *arguments)
{
    struct scenario_run run;
    blackout_backtest *backtest = NULL;
    blackout_error error;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open_one(&run, arguments); /* samples and seed */
    if (status == EXIT_DONE) {
        verbose_run(&run);
        blackout_status made =
            blackout_backtest_run(&backtest, run.dataset, run.scenarios[0], &run.options, &error);
        status = made == BLACKOUT_OK
                     ? output_report(arguments, OPTION_OUTPUT, write_backtest, backtest, format)
                     : message_error(&error);
    }
    blackout_backtest_free(backtest);
    scenario_run_close(&run);
    return status;
}
