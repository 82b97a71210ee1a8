/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout describe: what a package holds; without one, which packages are installed. A package
 * with faults is not described but refused: what it contains would be a guess. */
#include "cli/cli.h"

static blackout_status write_description(const void *what, const char *format, blackout_sink *sink,
                                         void *user, blackout_error *error)
{
    return blackout_dataset_describe(what, format, sink, user, error);
}

/* Tables of options are a package without a name. A picture has no place for warnings. */
int command_describe(const struct arguments *arguments)
{
    blackout_dataset *dataset = NULL;
    blackout_error error;
    if (arguments->operand_count == 0 && arguments->values[OPTION_TABLE] == NULL) {
        return listing_check(arguments, "a package") == EXIT_DONE
                   ? packages_list(arguments->outputs[OPTION_OUTPUT].file)
                   : EXIT_USAGE;
    }
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = packages_open(&dataset, arguments, output_message(arguments), &error);
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_description, dataset, format);
    }
    blackout_dataset_free(dataset);
    return status;
}
