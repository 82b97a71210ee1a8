/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and texts as bytes, the same on every machine, and back: the one function that names the
 * members of something writes and reads it, so that the two cannot differ. */
#ifndef BLACKOUT_CORE_ARCHIVE_H
#define BLACKOUT_CORE_ARCHIVE_H

#include <stdint.h>

#include "core/exact_sum.h"
#include "core/writer.h"

struct archive {
    struct writer *out; /* NULL: `bytes` are read */
    const char *bytes;
    size_t left;
    bool sound; /* what was read is what was written; once false, all that is read is 0 */
};

/* A whole number. */
void archive_number(struct archive *archive, uint64_t *number);

/* A count of things that take at least `least` bytes each: of what is read, there may be no more.
 */
size_t archive_count(struct archive *archive, size_t count, size_t least);

/* A truth; anything but 0 and 1 is none. */
void archive_bool(struct archive *archive, bool *truth);

/* A double, bit by bit. */
void archive_double(struct archive *archive, double *value);

/* A text of any bytes but NUL; what is read is the arena's. */
void archive_text(struct archive *archive, struct arena *arena, const char **text);

/* An exact sum; what is read is added. */
void archive_sum(struct archive *archive, struct arena *arena, struct exact_sum *sum);

#endif
