/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout validate: every fault of a package, with a count. Faults go to standard error as they
 * are found; the report is of a package without any. */
#include "cli/cli.h"

static blackout_status write_summary(const void *what, const char *format, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    return blackout_dataset_summarize(what, format, sink, user, error);
}

/* Faults have been printed one by one; what is left of the error is their number. With warnings,
 * since a package with faults has no report that could list them. */
int command_validate(const struct arguments *arguments)
{
    const char *format = output_format(arguments);
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = packages_open(&dataset, arguments, message_with_warnings(arguments), &error);
    if (status == EXIT_FAILED && error.status == BLACKOUT_ERROR_INPUT) {
        message_failed(error.message);
    } else if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_summary, dataset, format);
    }
    blackout_dataset_free(dataset);
    return status;
}
