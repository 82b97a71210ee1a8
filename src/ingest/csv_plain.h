/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits lines of CSV that are plain: their fields are without quotes, or in quotes with none and
 * no line end inside. That is how nearly all lines of large files are; whatever is not plain is for
 * libcsv, and what is plain here reads there the same (tests/fuzz/fuzz_csv_plain.c). */
#ifndef BLACKOUT_INGEST_CSV_PLAIN_H
#define BLACKOUT_INGEST_CSV_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The bytes that mean something, beside line ends: two others, neither of them NUL. */
struct csv_marks {
    char delimiter;
    char quote;
};

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
    size_t count;
    size_t same;   /* so many of its first fields are those of the line before */
    bool is_ascii; /* and without NUL: none of its bytes need be looked at again */
};

/* Longer lines are not plain: a field of them may be too long (csv_fault.h). */
enum { CSV_LONGEST_PLAIN = 65536 };

/* Splits the first line of `bytes`, which ends in LF, CRLF or CR. Returns its
 * length with its end; 0 where it is empty, not plain, not complete, or has too many fields. A CR
 * that is the last of the bytes ends no line, for an LF may follow. */
size_t csv_plain_split(struct csv_plain *plain, struct csv_marks marks, const char *bytes,
                       size_t size);

/* The same of the line after one, at `before`, that was split into the same slices: rows of one
 * business begin alike, and are split from where they differ. */
size_t csv_plain_split_next(struct csv_plain *plain, struct csv_marks marks, const char *before,
                            const char *bytes, size_t size);

#endif
