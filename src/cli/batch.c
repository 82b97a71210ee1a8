/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout estimate --batch: a report for each line of a file of scenarios, over one dataset. The
 * lines are looked at first, all of them: one that cannot be estimated is said before anything is
 * computed, and nothing is written then. So they are read three times: whether each is a scenario,
 * before the package is read; whether the package has what it names; to be estimated. What is on
 * the command line goes before what is in a line, as it goes before what is in the file of
 * --scenario. */
#include <stdlib.h>
#include <string.h>

#include "cli/scenarios.h"

/* A name and the line that has it. */
struct named_line {
    char *name; /* owned */
    size_t line;
};

/* A scenario that is being checked or estimated. */
struct line_under_way {
    blackout_scenario *scenario; /* owned; NULL after a fault in its line */
    size_t line;
    blackout_status status;
    blackout_error fault;
};

struct batch {
    struct scenario_run run; /* its one scenario has the options, for all lines */
    struct batch_file file;
    struct batch_faults faults;
    struct named_line *names; /* of the lines that have one */
    size_t name_count;
    size_t name_capacity;
    size_t count; /* of scenarios */
    struct output_way way;
    blackout_scenario *scenario;                                /* of the line that was read last */
    struct line_under_way under_way[BLACKOUT_SERIES_UNDER_WAY]; /* by index, modulo their number */
    size_t taken;                                               /* results so far */
};

/* ---- Lines ----------------------------------------------------------------------------------- */

/* The scenario of the line that was read last. A variant of the options' scenario: they are read
 * once and not for each line. */
