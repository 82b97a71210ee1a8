/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table is read from: a file, or bytes in memory. */
#ifndef BLACKOUT_INGEST_CSV_INPUT_H
#define BLACKOUT_INGEST_CSV_INPUT_H

#include <stdbool.h>

#include "tables/package.h"

struct csv_input {
    const char *source; /* the name that messages carry */
    const char *path;   /* of the file; NULL: the bytes */
    const char *memory; /* [memory_size], which live as long as the reader */
    size_t memory_size;
    const char *encoding; /* "utf-8", or any other name that iconv() knows; NULL: UTF-8 */
    bool no_checksum;     /* nobody asks for the SHA-256 of the file */
    struct reading_progress *progress; /* or NULL */
};

/* That of a resource, as it is declared. A checksum is computed unless the caller says otherwise.
 */
static inline struct csv_input csv_input_of(const struct resource *resource)
{
    return (struct csv_input){.source = resource->source,
                              .path = resource->path,
                              .memory = resource->memory,
                              .memory_size = resource->memory_size,
                              .encoding = resource->encoding,
                              .progress = resource->progress};
}

#endif
