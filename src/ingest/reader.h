/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the file of a table to typed rows, one at a time: finds the dialect and the columns, and
 * hands each row on: to the table's own store, or to whoever takes rows as they come (dependencies,
 * traffic, prices). */
#ifndef BLACKOUT_INGEST_READER_H
#define BLACKOUT_INGEST_READER_H

#include "ingest/references.h"
#include "tables/package.h"
#include "tables/table.h"

/* Takes one row; `first_key` is the text of the first key column (or ""). Both live until the call
 * returns. Faults go to the context's diagnostics. Anything but BLACKOUT_OK ends the reading. */
typedef blackout_status row_function(void *user, const struct row *row, const char *first_key,
                                     blackout_error *error);

struct header;
struct known_texts;

/* Who takes rows in whole blocks (csv.h: struct csv_block_taker), where the file allows it. */
struct row_blocks {
    void *user;
    size_t threads;
    size_t block_bytes;
    /* Whether they are taken of a file with this header; `known` are the texts of each field that
     * have been found sound. Both live as long as the reading. */
    bool (*begin)(void *user, const struct header *header, const struct known_texts *known);
    bool (*type)(void *user, size_t slot, size_t worker, const char *bytes, size_t size);
    bool (*may_take)(void *user, size_t slot, size_t line);
    blackout_status (*take)(void *user, size_t slot, size_t line, size_t *rows,
                            blackout_error *error);
};

/* Reads the resource of `table`. A file that cannot be read to its end marks the table broken and
 * reports a fault; the call itself fails only when memory is out or `function` fails. `function`
 * may be NULL: then rows are checked for repeated keys and stored in the table. */
blackout_status table_read(struct table *table, const struct resource *resource,
                           struct ingest *ingest, row_function *function, void *user,
                           blackout_error *error);

#endif
