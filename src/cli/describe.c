/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout describe: what a package holds; without one, which packages are installed. */
#include "cli/cli.h"

static int describe(const blackout_dataset *dataset, const struct arguments *arguments)
{
    struct output output;
    blackout_error error;
    const char *format = arguments->values[OPTION_FORMAT];
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written = blackout_dataset_describe(dataset, format != NULL ? format : "text",
                                                        output_write, &output, &error);
    return output_close(&output, written, &error);
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
    blackout_dataset *dataset = NULL;
    blackout_error error;
    if (arguments->operand_count == 0) {
        return list(arguments);
    }
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        status = describe(dataset, arguments);
    }
    blackout_dataset_free(dataset);
    return status;
}
