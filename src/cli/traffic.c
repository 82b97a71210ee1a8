/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout traffic: what measured traffic lost, and how much came back. */
#include <string.h>
#include <sys/stat.h>

#include "cli/scenarios.h"

/* The options as a query, which is no scenario: no event and no samples, but what to detect and
 * what to leave out. */
static blackout_status read_query(blackout_traffic_query *query, const struct arguments *arguments,
                                  blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (int i = 0; i < OPTION_COUNT && status == BLACKOUT_OK; ++i) {
        const struct option option = option_at((enum option_id)i);
        if (option.is_input && arguments->values[i] != NULL) {
            /* a flag is a word in a query, as it is in a file */
            const char *text = option.argument != NULL ? arguments->values[i] : "yes";
            status = blackout_traffic_query_set(query, option.name, text, error);
        }
    }
    return status;
}

/* A file that is not the description of a package is traffic itself. What is not there is left to
 * the search for packages, whose message says what a name may be. */
static bool is_bare(const char *path)
{
    struct stat info;
    size_t length = strlen(path);
    bool described = length >= 5 && strcmp(path + length - 5, ".json") == 0;
    return !described && stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

/* A bare file has no tables but its own; options about others are refused, since they would be
 * ignored. The library reads it apart from packages, so that what packages_open() does of options
 * is done here once more. */
static int open_traffic(blackout_dataset **dataset, const struct arguments *arguments)
{
    blackout_error error;
    struct progress_display progress;
    blackout_dataset_options dataset_options = BLACKOUT_DATASET_OPTIONS_INIT;
    dataset_options.diagnostic = message_fault;
    dataset_options.encoding = arguments->values[OPTION_ENCODING];
    dataset_options.decimal_mark = arguments_decimal_mark(arguments);
    dataset_options.reject = arguments->values[OPTION_REJECTS] != NULL;
    if (arguments->operand_count == 0 || !is_bare(arguments->operands[0])) {
        return packages_open(dataset, arguments, message_fault, &error);
    }
    if (arguments->values[OPTION_BASE] != NULL) {
        return message_usage(
            "a bare traffic file takes no '--base'; leave it out, or give a package");
    }
    if (arguments->values[OPTION_EXPECT_TOTAL] != NULL) {
        return message_usage("a bare traffic file has no revenue for '--expect-total'; leave it "
                             "out, or give a package");
    }
    progress_begin_reading(&progress, &dataset_options, arguments);
    blackout_status status =
        blackout_dataset_open_traffic(dataset, arguments->operands[0], &dataset_options, &error);
    if (status == BLACKOUT_ERROR_INPUT) {
        return EXIT_FAILED; /* every fault has been printed */
    }
    if (status != BLACKOUT_OK) {
        return message_error(&error);
    }
    verbose_files(arguments, *dataset);
    return packages_rejects(*dataset, arguments);
}

static blackout_status write_traffic(const void *what, const char *format, blackout_sink *sink,
                                     void *user, blackout_error *error)
{
    return blackout_traffic_write(what, format, sink, user, error);
}

static blackout_status write_curve(const void *what, const char *format, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    return blackout_traffic_write_curve(what, format, sink, user, error);
}

/* The curve before the report, which is the last thing that a reader sees. A file of holidays is
 * read by the run and not with the dataset, so that the run has to know how it is written, too. */
static int run(const blackout_traffic_query *query, const struct arguments *arguments,
               const char *format)
{
    blackout_dataset *dataset = NULL;
    blackout_traffic *traffic = NULL;
    blackout_error error;
    struct progress_display progress;
    blackout_run_options run_options = BLACKOUT_RUN_OPTIONS_INIT;
    run_options.diagnostic = output_message(arguments);
    run_options.encoding = arguments->values[OPTION_ENCODING];
    run_options.decimal_mark = arguments_decimal_mark(arguments);
    int status = open_traffic(&dataset, arguments);
    if (status == EXIT_DONE) {
        progress_begin(&progress, &run_options, arguments);
        blackout_status made =
            blackout_traffic_measure(&traffic, dataset, query, &run_options, &error);
        status = made == BLACKOUT_OK ? EXIT_DONE : message_error(&error);
    }
    if (status == EXIT_DONE && arguments->values[OPTION_WRITE_CURVE] != NULL) {
        status = output_report(arguments, OPTION_WRITE_CURVE, write_curve, traffic, "csv");
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_traffic, traffic, format);
    }
    blackout_traffic_free(traffic);
    blackout_dataset_free(dataset);
    return status;
}

int command_traffic(const struct arguments *arguments)
{
    blackout_traffic_query *query = NULL;
    blackout_error error;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    blackout_status read = blackout_traffic_query_new(&query, &error);
    if (read == BLACKOUT_OK) {
        read = read_query(query, arguments, &error);
    }
    int status = read == BLACKOUT_OK ? run(query, arguments, format) : message_error(&error);
    blackout_traffic_query_free(query);
    return status;
}
