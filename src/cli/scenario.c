/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that take scenarios share: reading them from the options, opening the dataset,
 * and estimating all of them in one call, which is what pairs the draws of two that are compared.
 * Warnings are not printed here: the run gives those of the package together with its own, for the
 * report or, where that has no place for them, for output_message(). */
#include <stdlib.h>
#include <string.h>

#include "cli/scenarios.h"

/* The bound is that of the library (core/parallel.c), which would take fewer without a word. */
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
        return message_usage(
            "threads is not a whole number from 1 to %d ('%s'); give one, like --threads 4",
            MOST_THREADS, text);
    }
    *threads = (unsigned)value;
    return EXIT_DONE;
}

/* The number of threads is read here, where a mistake in it costs no reading of data. */
int scenario_run_open(struct scenario_run *run, const struct arguments *arguments)
{
    *run = (struct scenario_run){.arguments = arguments};
    run->options = (blackout_run_options)BLACKOUT_RUN_OPTIONS_INIT;
    /* a shard has no report that could have warnings: that of merge has them */
    run->options.diagnostic =
        arguments->values[OPTION_SHARD] != NULL ? message_fault : output_message(arguments);
    run->options.encoding = arguments->values[OPTION_ENCODING];
    run->options.decimal_mark = arguments_decimal_mark(arguments);
    progress_begin(&run->progress, &run->options, arguments);
    return read_threads(&run->options.threads, arguments->values[OPTION_THREADS]);
}

/* Options first, then the file: what is on the command line goes before it. A change is set in
 * place of its option, which is not even read: a grid is no value. The library leaves alone what is
 * set when it reads a file, but judges it all the same. */
static blackout_status read_options(blackout_scenario *scenario, const struct arguments *arguments,
                                    const struct scenario_change *change, const char *file,
                                    blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    for (const struct scenario_change *c = change; c != NULL && c->name != NULL; ++c) {
        if (status == BLACKOUT_OK) {
            status = blackout_scenario_set(scenario, c->name, c->text, error);
        }
    }
    for (int i = 0; i < OPTION_COUNT && status == BLACKOUT_OK; ++i) {
        const struct option option = option_at((enum option_id)i);
        bool changed = false;
        for (const struct scenario_change *c = change; c != NULL && c->name != NULL; ++c) {
            changed = changed || strcmp(c->name, option.name) == 0;
        }
        if (option.is_input && arguments->values[i] != NULL && !changed) {
            status = blackout_scenario_set(scenario, option.name, arguments->values[i], error);
        }
    }
    if (status == BLACKOUT_OK && file != NULL) {
        status = blackout_scenario_read(scenario, file, error);
    }
    return status;
}

/* Freed after a failure too, so that no caller has to look who has it. One by one: grids, which
 * make most of them, have ten thousand at most. */
int scenario_keep(struct scenario_run *run, blackout_scenario *scenario)
{
    blackout_scenario **larger =
        realloc(run->scenarios, (run->scenario_count + 1) * sizeof *run->scenarios);
    if (larger == NULL) {
        blackout_scenario_free(scenario);
        return message_failed("out of memory");
    }
    run->scenarios = larger;
    run->scenarios[run->scenario_count++] = scenario;
    return EXIT_DONE;
}

/* Commands that show no list of businesses ask for none: it may take a second reading of
 * `dependencies`. The curve's path is known only now, after the outputs have been compared with the
 * other inputs. */
int scenario_add(struct scenario_run *run, const struct arguments *arguments,
                 const struct scenario_change *change, const char *file)
{
    blackout_error error;
    blackout_scenario *scenario = NULL;
    bool lists_businesses = option_serves(OPTION_TOP, arguments->command);
    blackout_status status = blackout_scenario_new(&scenario, &error);
    if (status != BLACKOUT_OK) {
        return message_error(&error);
    }
    /* kept before it is filled: whatever fails below, the run frees it */
    if (scenario_keep(run, scenario) != EXIT_DONE) {
        return EXIT_FAILED;
    }
    status = lists_businesses ? BLACKOUT_OK : blackout_scenario_set(scenario, "top", "0", &error);
    if (status == BLACKOUT_OK) {
        file = file != NULL ? file : arguments->values[OPTION_SCENARIO];
        status = read_options(scenario, arguments, change, file, &error);
    }
    if (status != BLACKOUT_OK) {
        return message_error(&error);
    }
    const char *curve = blackout_scenario_curve(scenario);
    return curve != NULL ? files_check_input(arguments, curve) : EXIT_DONE;
}

int scenario_run_open_one(struct scenario_run *run, const struct arguments *arguments)
{
    blackout_error error;
    int status = scenario_run_open(run, arguments);
    if (status == EXIT_DONE) {
        status = scenario_add(run, arguments, NULL, NULL);
    }
    return status == EXIT_DONE ? packages_open(&run->dataset, arguments, message_fault, &error)
                               : status;
}

int scenario_run_read(struct scenario_run *run)
{
    blackout_error error;
    const char *dataset = arguments_dataset(run->arguments);
    return packages_open_rows(&run->dataset, dataset, run->arguments, run->rows, &error);
}

bool scenario_run_is_part(const struct scenario_run *run)
{
    return run->rows != NULL && run->rows->parts == NULL;
}

/* A shard of rows is done once they are read: its part is written then. */
int scenario_run_estimate(struct scenario_run *run)
{
    blackout_error error;
    int status = scenario_run_read(run);
    if (status != EXIT_DONE || scenario_run_is_part(run)) {
        return status;
    }
    verbose_run(run);
    blackout_status made = blackout_estimate(&run->result, run->dataset,
                                             (const blackout_scenario *const *)run->scenarios,
                                             run->scenario_count, &run->options, &error);
    return made == BLACKOUT_OK ? EXIT_DONE : outputs_message(run->arguments->outputs, &error);
}

void scenario_run_close(struct scenario_run *run)
{
    for (size_t i = run->scenario_count; i > 0; --i) { /* variants before what they refer to */
        blackout_scenario_free(run->scenarios[i - 1]);
    }
    free(run->scenarios);
    blackout_result_free(run->result);
    blackout_dataset_free(run->dataset);
    *run = (struct scenario_run){0};
}
