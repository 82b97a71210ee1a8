/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first line of a part: what run it is of, which shard, and how its values follow. JSON on one
 * line, so that `head -n 1` shows it. */
#ifndef BLACKOUT_PARTS_PART_HEAD_H
#define BLACKOUT_PARTS_PART_HEAD_H

#include <stdbool.h>

#include "blackout/sink.h"
#include "core/arena.h"
#include "parts/part.h"

/* The longest head, in bytes: where no line has ended by then, the file is none of a run. Arguments
 * and paths of files are what may make it long. */
enum { PART_LONGEST_HEAD = 1 << 20 };

/* Writes it, with its line end. Counts of `about` are below 2^53. */
blackout_status part_head_write(const struct part_about *about, blackout_sink *sink, void *user,
                                blackout_error *error);

/* Whether these bytes begin as a part does. */
bool part_head_begins(const char *bytes, size_t size);

/* Reads a head, without its line end; texts are the arena's. `source` names the file. Error:
 * BLACKOUT_ERROR_INPUT where it is none, or of another format. */
blackout_status part_head_read(struct part_about *about, struct arena *arena, const char *source,
                               const char *text, size_t length, blackout_error *error);

#endif
