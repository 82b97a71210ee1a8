/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits lines of CSV that are plain: their fields are without quotes, or in quotes with none and
 * no line end inside. That is how nearly all lines of large files are; whatever is not plain is for
 * libcsv, and what is plain here reads there the same (tests/fuzz/fuzz_csv_plain.c). */
#ifndef BLACKOUT_INGEST_CSV_PLAIN_H
#define BLACKOUT_INGEST_CSV_PLAIN_H

#include "ingest/csv_marks.h"

/* Where a field is in its line, without its quotes. */
struct csv_slice {
    uint32_t first;
    uint32_t length;
    uint32_t next; /* behind the delimiter or line end after it */
};

/* A line that has been split. */
struct csv_plain {
    struct csv_slice *slices; /* the caller's room for `most` */
    size_t most;
    size_t place; /* the number of the first mark behind the last line that was split; at first 0 */
    size_t count;
    size_t same;   /* so many of its first fields are those of the line before */
    bool is_ascii; /* and without NUL: none of its bytes need be looked at again */
};

/* Longer lines are not plain: a field of them may be too long (csv_fault.h). */
enum { CSV_LONGEST_PLAIN = 65536 };

/* Splits the line that begins at `at`, behind all that were split before, and ends in LF, CRLF or
 * CR. Returns its length with its end; 0 where it is empty, not plain, not complete, or has too
 * many fields. A CR that is the last of the bytes ends no line, for an LF may follow. */
size_t csv_plain_split(struct csv_plain *plain, const struct csv_places *places, size_t at);

/* The same of the line after one, at `before`, that was split into the same slices: rows of one
 * business begin alike, and are split from where they differ. */
size_t csv_plain_split_next(struct csv_plain *plain, const struct csv_places *places, size_t before,
                            size_t at);

#endif
