/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate: what one outage costs. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static blackout_status read_scenario(blackout_scenario *scenario,
                                     const struct arguments *arguments, blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (int i = 0; i < OPTION_COUNT && status == BLACKOUT_OK; ++i) {
        if (options[i].input != NULL && arguments->values[i] != NULL) {
            status =
                blackout_scenario_set(scenario, options[i].input, arguments->values[i], error);
        }
    }
    if (status == BLACKOUT_OK && arguments->values[OPTION_SCENARIO] != NULL) {
        status = blackout_scenario_read(scenario, arguments->values[OPTION_SCENARIO], error);
    }
    return status;
}

static int read_threads(unsigned *threads, const char *text)
{
    enum { MOST_THREADS = 256 };
    char *end;
    *threads = 0;
    if (text == NULL) {
        return EXIT_DONE;
    }
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || value < 1 || value > MOST_THREADS) {
        return message_usage("threads is not a whole number from 1 to %d ('%s')", MOST_THREADS,
                             text);
    }
    *threads = (unsigned)value;
    return EXIT_DONE;
}

static int check_format(const char *format)
{
    if (strcmp(format, "text") == 0 || strcmp(format, "json") == 0) {
        return EXIT_DONE;
    }
    return message_usage("the format is not known ('%s'); text or json", format);
}

static int write_report(const blackout_result *result, const struct arguments *arguments,
                        const char *format)
{
    struct output output;
    blackout_error error;
    int status = output_open(&output, arguments->values[OPTION_OUTPUT]);
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status written =
        blackout_result_write(result, 0, format, output_write, &output, &error);
    return output_close(&output, written, &error);
}

static int run(const blackout_scenario *scenario, const struct arguments *arguments,
               const char *format, unsigned threads)
{
    blackout_dataset *dataset = NULL;
    blackout_result *result = NULL;
    blackout_error error;
    blackout_run_options run_options = {
        .threads = threads, .cancelled = interrupt_asked, .diagnostic = message_fault};
    int status = packages_open(&dataset, arguments, message_fault, &error);
    if (status == EXIT_DONE) {
        blackout_status made =
            blackout_estimate(&result, dataset, &scenario, 1, &run_options, &error);
        status = made == BLACKOUT_OK ? write_report(result, arguments, format)
                                     : message_error(&error);
    }
    blackout_result_free(result);
    blackout_dataset_free(dataset);
    return status;
}

int command_estimate(const struct arguments *arguments)
{
    blackout_scenario *scenario = NULL;
    blackout_error error;
    unsigned threads;
    const char *format = arguments->values[OPTION_FORMAT];
    format = format != NULL ? format : "text";
    int status = check_format(format);
    if (status == EXIT_DONE) {
        status = read_threads(&threads, arguments->values[OPTION_THREADS]);
    }
    if (status != EXIT_DONE) {
        return status;
    }
    blackout_status read = blackout_scenario_new(&scenario, &error);
    if (read == BLACKOUT_OK) {
        read = read_scenario(scenario, arguments, &error);
    }
    status = read == BLACKOUT_OK ? run(scenario, arguments, format, threads)
                                 : message_error(&error);
    blackout_scenario_free(scenario);
    return status;
}
