/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a file on their way to the parser: counted and hashed as they are, and as UTF-8
 * where its encoding has units of two or four bytes, which the parser could not cut into lines.
 * Encodings of one byte a character pass as they are; their fields are converted one by one. */
#ifndef BLACKOUT_INGEST_CSV_SOURCE_H
#define BLACKOUT_INGEST_CSV_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "blackout/status.h"
#include "core/sha256.h"
#include "ingest/csv_input.h"
#include "ingest/encoding.h"

enum { CSV_CHUNK_BYTES = 65536 };

struct csv_source {
    FILE *file;         /* NULL: the bytes that follow */
    const char *memory; /* [memory_size] what is left of bytes in memory */
    size_t memory_size;
    const char *name;                  /* for messages */
    const char *path;                  /* of the file, for `progress` */
    struct reading_progress *progress; /* or NULL */
    struct encoding *encoding;         /* of the fields; NULL: UTF-8 */
    struct encoding *wide;             /* of the bytes; NULL: as the fields */
    const char *found; /* the encoding that a byte order mark shows, as people call it; NULL */
    bool has_checksum; /* else nobody asks for it, and `sha256` is empty */
    struct sha256 sha256;
    int64_t modified; /* see csv_modified() */
    size_t bytes;     /* read so far, as they are in the file: those that are hashed */
    uint64_t left;    /* bytes that may still be read; UINT64_MAX: all that there are */
    bool at_end;
    bool lacks_memory; /* sticks */
    size_t chunk_used;
    size_t raw_used;               /* of a unit that the last chunk has begun */
    char chunk[CSV_CHUNK_BYTES];   /* from here on nothing need be cleared */
    char raw[CSV_CHUNK_BYTES / 4]; /* by ENCODING_MOST_GROWTH, which fills a chunk */
};

/* Opens the input and reads its first chunk. BLACKOUT_ERROR_INPUT for one with units of two bytes
 * that says so neither itself nor by its encoding. */
blackout_status csv_source_open(struct csv_source *source, const struct csv_input *input,
                                blackout_error *error);

/* Reads the next bytes of the file as they are; fewer than `size` at its end. */
blackout_status csv_source_read(struct csv_source *source, char *bytes, size_t size, size_t *length,
                                blackout_error *error);

/* Reads the next chunk. */
blackout_status csv_source_next(struct csv_source *source, blackout_error *error);

/* See csv_judge(). */
blackout_status csv_source_judge(struct csv_source *source, blackout_status status,
                                 blackout_error *error);

/* Goes on with the bytes of the file from `first` to before `end`; of what has been read, the first
 * `kept` bytes count, and the checksum is of them and of those that follow. */
blackout_status csv_source_go_to(struct csv_source *source, uint64_t first, uint64_t end,
                                 size_t kept, blackout_error *error);

void csv_source_close(struct csv_source *source);

#endif
