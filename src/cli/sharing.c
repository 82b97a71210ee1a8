/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --shard, and its other end: what a part records of the command line, so that it can be run again
 * when parts are merged. Options are recorded in the order of their table: how they were typed
 * makes no difference. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/sharing.h"

/* What changes no value: parts with other options of these are of one run all the same. An option
 * that is added belongs here if it is of the report or of the process; else parts record it, and
 * merge runs with it. */
bool sharing_leaves(enum option_id id)
{
    static const enum option_id left[] = {
        OPTION_DRAWS,  OPTION_THREADS,     OPTION_SHARD,  OPTION_EVENT_LOSSES, OPTION_YEAR_LOSSES,
        OPTION_EVENTS, OPTION_ORD,         OPTION_CHART,  OPTION_EXCEEDANCE,   OPTION_FORMAT,
        OPTION_COLOR,  OPTION_COMPACT,     OPTION_QUIET,  OPTION_PROGRESS,     OPTION_VERBOSE,
        OPTION_OUTPUT, OPTION_CSV_DIALECT, OPTION_REJECTS};
    bool found = false;
    for (size_t i = 0; i < sizeof left / sizeof left[0]; ++i) {
        found = found || left[i] == id;
    }
    return found;
}

bool sharing_writes(const struct arguments *arguments)
{
    return arguments->values[OPTION_SHARD] != NULL;
}

/* ---- What is recorded ------------------------------------------------------------------------ */

/* What has no room is counted and not written: record() refuses a line that has such a word. */
static void add(struct sharing *sharing, const char *before, const char *text)
{
    const size_t size = strlen(before) + strlen(text) + 1;
    char *word = sharing->words + sharing->used;
    if (size <= sizeof sharing->words - sharing->used &&
        sharing->argument_count < MOST_SHARED_WORDS) {
        snprintf(word, size, "%s%s", before, text);
        sharing->arguments[sharing->argument_count] = word;
        sharing->used += size;
    } else {
        sharing->is_too_long = true;
    }
    ++sharing->argument_count;
}

/* As it is read back by arguments_read(): a word for the name, and one for the value. A list is one
 * value, whether it was given at once or in parts. */
static void add_option(struct sharing *sharing, const struct arguments *arguments,
                       enum option_id id)
{
    const struct option option = option_at(id);
    for (int i = 0; option.repeatable && i < arguments->repetition_count; ++i) {
        if (arguments->repetitions[i].id == id) {
            add(sharing, "--", option.name);
            add(sharing, "", arguments->repetitions[i].value);
        }
    }
    if (!option.repeatable) {
        add(sharing, "--", option.name);
        if (option.argument != NULL) {
            add(sharing, "", arguments->values[id]);
        }
    }
}

/* With a `--` before the operands, so that one that begins with a dash is read back as one. */
static int record(struct sharing *sharing, const struct arguments *arguments)
{
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (arguments->values[i] != NULL && !sharing_leaves((enum option_id)i)) {
            add_option(sharing, arguments, (enum option_id)i);
        }
    }
    for (int i = 0; i < arguments->operand_count; ++i) {
        if (i == 0) {
            add(sharing, "--", "");
        }
        add(sharing, "", arguments->operands[i]);
    }
    const size_t count = sharing->argument_count;
    if (sharing->is_too_long) {
        return message_usage("the command line is too long to be shared ('%zu words'); put its "
                             "inputs into a file, --scenario FILE",
                             count);
    }
    sharing->shard.arguments = sharing->arguments;
    sharing->shard.argument_count = count;
    return EXIT_DONE;
}

/* The scenario, and the curve that it or an option names: parts compare what is in these files, as
 * in those of the dataset. Their paths are compared as options where they are some. */
