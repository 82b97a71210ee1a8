/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of a package: rows of typed cells. Reading finds the dialect and the columns, types and
 * range-checks every field, and hands each row on: to the table's own store, or to whoever takes
 * rows as they come (dependencies, traffic). */
#ifndef BLACKOUT_DATA_TABLE_H
#define BLACKOUT_DATA_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/strings.h"
#include "data/diagnostics.h"
#include "data/package.h"
#include "data/schema.h"

/* What a figure rests on, strongest first: a product rests on its weakest factor, the largest. */
enum basis { BASIS_MEASURED, BASIS_REPORTED, BASIS_DERIVED, BASIS_ASSUMED, BASIS_COUNT };

const char *basis_name(enum basis basis);

/* One field. Which members count depends on the type of its column. */
struct cell {
    bool given;       /* not empty, and understood */
    bool has_range;   /* low and high were given */
    uint8_t basis;    /* of numbers */
    string_id source; /* of numbers */
    string_id text;   /* KEY, KEYS, TEXT, CURRENCY, FLAG */
    uint32_t column;  /* number of the field in its row of the file */
    union {
        double number;
        instant time;
        bool flag;
    };
    double low; /* 5 % value */
    double high;
};

struct row {
    size_t line;
    bool faulty; /* a fault has been told of one of its cells */
    struct cell cells[MOST_COLUMNS];
};

struct table {
    enum table_id id;
    bool present; /* a resource was found for it */
    bool broken;  /* it could not be read to its end, or lacks columns: its keys are not known */
    bool lost_rows; /* rows of a wrong width were told and left out: sums are not judged */
    bool has_column[MOST_COLUMNS];
    const char *source;
    const char *package;
    char delimiter;
    char sha256[CSV_SHA256_TEXT_SIZE];
    size_t rows_read;   /* also of tables that are not stored */
    size_t first_key_column; /* number of the first key column in the file, from 1 */
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
    bool *seen; /* by string number: values of the first key column */
    size_t seen_capacity;
    uint32_t *slots; /* of the key index: 0 empty, else row + 1 */
    size_t slot_count;
};

/* All that reading one table needs beside its file. */
struct table_context {
    struct arena *arena;
    struct strings *strings;
    bool strings_frozen; /* a second reading: the dataset is shared, no text may be added */
    struct diagnostics *diagnostics;
    struct table *tables;     /* TABLE_COUNT of them: what keys refer to */
    string_id first_currency; /* the first met; STRING_NONE before */
    bool fx_fault_told;
};

/* Takes one row; `first_key` is the text of the first key column (or "") and lives until the call
 * returns. Faults go to the context's diagnostics. Anything but BLACKOUT_OK ends the reading. */
typedef blackout_status row_function(void *user, const struct row *row, const char *first_key,
                                     blackout_error *error);

/* Reads the resource of `table`. A file that cannot be read to its end marks the table broken and
 * tells a fault; the call itself fails only when memory is out or `function` fails. `function` may
 * be NULL: then rows are checked for repeated keys and stored in the table. */
blackout_status table_read(struct table *table, const struct resource *resource,
                           struct table_context *context, row_function *function, void *user,
                           blackout_error *error);

/* Adds a row to the table's store, as table_read() does; a key that stands already is told. */
blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error);

/* The place of a cell, for messages. */
struct place table_place(const struct table *table, const struct row *row, int column);

/* Whether `key` stands in the first key column. */
bool table_has_key(const struct table *table, string_id key);

/* The row whose key columns equal those of `wanted`, or NULL. */
const struct row *table_find(const struct table *table, const struct row *wanted);

/* The row with `key` in its first key column that was in force at `time`: the latest not after it;
 * rows without a date count as always known. NULL if there is none. */
const struct row *table_in_force(const struct table *table, string_id key, instant time);

/* The latest of all times: what is in force when an outage has no start. */
#define INSTANT_ANY INT64_MAX

#endif