static blackout_status make_scenario(struct batch *batch, blackout_error *error)
{
    blackout_scenario_free(batch->scenario);
    batch->scenario = NULL;
    *error = (blackout_error){.status = BLACKOUT_OK};
    if (batch->file.is_too_long) {
        error->status = BLACKOUT_ERROR_INPUT;
        snprintf(error->message, sizeof error->message,
                 "the line is longer than 1 MiB ('%.40s...'); write one scenario a line",
                 batch->file.text);
        return error->status;
    }
    blackout_status status =
        blackout_scenario_variant(&batch->scenario, batch->run.scenarios[0], error);
    return status == BLACKOUT_OK
               ? blackout_scenario_parse(batch->scenario, batch->file.text, batch->file.size,
                                         batch->file.path, error)
               : status;
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* Names alone are kept of all lines; the scenarios are made again when they are needed, so that
 * memory does not grow with them. */
static bool add_name(struct batch *batch, const char *name)
{
    if (batch->name_count == batch->name_capacity) {
        const size_t capacity = batch->name_capacity > 0 ? 2 * batch->name_capacity : 1024;
        struct named_line *larger = realloc(batch->names, capacity * sizeof *larger);
        if (larger == NULL) {
            return false;
        }
        batch->names = larger;
        batch->name_capacity = capacity;
    }
    char *copy = strdup(name);
    if (copy == NULL) {
        return false;
    }
    batch->names[batch->name_count++] = (struct named_line){copy, batch->file.line};
    return true;
}

static void free_names(struct batch *batch)
{
    for (size_t i = 0; i < batch->name_count; ++i) {
        free(batch->names[i].name);
    }
    free(batch->names);
}

/* Lines of one name are in their order, so that the first of them is the one that the others
 * repeat. */
static int by_name(const void *a, const void *b)
{
    const struct named_line *one = a;
    const struct named_line *other = b;
    const int order = strcmp(one->name, other->name);
    return order != 0 ? order : (one->line > other->line) - (one->line < other->line);
}

/* Whether the line is the second of two with its name; `first` is the other then. */
static bool is_repeated(const struct batch *batch, size_t *first, const char *name)
{
    size_t low = 0;
    for (size_t high = batch->name_count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (strcmp(batch->names[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *first = low < batch->name_count ? batch->names[low].line : batch->file.line;
    return *first < batch->file.line;
}

/* ---- Looking at all lines -------------------------------------------------------------------- */

/* A first reading: what is no scenario. Where some lines are, the dataset is read before any fault
 * is said, so that the faults of all lines are said together. A curve is compared with the outputs
 * here, when its name is known: before anything is written. */
static int read_lines(struct batch *batch)
{
    blackout_error error;
    while (batch_file_next(&batch->file)) {
        ++batch->count;
        if (make_scenario(batch, &error) != BLACKOUT_OK) {
            if (error.status == BLACKOUT_ERROR_MEMORY) {
                return message_error(&error);
            }
            batch_faults_add(&batch->faults, &error, batch->file.line);
            continue;
        }
        const char *name = blackout_scenario_name(batch->scenario);
        const char *curve = blackout_scenario_curve(batch->scenario);
        if (name != NULL && !add_name(batch, name)) {
            return message_failed("out of memory");
        }
        if (curve != NULL && files_check_input(batch->run.arguments, curve) != EXIT_DONE) {
            return EXIT_USAGE;
        }
    }
    if (batch_file_check(&batch->file) != EXIT_DONE) {
        return EXIT_FAILED;
    }
    if (batch->count == 0) {
        message_line("%s: there is no scenario in it; write one a line, like {\"platform\": "
                     "\"facebook\", \"duration\": \"6h\"}",
                     batch->file.path);
        return EXIT_FAILED;
    }
    /* lines that are all faulty are often one scenario, written over several lines */
    const char *advice = batch->count > 1 ? ": each line is to be a whole scenario" : "";
    return batch->faults.lines == batch->count
               ? batch_faults_print(&batch->faults, batch->file.path, advice)
               : EXIT_DONE;
}

/* Whether a line is a scenario with a name of its own. */
static blackout_status check_line(struct batch *batch, blackout_error *error)
{
    size_t first = 0;
    blackout_status status = make_scenario(batch, error);
    const char *name = status == BLACKOUT_OK ? blackout_scenario_name(batch->scenario) : NULL;
    if (name != NULL && is_repeated(batch, &first, name)) {
        error->status = BLACKOUT_ERROR_INPUT;
        snprintf(error->message, sizeof error->message,
                 "the name is that of line %zu, too ('%.60s'); give each line a name of its own, "
                 "or none",
                 first, name);
        return error->status;
    }
    return status;
}

/* A place is free again once the result of its line has been taken: no more are under way than
 * there are places, and results come in the order of lines. */
static struct line_under_way *line_of(struct batch *batch, size_t index)
{
    return &batch->under_way[index % BLACKOUT_SERIES_UNDER_WAY];
}

/* False where the line is lost: as many as are asked for were counted in the same copy. */
static bool begin_line(struct batch *batch, struct line_under_way *line)
{
    const bool there_is = batch_file_next(&batch->file);
    *line = (struct line_under_way){.line = batch->file.line};
    return there_is;
}

/* A line with a fault has no scenario to check, and waits for its turn to say so. */
static blackout_status give_line(void *user, size_t index, const blackout_scenario **scenario,
                                 blackout_error *error)
{
    struct batch *batch = user;
    struct line_under_way *line = line_of(batch, index);
    if (!begin_line(batch, line)) {
        return batch_file_lost(&batch->file, error);
    }
    line->status = check_line(batch, &line->fault);
    if (line->status == BLACKOUT_OK) {
        line->scenario = batch->scenario;
        batch->scenario = NULL;
    }
    *scenario = line->scenario;
    return BLACKOUT_OK;
}

static void free_line(struct batch *batch, size_t index)
{
    struct line_under_way *line = line_of(batch, index);
    blackout_scenario_free(line->scenario);
    *line = (struct line_under_way){.scenario = NULL};
}

static blackout_status take_check(void *user, size_t index, blackout_status status,
                                  const blackout_error *fault, blackout_error *error)
{
    struct batch *batch = user;
    const struct line_under_way *line = line_of(batch, index);
    if (line->status != BLACKOUT_OK) {
        status = line->status;
        fault = &line->fault;
    }
    if (status == BLACKOUT_ERROR_MEMORY) {
        *error = *fault;
        return status;
    }
    if (status != BLACKOUT_OK) {
        batch_faults_add(&batch->faults, fault, line->line);
    }
    free_line(batch, index);
    return BLACKOUT_OK;
}

/* A second reading: what is no scenario, and what the dataset does not have. Faults of curves are
 * said as they are met, with options of its own for that. The names are sorted now that all are
 * there: is_repeated() searches them. */
static int check_lines(struct batch *batch)
{
    blackout_error error;
    blackout_series series = BLACKOUT_SERIES_INIT;
    blackout_run_options options = batch->run.options;
    options.diagnostic = batch_faults_tell;
    options.user = &batch->faults;
    series.count = batch->count;
    series.scenario = give_line;
    series.check = take_check;
    series.user = batch;
    if (batch->name_count > 0) {
        qsort(batch->names, batch->name_count, sizeof *batch->names, by_name);
    }
    /* those of the first reading are found again */
    batch->faults = (struct batch_faults){.count = 0};
    batch_file_again(&batch->file);
    if (blackout_estimate_each(batch->run.dataset, &series, &options, &error) != BLACKOUT_OK) {
        return message_error(&error);
    }
    batch_file_again(&batch->file);
    return batch->faults.lines > 0 ? batch_faults_print(&batch->faults, batch->file.path, "")
                                   : EXIT_DONE;
}

/* ---- The run --------------------------------------------------------------------------------- */

static blackout_status give_scenario(void *user, size_t index, const blackout_scenario **scenario,
                                     blackout_error *error)
{
    struct batch *batch = user;
    struct line_under_way *line = line_of(batch, index);
    if (!begin_line(batch, line)) {
        return batch_file_lost(&batch->file, error);
    }
    blackout_status status = make_scenario(batch, error);
    *scenario = line->scenario = batch->scenario;
    batch->scenario = NULL;
    return status;
}

/* Whoever reads lines from a pipe has each as soon as it is there. A file is not flushed: nobody
 * sees it before it is complete. */
static blackout_status take_result(void *user, size_t index, const blackout_result *result,
                                   blackout_error *error)
{
    struct batch *batch = user;
    const struct line_under_way *line = line_of(batch, index);
    blackout_status status =
        blackout_batch_write(result, 0, line->line, blackout_scenario_name(line->scenario),
                             batch->way.sink, batch->way.user, error);
    if (batch->way.output->path == NULL) {
        output_flush(batch->way.output);
    }
    free_line(batch, index);
    ++batch->taken;
    return status;
}

/* An error of the run itself has no place: it gets the line of its scenario, which is the first
 * without a result. A failed write is of the output, which says so itself. */
static int estimate_lines(struct batch *batch, const char *format)
{
    blackout_error error;
    blackout_series series = BLACKOUT_SERIES_INIT;
    series.count = batch->count;
    series.scenario = give_scenario;
    series.result = take_result;
    series.user = batch;
    batch->run.series_count = batch->count;
    verbose_run(&batch->run);
    output_way_begin(&batch->way, batch->run.arguments, OPTION_OUTPUT, format);
    blackout_status made =
        blackout_estimate_each(batch->run.dataset, &series, &batch->run.options, &error);
    if (made != BLACKOUT_OK && made != BLACKOUT_ERROR_IO && error.source[0] == '\0') {
        snprintf(error.source, sizeof error.source, "%s", batch->file.path);
        error.line = line_of(batch, batch->taken)->line;
        error.column = error.line > 0 ? 1 : 0;
    }
    return output_way_end(&batch->way, made, &error);
}

/* Standard input is read once. */
static bool takes_input_twice(const struct arguments *arguments)
{
    bool twice = false;
    for (int i = 0; i < arguments->repetition_count; ++i) {
        const char *mark = arguments->repetitions[i].id == OPTION_TABLE
                               ? strchr(arguments->repetitions[i].value, '=')
                               : NULL;
        twice = twice || (mark != NULL && strcmp(mark, "=-") == 0);
    }
    return twice && strcmp(arguments->values[OPTION_BATCH], "-") == 0;
}

/* What is of one scenario, or another way to say which. Draws, charts and parts of each of ten
 * thousand lines would have no file to go to. */
static int check_options(const struct arguments *arguments)
{
    if (takes_input_twice(arguments)) {
        return message_usage(
            "--batch and --table are both to read the standard input ('-'); name a "
            "file for one of them");
    }
    static const enum option_id others[] = {OPTION_SCENARIO, OPTION_EXPLORE, OPTION_DRAWS,
                                            OPTION_CHART,    OPTION_SHARD,   OPTION_SHARD_BY};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
        if (arguments->values[others[i]] != NULL) {
            const char *name = option_at(others[i]).name;
            return message_usage(
                "--batch and --%s are given ('%s'); leave --%s out, since it is of "
                "one scenario",
                name, arguments->values[OPTION_BATCH], name);
        }
    }
    return EXIT_DONE;
}

/* Lines before the package: a mistake in one of them costs no reading of data. */
static int run_all(struct batch *batch, const struct arguments *arguments, const char *format)
{
    blackout_error error;
    int status = scenario_add(&batch->run, arguments, NULL, NULL);
    if (status == EXIT_DONE) {
        status = batch_file_open(&batch->file, arguments->values[OPTION_BATCH]);
    }
    if (status == EXIT_DONE) {
        status = read_lines(batch);
    }
    if (status == EXIT_DONE) {
        status = packages_open(&batch->run.dataset, arguments, message_fault, &error);
    }
    if (status == EXIT_DONE) {
        status = check_lines(batch);
    }
    return status == EXIT_DONE ? estimate_lines(batch, format) : status;
}

int batch_run(const struct arguments *arguments)
{
    struct batch batch = {.count = 0};
    int status = check_options(arguments);
    if (status != EXIT_DONE) {
        return status;
    }
    const char *format = output_format(arguments);
    if (format == NULL) {
        return EXIT_USAGE;
    }
    status = scenario_run_open(&batch.run, arguments);
    if (status == EXIT_DONE) {
        status = run_all(&batch, arguments, format);
    }
    blackout_scenario_free(batch.scenario);
    for (size_t i = 0; i < BLACKOUT_SERIES_UNDER_WAY; ++i) { /* those of a run that failed */
        blackout_scenario_free(batch.under_way[i].scenario);
    }
    free_names(&batch);
    batch_file_close(&batch.file);
    scenario_run_close(&batch.run);
    return status;
}
