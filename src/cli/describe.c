/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout describe: what a package holds; without one, which packages are installed. */
#include "cli/cli.h"

static blackout_status write_description(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_dataset_describe(what, format, sink, user, error);
}

static int list(const struct arguments *arguments)
{
    struct output output;
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status == EXIT_DONE) {
        status = packages_list(output.file);
        int closed = output_close(&output, BLACKOUT_OK, NULL);
        status = status == EXIT_DONE ? closed : status;
    }
    return status;
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
        return list(arguments);
    }
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        status =
            output_report(arguments->values[OPTION_OUTPUT], write_description, dataset, format);
    }
    blackout_dataset_free(dataset);
    return status;
}
