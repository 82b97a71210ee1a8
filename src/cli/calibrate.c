/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout calibrate: the model's own error, fitted to past outages. The packages are opened one by
 * one and stay apart: an outage of one is estimated from the tables of that one. */
#include "cli/scenarios.h"

static blackout_status write_report(const void *what, const char *format, blackout_sink *sink,
                                    void *user, blackout_error *error)
{
    return blackout_calibration_write(what, format, sink, user, error);
}

static blackout_status write_table(const void *what, const char *format, blackout_sink *sink,
                                   void *user, blackout_error *error)
{
    return blackout_calibration_write_table(what, format, sink, user, error);
}

/* What is of one package, where several are named: a list of rows says of none which is meant, a
 * total that is expected is that of one table, and a table in the place of several would count the
 * same rows for each of them. */
static int check_single(const struct arguments *arguments)
{
    static const struct {
        enum option_id id;
        const char *name;
        const char *remedy;
    } single[] = {
        {OPTION_EXPECT_TOTAL, "--expect-total", "give it to `blackout validate` for each"},
        {OPTION_REJECTS, "--on-error reject", "give it to `blackout validate` for each"},
        {OPTION_TABLE, "--table", "put the file into a package"}};
    for (size_t i = 0; i < sizeof single / sizeof single[0] && arguments->operand_count > 1; ++i) {
        if (arguments->values[single[i].id] != NULL) {
            return message_usage("'%s' is about one package, and %d are named; %s, or name one",
                                 single[i].name, arguments->operand_count, single[i].remedy);
        }
    }
    return EXIT_DONE;
}

/* The first operand may be missing: its place has a default package, the others none. */
static int open_all(blackout_dataset **datasets, int count, const struct arguments *arguments)
{
    int status = EXIT_DONE;
    for (int i = 0; i < count && status == EXIT_DONE; ++i) {
        const char *operand = i == 0 ? arguments_dataset(arguments) : arguments->operands[i];
        blackout_error error;
        status = packages_open_one(&datasets[i], operand, arguments, message_fault, &error);
    }
    return status;
}

static int run(blackout_dataset *const *datasets, int count, const struct scenario_run *asked,
               const char *format)
{
    const struct arguments *arguments = asked->arguments;
    blackout_calibration *calibration = NULL;
    blackout_error error;
    verbose_run(asked);
    blackout_status made =
        blackout_calibrate(&calibration, (const blackout_dataset *const *)datasets, (size_t)count,
                           asked->scenarios[0], &asked->options, &error);
    int status = made == BLACKOUT_OK ? EXIT_DONE : message_error(&error);
    if (status == EXIT_DONE && arguments->values[OPTION_WRITE_ERROR] != NULL) {
        status = output_report(arguments, OPTION_WRITE_ERROR, write_table, calibration, "csv");
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_report, calibration, format);
    }
    blackout_calibration_free(calibration);
    return status;
}

/* Every package is freed, also those that were not opened: NULL is none. */
static int open_and_run(const struct scenario_run *asked, const char *format)
{
    /* As many as a command line can have; how many this command takes is in its row of commands.c.
     */
    enum { MOST_PACKAGES = MOST_OPERANDS };
    blackout_dataset *datasets[MOST_PACKAGES] = {NULL};
    const struct arguments *arguments = asked->arguments;
    const int count = arguments->operand_count > 0 ? arguments->operand_count : 1;
    int status = open_all(datasets, count, arguments);
    if (status == EXIT_DONE) {
        status = run(datasets, count, asked, format);
    }
    for (int i = 0; i < count; ++i) {
        blackout_dataset_free(datasets[i]);
    }
    return status;
}

/* Options before the packages: a mistake in one costs no reading of data. */
int command_calibrate(const struct arguments *arguments)
{
    /* It has no dataset: those of the packages are apart. */
    struct scenario_run asked; /* samples and seed */
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = check_single(arguments);
    if (status != EXIT_DONE) {
        return status;
    }
    status = scenario_run_open(&asked, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&asked, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        status = open_and_run(&asked, format);
    }
    scenario_run_close(&asked);
    return status;
}
