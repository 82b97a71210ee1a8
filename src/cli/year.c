/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout year: a year's aggregate of costs and losses. Without a scenario: which incidents there
 * are, the package says. So --verbose names the files alone: what it says of a run, it asks the
 * first scenario. */
#include "cli/scenarios.h"

static blackout_status write_year(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    return blackout_annual_write(what, format, sink, user, error);
}

static blackout_status make(blackout_annual **annual, const struct scenario_run *run,
                            const struct arguments *arguments, blackout_error *error)
{
    blackout_annual_options options = BLACKOUT_ANNUAL_OPTIONS_INIT;
    /* NULL where an option is not given: the library has the defaults, and the messages */
    options.from = arguments->values[OPTION_FROM];
    options.to = arguments->values[OPTION_TO];
    options.owner = arguments->values[OPTION_OWNER];
    options.currency = arguments->values[OPTION_CURRENCY];
    options.samples = arguments->values[OPTION_SAMPLES];
    options.seed = arguments->values[OPTION_SEED];
    options.run = &run->options;
    return blackout_annual_make(annual, run->dataset, &options, error);
}

int command_year(const struct arguments *arguments)
{
    struct scenario_run run;
    blackout_annual *annual = NULL;
    blackout_error error;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = scenario_run_open(&run, arguments);
    if (status == EXIT_DONE) {
        status = packages_open(&run.dataset, arguments, message_fault, &error);
    }
    if (status == EXIT_DONE) {
        status = make(&annual, &run, arguments, &error) == BLACKOUT_OK
                     ? EXIT_DONE
                     : outputs_message(arguments->outputs, &error);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_year, annual, format);
    }
    blackout_annual_free(annual);
    scenario_run_close(&run);
    return status;
}
