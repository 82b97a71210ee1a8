/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blackout merge: the report of a run that several processes have shared. The parts say which
 * command it was and with which options; that command is run, with what merge was given for its
 * report, and takes the parts' values in place of evaluating. */
#include <stdlib.h>
#include <string.h>

#include "cli/sharing.h"

/* The command line that is run: the options of the report, then what the parts recorded. */
struct line {
    char texts[OPTION_COUNT][32]; /* "--output" */
    char *words[2 * OPTION_COUNT + MOST_SHARED_WORDS];
    int count;
};

/* Words are not written; argv has no const. */
static void add_word(struct line *line, const char *word)
{
    union {
        const char *given;
        char *taken;
    } text = {.given = word};
    line->words[line->count++] = text.taken;
}

/* The options of merge come first: what the parts recorded ends with `--` and operands, after which
 * an option would be one. */
static void make_line(struct line *line, const struct arguments *arguments,
                      const blackout_parts *parts)
{
    line->count = 0;
    for (int i = 0; i < OPTION_COUNT; ++i) {
        if (arguments->values[i] == NULL) {
            continue;
        }
        const struct option option = option_at((enum option_id)i);
        snprintf(line->texts[i], sizeof line->texts[i], "--%s", option.name);
        add_word(line, line->texts[i]);
        if (option.argument != NULL) {
            add_word(line, arguments->values[i]);
        }
    }
    const char *word = NULL;
    for (size_t i = 0; i < MOST_SHARED_WORDS && (word = blackout_parts_argument(parts, i)) != NULL;
         ++i) {
        add_word(line, word);
    }
}

/* Opens what merge was given no name for: the list of --rejects, whose default is known once the
 * parts are read. It is closed with the others: the array is that of merge. */
static int open_recorded(const struct arguments *read)
{
    int status = EXIT_DONE;
    for (int i = 0; i < OPTION_COUNT && status == EXIT_DONE; ++i) {
        struct output *output = &read->outputs[i];
        if (option_at((enum option_id)i).file == FILE_WRITTEN && read->values[i] != NULL &&
            output->file == NULL) {
            status = output_open(output, read->values[i]);
            output->error_number = 0; /* reported */
        }
    }
    return status;
}

/* As main.c runs a command, but that the outputs of merge itself are open already. The words of a
 * part are a file's, and are read as strictly as those of a shell: whatever is in them, no other
 * command than one with shards is run. */
static int run_command(const struct arguments *arguments, const blackout_parts *parts)
{
    struct line line;
    struct arguments read;
    const struct command *command = arguments->find(blackout_parts_command(parts));
    if (command == NULL || !option_serves(OPTION_SHARD, command)) {
        return message_usage("the parts are of a command that has no shards ('%s'); give parts "
                             "that blackout has written",
                             blackout_parts_command(parts));
    }
    make_line(&line, arguments, parts);
    int status = arguments_read(&read, command, line.count, line.words);
    if (status == EXIT_DONE) {
        read.parts = parts;
        status = files_check(&read);
    }
    /* open already: what was given to merge is what the command is given */
    read.outputs = arguments->outputs;
    if (status == EXIT_DONE) {
        status = open_recorded(&read);
    }
    return status == EXIT_DONE ? command->run(&read) : status;
}

int command_merge(const struct arguments *arguments)
{
    blackout_error error;
    blackout_parts *parts = NULL;
    blackout_status opened =
        blackout_parts_open(&parts, arguments->operands, (size_t)arguments->operand_count, &error);
    int status = opened == BLACKOUT_OK ? run_command(arguments, parts) : message_error(&error);
    blackout_parts_free(parts);
    return status;
}
