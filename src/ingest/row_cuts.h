/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the rows of a file of `dependencies` are cut for several readers. All of them find the same
 * cuts without speaking with each other, each by reading a little of the file there. */
#ifndef BLACKOUT_INGEST_ROW_CUTS_H
#define BLACKOUT_INGEST_ROW_CUTS_H

#include "ingest/csv_record.h"

/* What is known of the file from its header. */
struct row_cuts {
    const char *path;
    const char *source; /* the name that messages carry */
    struct csv_dialect dialect;
    size_t columns;
    size_t key;          /* number of the field with the business, from 1 */
    uint64_t header_end; /* where its rows begin, in bytes */
    uint64_t size;       /* of the file: row_range_choose() sets it */
};

/* The offset of the first business that begins a chunk (core/chunk.h) and begins after the first
 * record at or after the offset `near`; the size of the file where there is none. Errors:
 * BLACKOUT_ERROR_IO, BLACKOUT_ERROR_MEMORY. */
blackout_status row_cut_find(uint64_t *cut, const struct row_cuts *cuts, uint64_t near,
                             blackout_error *error);

/* How many lines end before the offset `end`. */
blackout_status row_cuts_count_lines(size_t *lines, const struct row_cuts *cuts, uint64_t end,
                                     blackout_error *error);

#endif
