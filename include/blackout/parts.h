/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run on several machines. Each does a shard of its samples or years and writes a part; whoever
 * has all parts makes the same run of them, bit by bit that of one machine. Parts are files of a
 * format of their own (docs/clusters.md). */
#ifndef BLACKOUT_PARTS_H
#define BLACKOUT_PARTS_H

#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_parts blackout_parts;

/* Reads the files of all parts of a run, in any order, and checks that they are whole, of this
 * version, of the same inputs and options, and each there once. Values are read when a run takes
 * them, from the same paths. Freed by blackout_parts_free(). Errors: BLACKOUT_ERROR_IO,
 * BLACKOUT_ERROR_INPUT where they do not make one run. */
BLACKOUT_API blackout_status blackout_parts_open(blackout_parts **parts, const char *const *paths,
                                                 size_t count, blackout_error *error);
BLACKOUT_API void blackout_parts_free(blackout_parts *parts);

/* What was run, "estimate" or "risk", and the arguments that its caller recorded, from 0 on; NULL
 * after the last. */
BLACKOUT_API const char *blackout_parts_command(const blackout_parts *parts);
BLACKOUT_API const char *blackout_parts_argument(const blackout_parts *parts, size_t index);

/* The most shards of a run: array jobs of batch services have at most 10,000. */
#define BLACKOUT_MOST_SHARDS 16384

/* How a run is shared (blackout_run_options): either `parts` is set, and their values are taken in
 * place of evaluations; or `number`, `of` and `sink` are, and a part is written there. */
typedef struct blackout_shard {
    size_t size;   /* set by BLACKOUT_SHARD_INIT, see blackout.h */
    size_t number; /* of this shard, from 1 */
    size_t of;     /* how many shards there are, at most BLACKOUT_MOST_SHARDS; they may be empty */
    blackout_sink *sink;
    void *user;
    const blackout_parts *parts;
    /* what asks for the run, recorded in the part: parts with other arguments are of another run */
    const char *const *arguments;
    size_t argument_count;
    /* paths of what else the run rests on, beside the tables of the dataset: scenario files */
    const char *const *files;
    size_t file_count;
    /* of shards of rows (blackout_dataset_options): which command the dataset is for, which
     * blackout_parts_command() says of their parts */
    const char *command;
} blackout_shard;

#define BLACKOUT_SHARD_INIT                                                                        \
    {                                                                                              \
        sizeof(blackout_shard), 0, 0, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL                     \
    }

#ifdef __cplusplus
}
#endif

#endif