static void note_files(struct sharing *sharing, const struct scenario_run *run)
{
    const char *scenario = run->arguments->values[OPTION_SCENARIO];
    const char *curve = blackout_scenario_curve(run->scenarios[0]);
    if (scenario != NULL) {
        sharing->files[sharing->shard.file_count++] = scenario;
    }
    if (curve != NULL) {
        sharing->files[sharing->shard.file_count++] = curve;
    }
    sharing->shard.files = sharing->files;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

/* Digits alone; 0 for what is no number of at most seven. Seven, so that a number of parts that is
 * too large has a message of its own. */
static size_t number_of(const char *text, size_t length)
{
    enum { MOST_DIGITS = 7 };
    size_t number = 0;
    for (size_t i = 0; i < length; ++i) {
        if (text[i] < '0' || text[i] > '9' || length > MOST_DIGITS) {
            return 0;
        }
        number = 10 * number + (size_t)(text[i] - '0');
    }
    return number;
}

/* From 1, as people count; an index that begins at 0 is refused in its first task, and not by a
 * part that is missing at the end. */
static int read_shard(struct sharing *sharing, const char *text)
{
    const size_t length = strcspn(text, "/");
    sharing->shard.number = number_of(text, length);
    sharing->shard.of =
        text[length] == '/' ? number_of(text + length + 1, strlen(text) - length - 1) : 0;
    const bool is_one = sharing->shard.number >= 1 && sharing->shard.number <= sharing->shard.of;
    if (is_one && sharing->shard.of > BLACKOUT_MOST_SHARDS) {
        return message_usage(
            "a run has more parts than blackout merge takes ('%s'); divide it into "
            "at most %d",
            text, BLACKOUT_MOST_SHARDS);
    }
    return is_one ? EXIT_DONE
                  : message_usage("shard is not a part of so many ('%s'); write it like --shard "
                                  "1/8, from 1/8 to 8/8",
                                  text);
}

/* What is of the report has no meaning for a part. Options that change the run are allowed: they
 * are recorded. */
static int check_options(const struct arguments *arguments)
{
    /* what is of the process, or says where the part goes */
    static const enum option_id allowed[] = {OPTION_THREADS,  OPTION_SHARD,   OPTION_QUIET,
                                             OPTION_PROGRESS, OPTION_VERBOSE, OPTION_OUTPUT,
                                             OPTION_COLOR,    OPTION_REJECTS};
    for (int i = 0; i < OPTION_COUNT; ++i) {
        bool may_be = false;
        for (size_t k = 0; k < sizeof allowed / sizeof allowed[0]; ++k) {
            may_be = may_be || (int)allowed[k] == i;
        }
        if (arguments->values[i] != NULL && sharing_leaves((enum option_id)i) && !may_be) {
            return message_usage("--%s is of the report, and --shard writes a part of it; give it "
                                 "to blackout merge",
                                 option_at((enum option_id)i).name);
        }
    }
    if (arguments->values[OPTION_EXPLORE] != NULL) {
        return message_usage("--explore is of several scenarios, and --shard of one; leave one of "
                             "them out");
    }
    if (output_ending(arguments) != NULL) {
        return message_usage("--shard writes a part, and the ending of the output is that of %s "
                             "('%s'); end it in .blackout, and give this name to blackout merge",
                             output_ending(arguments), arguments->values[OPTION_OUTPUT]);
    }
    return arguments->values[OPTION_OUTPUT] != NULL || !terminal_is(stdout)
               ? EXIT_DONE
               : message_usage("a part is not for a terminal ('%s'); add --output FILE",
                               arguments->values[OPTION_SHARD]);
}

int sharing_begin(struct sharing *sharing, struct scenario_run *run)
{
    const struct arguments *arguments = run->arguments;
    *sharing = (struct sharing){.shard = BLACKOUT_SHARD_INIT};
    if (!sharing_writes(arguments) && arguments->parts == NULL) {
        return arguments->values[OPTION_SHARD_BY] == NULL
                   ? EXIT_DONE
                   : message_usage("--shard-by says what shards divide, and there are none ('%s'); "
                                   "add --shard K/N",
                                   arguments->values[OPTION_SHARD_BY]);
    }
    const char *by = arguments->values[OPTION_SHARD_BY];
    int status = by == NULL || strcmp(by, "run") == 0 || arguments_divide_rows(arguments)
                     ? EXIT_DONE
                     : message_usage("shards divide no such thing ('%s'); write --shard-by run or "
                                     "--shard-by rows",
                                     by);
    if (status == EXIT_DONE && sharing_writes(arguments)) {
        status = check_options(arguments);
        if (status == EXIT_DONE) {
            status = read_shard(sharing, arguments->values[OPTION_SHARD]);
        }
        /* The library writes the part while the run goes on; the output decides at its end whether
         * it is kept. */
        sharing->shard.sink = output_write;
        sharing->shard.user = &arguments->outputs[OPTION_OUTPUT];
    }
    sharing->shard.parts = arguments->parts;
    sharing->shard.command = arguments->command->name;
    note_files(sharing, run);
    /* a shard of rows is one of the dataset, whose run is made by whoever merges */
    if (arguments_divide_rows(arguments)) {
        run->rows = &sharing->shard;
    } else {
        run->options.shard = &sharing->shard;
    }
    return status == EXIT_DONE ? record(sharing, arguments) : status;
}
