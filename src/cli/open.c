/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the dataset of a command, and writing the rows of it that are left out. Above the search
 * for packages and the outputs, which need not know each other. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static blackout_status write_rejects(const void *what, const char *format, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    return blackout_dataset_write_rejects(what, format, sink, user, error);
}

int packages_rejects(const blackout_dataset *dataset, const struct arguments *arguments)
{
    return arguments->values[OPTION_REJECTS] != NULL
               ? output_report(arguments, OPTION_REJECTS, write_rejects, dataset,
                               arguments->csv_format)
               : EXIT_DONE;
}

/* Where no option says what is down, a bare word that is no dataset is often a platform: another
 * line names the option. */
int packages_open_one(blackout_dataset **dataset, const char *operand,
                      const struct arguments *arguments, blackout_diagnostic_function *print,
                      blackout_error *error)
{
    char *path = packages_resolve(operand);
    const bool says_what = arguments->values[OPTION_PLATFORM] != NULL ||
                           arguments->values[OPTION_OWNER] != NULL ||
                           arguments->values[OPTION_EVENT] != NULL;
    if (path == NULL && operand != NULL && !says_what &&
        option_serves(OPTION_PLATFORM, arguments->command) && strpbrk(operand, "/.") == NULL) {
        message_usage("what is down is named by an option, not alone ('%s'); write --platform %s",
                      operand, operand);
    }
    char *base = NULL;
    char *fitted = NULL;
    int result = EXIT_USAGE;
    *dataset = NULL;
    if (path != NULL && packages_base(&base, arguments, path) &&
        packages_model_error(&fitted, arguments)) {
        blackout_dataset_options dataset_options = BLACKOUT_DATASET_OPTIONS_INIT;
        dataset_options.base = base;
        dataset_options.model_error = fitted;
        dataset_options.diagnostic = print;
        dataset_options.encoding = arguments->values[OPTION_ENCODING];
        dataset_options.decimal_mark = arguments_decimal_mark(arguments);
        const char *totals[MOST_REPETITIONS];
        dataset_options.expected_totals = totals;
        for (int i = 0; i < arguments->repetition_count; ++i) {
            if (arguments->repetitions[i].id == OPTION_EXPECT_TOTAL) {
                totals[dataset_options.expected_total_count++] = arguments->repetitions[i].value;
            }
        }
        dataset_options.reject = arguments->values[OPTION_REJECTS] != NULL;
        blackout_status status = blackout_dataset_open(dataset, path, &dataset_options, error);
        if (status == BLACKOUT_OK) {
            result = packages_rejects(*dataset, arguments);
        } else if (status == BLACKOUT_ERROR_INPUT) {
            result = EXIT_FAILED; /* every fault has been printed */
        } else {
            result = message_error(error);
        }
    }
    free(path);
    free(base);
    free(fitted);
    return result;
}

int packages_open(blackout_dataset **dataset, const struct arguments *arguments,
                  blackout_diagnostic_function *print, blackout_error *error)
{
    return packages_open_one(dataset, arguments_dataset(arguments), arguments, print, error);
}
