/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the dataset of a command, and writing the rows of it that are left out. Which package a
 * name means, the library knows; of the environment, only what is about the program's reports. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/scenarios.h"

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

struct listing {
    FILE *file;
    size_t count;
};

/* Names alone, one a line: shells complete from this list. */
static int print_name(void *user, const char *name)
{
    struct listing *listing = user;
    ++listing->count;
    fprintf(listing->file, "%s\n", name);
    return 0;
}

int packages_list(FILE *file)
{
    blackout_error error;
    struct listing listing = {.file = file};
    const blackout_status status = blackout_package_installed(print_name, &listing, &error);
    if (status != BLACKOUT_OK) {
        return message_error(&error);
    }
    return listing.count > 0 ? EXIT_DONE
                             : message_failed("no packages are installed with the program");
}

/* Where no option says what is down, a bare word that is no dataset is often a platform: another
 * line names the option. A dot or a slash makes it a path, and no platform. */
static void suggest_platform(const char *operand, const struct arguments *arguments)
{
    const bool says_what = arguments->values[OPTION_PLATFORM] != NULL ||
                           arguments->values[OPTION_OWNER] != NULL ||
                           arguments->values[OPTION_EVENT] != NULL;
    if (operand != NULL && !says_what && option_serves(OPTION_PLATFORM, arguments->command) &&
        strpbrk(operand, "/.") == NULL) {
        message_usage("what is down is named by an option, not alone ('%s'); write --platform %s",
                      operand, operand);
    }
}

/* Tables of options `--table NAME=FILE`. In one piece with their names, to which they refer: it has
 * to stay in place until the dataset is open. */
enum { TABLE_NAME_SIZE = 64 };

struct table_files {
    const blackout_shard *rows; /* of which shard the dataset is; NULL: of all rows */
    size_t count;
    blackout_memory_table tables[MOST_REPETITIONS];
    const blackout_memory_table *list[MOST_REPETITIONS];
    char names[MOST_REPETITIONS][TABLE_NAME_SIZE];
};

/* The file is not looked at: the library opens it, and says what is wrong with it as of any other.
 * Nor is the name of the table, which the library knows. */
static int take_table_file(struct table_files *files, const char *text)
{
    const char *mark = strchr(text, '=');
    const size_t length = mark != NULL ? (size_t)(mark - text) : 0;
    if (length == 0 || length >= TABLE_NAME_SIZE || mark[1] == '\0') {
        return message_usage("table is to be a name and a file ('%s'); write it like --table "
                             "dependencies=data.csv, or dependencies=- for the standard input",
                             text);
    }
    blackout_memory_table *table = &files->tables[files->count];
    *table = (blackout_memory_table)BLACKOUT_MEMORY_TABLE_INIT;
    memcpy(files->names[files->count], text, length);
    files->names[files->count][length] = '\0';
    table->table = files->names[files->count];
    table->path = mark + 1;
    files->list[files->count++] = table;
    return EXIT_DONE;
}

static int take_table_files(struct table_files *files, const struct arguments *arguments)
{
    int status = EXIT_DONE;
    files->count = 0;
    for (int i = 0; i < arguments->repetition_count && status == EXIT_DONE; ++i) {
        if (arguments->repetitions[i].id == OPTION_TABLE) {
            status = take_table_file(files, arguments->repetitions[i].value);
        }
    }
    return status;
}

/* Checksums are left out where nothing that is written says them: a text report begins sooner
 * without (docs/decisions/0015-checksums.md). A command that draws nothing, such as `validate`,
 * looks at all of them. */
static blackout_status open_found(blackout_dataset **dataset, const char *path,
                                  const struct table_files *files,
                                  const struct arguments *arguments,
                                  blackout_diagnostic_function *print, blackout_error *error)
{
    char fitted[PATH_MAX];
    const char *totals[MOST_REPETITIONS];
    struct progress_display progress;
    blackout_dataset_options options = BLACKOUT_DATASET_OPTIONS_INIT;
    options.base = arguments->values[OPTION_BASE];
    options.model_error = model_error_package(fitted, sizeof fitted, arguments);
    options.diagnostic = print;
    options.memory_tables = files->list;
    options.memory_table_count = files->count;
    options.encoding = arguments->values[OPTION_ENCODING];
    options.decimal_mark = arguments_decimal_mark(arguments);
    options.expected_totals = totals;
    for (int i = 0; i < arguments->repetition_count; ++i) {
        if (arguments->repetitions[i].id == OPTION_EXPECT_TOTAL) {
            totals[options.expected_total_count++] = arguments->repetitions[i].value;
        }
    }
    options.no_checksums =
        option_serves(OPTION_SEED, arguments->command) && output_is_text_alone(arguments);
    /* It has a value wherever rows are rejected: arguments.c gives it its default. */
    options.reject = arguments->values[OPTION_REJECTS] != NULL;
    if (arguments->values[OPTION_THREADS] != NULL) { /* scenario_run_open() refuses what is none */
        options.threads = (unsigned)strtoul(arguments->values[OPTION_THREADS], NULL, 10);
    }
    options.shard = files->rows;
    progress_begin_reading(&progress, &options, arguments);
    return blackout_dataset_open(dataset, path, &options, error);
}

/* How a dataset is opened. */
struct way {
    const struct arguments *arguments;
    const blackout_shard *rows; /* see struct table_files */
    blackout_diagnostic_function *print;
};

/* With tables from options and no operand there is no package at all: the installed one is not
 * taken in its place. An error of the input that names a source is about shards of rows or their
 * parts: it is no fault of a table, and has not been printed. */
static int open_so(blackout_dataset **dataset, const char *operand, const struct way *way,
                   blackout_error *error)
{
    const struct arguments *arguments = way->arguments;
    char path[PATH_MAX];
    struct table_files files;
    *dataset = NULL;
    files.rows = way->rows;
    if (take_table_files(&files, arguments) != EXIT_DONE) {
        return EXIT_USAGE;
    }
    const bool alone = operand == NULL && files.count > 0;
    blackout_status status =
        alone ? BLACKOUT_OK : blackout_package_find(path, sizeof path, operand, error);
    if (status != BLACKOUT_OK) {
        suggest_platform(operand, arguments);
        return message_error(error);
    }
    status = open_found(dataset, alone ? NULL : path, &files, arguments, way->print, error);
    if (status == BLACKOUT_ERROR_INPUT && error->source[0] == '\0') {
        return EXIT_FAILED; /* every fault has been printed */
    }
    if (status != BLACKOUT_OK) {
        return message_error(error);
    }
    verbose_files(arguments, *dataset);
    return packages_rejects(*dataset, arguments);
}

int packages_open_one(blackout_dataset **dataset, const char *operand,
                      const struct arguments *arguments, blackout_diagnostic_function *print,
                      blackout_error *error)
{
    const struct way way = {arguments, NULL, print};
    return open_so(dataset, operand, &way, error);
}

int packages_open_rows(blackout_dataset **dataset, const char *operand,
                       const struct arguments *arguments, const blackout_shard *rows,
                       blackout_error *error)
{
    const struct way way = {arguments, rows, message_fault};
    return open_so(dataset, operand, &way, error);
}

int packages_open(blackout_dataset **dataset, const struct arguments *arguments,
                  blackout_diagnostic_function *print, blackout_error *error)
{
    return packages_open_one(dataset, arguments_dataset(arguments), arguments, print, error);
}
