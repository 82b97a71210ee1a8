/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that is shared as its caller has asked (blackout_shard): what it gives becomes a part, or
 * what it takes comes from parts. */
#ifndef BLACKOUT_PARTS_SHARED_RUN_H
#define BLACKOUT_PARTS_SHARED_RUN_H

#include "parts/parts.h"

struct shared_run {
    struct shard shard;          /* for the run */
    const blackout_shard *asked; /* a copy, in the arena; its texts and sink are the caller's */
    struct part_file own;        /* what this run is of; it has no file */
    struct part_writer writer;
    bool is_begun;         /* the run knows its values: only then there is something to end */
    size_t column;         /* that is taken next */
    size_t part;           /* whose rows are taken */
    struct part_rows rows; /* of it */
};

/* What a caller has asked for, in a struct of this library's size. Errors: BLACKOUT_ERROR_USAGE for
 * a struct without a size, a number beyond how many there are, no sink. */
blackout_status shared_run_take(blackout_shard *taken, const blackout_shard *asked,
                                blackout_error *error);

/* Makes it. `command` is "estimate" or "risk"; `inputs` the tables of the dataset, to which the
 * files are added that the caller names, in `arena`. Errors: BLACKOUT_ERROR_USAGE for a number
 * beyond how many there are; BLACKOUT_ERROR_IO. The run's callbacks have its address: it may not be
 * moved or copied until shared_run_end(). */
blackout_status shared_run_make(struct shared_run *run, struct arena *arena,
                                const blackout_shard *asked, const char *command,
                                const struct part_input *inputs, size_t input_count,
                                blackout_error *error);

/* Whether it gives its values away, so that nothing is left to report. `asked` may be NULL. */
bool shared_run_gives(const blackout_shard *asked);

/* Ends the part, or the reading of parts; also after an error. Returns `status`, or why it could
 * not be ended. */
blackout_status shared_run_end(struct shared_run *run, blackout_status status,
                               blackout_error *error);

#endif
