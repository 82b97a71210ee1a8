/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout describe: what a package holds; without one, which packages are installed. A package
 * with faults is not described but refused: what it contains would be a guess. */
#include "cli/cli.h"

static blackout_status write_description(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_dataset_describe(what, format, sink, user, error);
}

int command_describe(const struct arguments *arguments)
{
    const char *format = output_format(arguments);
    blackout_dataset *dataset = NULL;
    blackout_error error;
    if (format == NULL) {
        return EXIT_USAGE;
    }
    if (arguments->operand_count == 0) {
        return packages_list(arguments->outputs[OPTION_OUTPUT].file);
    }
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_description, dataset, format);
    }
    blackout_dataset_free(dataset);
    return status;
}
