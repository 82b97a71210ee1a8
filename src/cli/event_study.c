/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout event-study: what a share's price did around an outage. Prices come from the options,
 * from the package, or from both; which symbols an event is about, the library finds. No samples
 * are drawn, so that there is neither a scenario nor a line of progress. */
#include "cli/cli.h"

/* Options that may be repeated come from the list of repetitions: `values` has the last of them
 * alone. */
static blackout_status read_request(blackout_request *request, const struct arguments *arguments,
                                    blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (int i = 0; i < OPTION_COUNT && status == BLACKOUT_OK; ++i) {
        const struct option option = option_at((enum option_id)i);
        if (option.is_input && !option.repeatable && arguments->values[i] != NULL) {
            status = blackout_request_set(request, option.name, arguments->values[i], error);
        }
    }
    for (int i = 0; i < arguments->repetition_count && status == BLACKOUT_OK; ++i) {
        const struct repetition *repetition = &arguments->repetitions[i];
        const struct option option = option_at(repetition->id);
        if (option.is_input) { /* others, such as --table, are of the package */
            status = blackout_request_set(request, option.name, repetition->value, error);
        }
    }
    return status;
}

static blackout_status write_study(const void *what, const char *format, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    return blackout_study_write(what, format, sink, user, error);
}

static int run(const blackout_request *request, const struct arguments *arguments,
               const char *format)
{
    blackout_dataset *dataset = NULL;
    blackout_study *study = NULL;
    blackout_error error;
    /* price files are read by the run, and so it has to know how they are written */
    blackout_run_options run_options = BLACKOUT_RUN_OPTIONS_INIT;
    run_options.diagnostic = output_message(arguments);
    run_options.encoding = arguments->values[OPTION_ENCODING];
    run_options.decimal_mark = arguments_decimal_mark(arguments);
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        blackout_status made = blackout_event_study(&study, dataset, request, &run_options, &error);
        status = made == BLACKOUT_OK
                     ? output_report(arguments, OPTION_OUTPUT, write_study, study, format)
                     : message_error(&error);
    }
    blackout_study_free(study);
    blackout_dataset_free(dataset);
    return status;
}

int command_event_study(const struct arguments *arguments)
{
    blackout_request *request = NULL;
    blackout_error error;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    blackout_status read = blackout_request_new(&request, &error);
    if (read == BLACKOUT_OK) {
        read = read_request(request, arguments, &error);
    }
    int status = read == BLACKOUT_OK ? run(request, arguments, format) : message_error(&error);
    blackout_request_free(request);
    return status;
}
