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

/* What is of one package, where several are named: a list of rows says of none which is meant, and
 * a total that is expected is that of one table. */
static int check_single(const struct arguments *arguments)
{
    static const enum option_id single[] = {OPTION_EXPECT_TOTAL, OPTION_REJECTS};
    static const char *const names[] = {"--expect-total", "--on-error reject"};
    for (int i = 0; i < 2 && arguments->operand_count > 1; ++i) {
        if (arguments->values[single[i]] != NULL) {
            return message_usage("'%s' is about one package, and %d are named; give it to "
                                 "`blackout validate` for each, or name one",
                                 names[i], arguments->operand_count);
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

static int run(blackout_dataset *const *datasets, int count, const struct arguments *arguments,
               const char *format)
{
    /* It has no dataset: those of the packages are its caller's. */
    struct scenario_run asked; /* samples and seed */
    blackout_calibration *calibration = NULL;
    blackout_error error;
    int status = scenario_run_open(&asked, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(&asked, arguments, NULL, NULL);
    }
    if (status == EXIT_DONE) {
        verbose_run(&asked);
        blackout_status made =
            blackout_calibrate(&calibration, (const blackout_dataset *const *)datasets,
                               (size_t)count, asked.scenarios[0], &asked.options, &error);
        status = made == BLACKOUT_OK ? EXIT_DONE : message_error(&error);
    }
    if (status == EXIT_DONE && arguments->values[OPTION_WRITE_ERROR] != NULL) {
        status = output_report(arguments, OPTION_WRITE_ERROR, write_table, calibration, "csv");
    }
    if (status == EXIT_DONE) {
        status = output_report(arguments, OPTION_OUTPUT, write_report, calibration, format);
    }
    blackout_calibration_free(calibration);
    scenario_run_close(&asked);
    return status;
}

/* Every package is freed, also those that were not opened: NULL is none. */
int command_calibrate(const struct arguments *arguments)
{
    /* As many as a command line can have; how many this command takes is in its row of commands.c.
     */
    enum { MOST_PACKAGES = sizeof arguments->operands / sizeof arguments->operands[0] };
    blackout_dataset *datasets[MOST_PACKAGES] = {NULL};
    const int count = arguments->operand_count > 0 ? arguments->operand_count : 1;
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    int status = check_single(arguments);
    if (status == EXIT_DONE) {
        status = open_all(datasets, count, arguments);
    }
    if (status == EXIT_DONE) {
        status = run(datasets, count, arguments, format);
    }
    for (int i = 0; i < count; ++i) {
        blackout_dataset_free(datasets[i]);
    }
    return status;
}
