/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part: what a shard of a run has found (docs/clusters.md). A line of JSON that says what it is
 * of; its values, doubles in little-endian order; a line with the SHA-256 of all before it. */
#ifndef BLACKOUT_PARTS_PART_H
#define BLACKOUT_PARTS_PART_H

#include "core/sha256.h"
#include "core/shard.h"

/* Raised when older programs could not read it, or would read it wrongly. */
enum { PART_FORMAT = 1 };

/* A file that a run rests on: as it is named, and what is in it. A table of which
 * each shard reads a range alone is not among them: nobody has hashed all of it (SHARD_BYTES). */
struct part_input {
    const char *name; /* a table's, or a path */
    char sha256[SHA256_TEXT_SIZE];
};

/* Who ran what. Texts are the caller's, or an arena's. Two parts are of one run where all of it but
 * `number` and `plan.range` is equal (parts_compare()). */
struct part_about {
    const char *version;
    const char *methodology;
    const char *command;
    const char *const *arguments; /* options in the order of their table, as they were typed */
    size_t argument_count;
    const struct part_input *inputs;
    size_t input_count;
    uint64_t number; /* of the shard, from 0 */
    uint64_t of;     /* how many shards there are */
    struct shard_plan plan;
};

#endif
