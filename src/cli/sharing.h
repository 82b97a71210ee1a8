/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that run in shards: --shard, and what merge makes of their parts. */
#ifndef BLACKOUT_CLI_SHARING_H
#define BLACKOUT_CLI_SHARING_H

#include "cli/scenarios.h"

/* Room for a command line in its plainest form: options in the order of their table. */
enum { SHARED_WORDS_SIZE = 16384, MOST_SHARED_WORDS = 2 * (OPTION_COUNT + MOST_REPETITIONS) + 8 };

/* How a run is shared, and what its caller records of it. The run refers to it, so that it has to
 * stay in place while the run goes on. Values of options and operands are copied into `words`;
 * paths of `files` are borrowed, of the command line and of the scenario. */
struct sharing {
    blackout_shard shard;
    const char *arguments[MOST_SHARED_WORDS];
    size_t argument_count;
    char words[SHARED_WORDS_SIZE];
    size_t used;
    bool is_too_long;     /* a word had no room */
    const char *files[3]; /* that are no tables of the dataset */
};

/* What is only of the report or of the process, and so is left to who merges: whether the option
 * is. */
bool sharing_leaves(enum option_id id);

/* Whether the command is a shard: it writes a part in place of a report. */
bool sharing_writes(const struct arguments *arguments);

/* Makes a run write a part, where --shard asks for it, or take the values of parts, where they are
 * merged; else it stays whole. The run's scenario is there. EXIT_DONE, or EXIT_USAGE after a
 * message. */
int sharing_begin(struct sharing *sharing, struct scenario_run *run);

#endif
