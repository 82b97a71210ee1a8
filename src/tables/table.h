/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of a package: its rows, found by their keys. Keeps what is also known of rows that were
 * left out, so that one mistake gives one message. Reads no file: `ingest/reader.h` does. */
#ifndef BLACKOUT_TABLES_TABLE_H
#define BLACKOUT_TABLES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/lookup.h"
#include "core/sha256.h"
#include "core/strings.h"
#include "tables/diagnostics.h"
#include "tables/row.h"
#include "tables/schema.h"

/* What is known of a text in a table. */
enum table_mark {
    MARK_KEY = 1,  /* it is in the first key column */
    MARK_LOST = 2, /* it is in a row that was left out */
    MARK_MAYBE = 4 /* ... and may have been meant as its key */
};

/* Rows of a base that are about what the package over it has replaced. */
enum { MOST_LINES_SHOWN = 3 };
struct left_out {
    size_t count;
    size_t lines[MOST_LINES_SHOWN]; /* of the first ones */
    enum table_id other;            /* which lacks what the first of them names */
    bool in_part; /* the rows that are left make no whole: shares that add up to 1 no more */
};

/* Rows from `first` on are of the file `source`. */
struct row_source {
    size_t first;
    const char *source;
};

struct table {
    enum table_id id;
    bool present;       /* a resource was found for it */
    bool broken;        /* it could not be read to its end, or its header is not understood */
    bool lacks_columns; /* reported; the rest is read, but nothing that takes whole rows */
    bool lost_rows;     /* rows were reported and left out, see table_lost() */
    bool lost_keys; /* ... of which not even the key is known: references to it are not judged */
    char delimiter;
    size_t header_line;            /* the last one of the header; 0: the file has none */
    uint16_t places[MOST_COLUMNS]; /* of each column in the file, from 1; 0: it has none */
    const char *source;
    const struct row_source *sources; /* [source_count] ascending, where rows are of several files;
                                       * else all are of `source` */
    size_t source_count;
    const char *package;
    char sha256[SHA256_TEXT_SIZE]; /* "" where nobody asks for it */
    int64_t modified; /* when the file was written last, nanoseconds since 1970; 0: no file */
    size_t bytes;     /* of it */
    size_t rows_read; /* also of tables that are not stored, and of rows left out */
    struct left_out left_out;
    size_t figures[BASIS_COUNT]; /* numbers read, by basis; of those too */
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
    struct lookup by_key; /* all key columns and the date -> row */
    /* for tables with dates: the rows of one first key, the latest in the file first */
    uint32_t *newest; /* by string number: a row + 1, or 0 */
    size_t newest_capacity;
    uint32_t *older; /* by row: the one before it with its first key + 1, or 0 */
    size_t older_capacity;
    bool dates_ascend; /* of the rows of each first key, as they follow in the file */
    uint8_t *marks;    /* by string number: enum table_mark */
    size_t mark_capacity;
};

/* What looking into tables and reporting on them takes. */
struct table_context {
    struct arena *arena;
    struct strings *strings;
    bool strings_frozen; /* a second reading: the dataset is shared, no text may be added */
    struct diagnostics *diagnostics;
    struct table *tables; /* TABLE_COUNT of them: what keys refer to */
};

/* Adds a copy of a row; where one with its key is there, it is reported and left out. Errors:
 * BLACKOUT_ERROR_MEMORY. */
blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error);

/* Finds the rows of a changed copy (table_copy.h) by the keys that they have now, and reports those
 * that repeat one. Errors: BLACKOUT_ERROR_MEMORY. */
blackout_status table_index(struct table *table, struct table_context *context,
                            blackout_error *error);

/* Adds a copy of a row, unconditionally. */
blackout_status table_append(struct table *table, struct arena *arena, const struct row *row,
                             blackout_error *error);

/* Remembers of `text` what the marks say (enum table_mark). */
blackout_status table_mark_text(struct table *table, struct arena *arena, string_id text,
                                unsigned marks, blackout_error *error);

/* The place of a cell, for messages. */
struct place table_place(const struct table *table, const struct row *row, int column);

/* The number in the file of the first key column, from 1; 0 where it lacks it. */
size_t table_key_place(const struct table *table);

/* Whether `key` is in the first key column. */
bool table_has_key(const struct table *table, string_id key);

/* Whether it is certain that `key` is not there: the table has been read, and no row with an
 * unknown key was left out. */
bool table_lacks_key(const struct table *table, string_id key);

/* Whether `text` is in a row that was reported and left out: sums over the rows with `text` are not
 * to be judged. */
bool table_lost(const struct table *table, string_id text);

/* The key that `text` is a near miss of, or NULL. */
const char *table_nearest_key(const struct table_context *context, const struct table *table,
                              const char *text);

/* The row whose key columns, and date, equal those of `wanted`, or NULL. */
const struct row *table_find(const struct table *table, const struct row *wanted);

/* The row with `key` in its first key column that was in force at `time`: the latest not after it;
 * rows without a date count as always known. NULL if there is none. Only for tables with dates. */
const struct row *table_in_force(const struct table *table, string_id key, instant time);

/* The same where a key has several columns, of all keys: which rows were in force at `time`.
 * `in_force` is [row_count]. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status table_rows_in_force(bool *in_force, const struct table *table, instant time,
                                    blackout_error *error);

/* The latest of all times: what is in force when an outage has no start. */
#define INSTANT_ANY INT64_MAX

#endif
