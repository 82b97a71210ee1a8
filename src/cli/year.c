/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout year: a year's aggregate of costs and losses. */
#include "cli/cli.h"

static blackout_status write_year(const void *what, const char *format, blackout_sink *sink,
                                  void *user, blackout_error *error)
{
    return blackout_annual_write(what, format, sink, user, error);
}

int command_year(const struct arguments *arguments)
{
    blackout_annual_options options = BLACKOUT_ANNUAL_OPTIONS_INIT;
    blackout_dataset *dataset = NULL;
    blackout_annual *annual = NULL;
    blackout_error error;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    options.from = arguments->values[OPTION_FROM];
    options.to = arguments->values[OPTION_TO];
    options.owner = arguments->values[OPTION_OWNER];
    options.currency = arguments->values[OPTION_CURRENCY];
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        status = blackout_annual_make(&annual, dataset, &options, &error) == BLACKOUT_OK
                     ? EXIT_DONE
                     : message_error(&error);
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_year, annual, format);
    }
    blackout_annual_free(annual);
    blackout_dataset_free(dataset);
    return status;
}
