/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout validate: every fault of a package, with a count. */
#include "cli/cli.h"

int command_validate(const struct arguments *arguments)
{
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    int status = packages_open(&dataset, arguments, message_diagnostic, &error);
    if (status == EXIT_FAILED && error.status == BLACKOUT_ERROR_INPUT) {
        fprintf(stderr, "blackout: %s\n", error.message);
    } else if (status == EXIT_DONE) {
        struct output output;
        output_open(&output, NULL);
        blackout_status written =
            blackout_dataset_describe(dataset, "summary", output_write, &output, &error);
        status = output_close(&output, written, &error);
    }
    blackout_dataset_free(dataset);
    return status;
}
