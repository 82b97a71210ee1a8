/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of a package: rows of typed cells, found by their keys. Keeps what is also known of
 * rows that were left out, so that one mistake gives one message. Reads no file: `ingest/reader.h`
 * does. */
#ifndef BLACKOUT_TABLES_TABLE_H
#define BLACKOUT_TABLES_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"
#include "core/mapping.h"
#include "core/strings.h"
#include "core/sha256.h"
#include "tables/diagnostics.h"
#include "tables/schema.h"

/* What a figure rests on, strongest first: a product rests on its weakest factor, the largest. */
enum basis { BASIS_MEASURED, BASIS_REPORTED, BASIS_DERIVED, BASIS_ASSUMED, BASIS_COUNT };

const char *basis_name(enum basis basis);

/* Where a figure has no range of its own: the standard deviation of its logarithm, or of its logit,
 * that goes with its basis (methodology, stage 0). No range is not certainty. */
double basis_spread(enum basis basis);

/* One field. Which members count depends on the type of its column. */
struct cell {
    bool given;       /* not empty, and understood */
    bool refused;     /* not empty, and not understood: a fault has been told */
    bool has_range;   /* low and high were given */
    bool asked;       /* set by the scenario: the question itself, which does not vary */
    bool has_time;    /* of INSTANT: a time of day stood beside the date */
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

/* What is known of a text in a table. */
enum table_mark {
    MARK_KEY = 1,  /* it stands in the first key column */
    MARK_LOST = 2, /* it stands in a row that was left out */
    MARK_MAYBE = 4 /* ... and may have been meant as its key */
};

struct table {
    enum table_id id;
    bool present;       /* a resource was found for it */
    bool broken;        /* it could not be read to its end, or its header is not understood */
    bool lacks_columns; /* told; the rest of it is read, but nothing that takes whole rows */
    bool lost_rows;     /* rows were told and left out, see table_lost() */
    bool lost_keys; /* ... of which not even the key is known: references to it are not judged */
    bool has_column[MOST_COLUMNS];
    const char *source;
    const char *package;
    char delimiter;
    char sha256[SHA256_TEXT_SIZE];
    size_t bytes;                /* of the file */
    size_t rows_read;            /* also of tables that are not stored */
    size_t figures[BASIS_COUNT]; /* numbers read, by basis; likewise */
    size_t first_key_column;     /* number of the first key column in the file, from 1 */
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
    uint8_t *marks; /* by string number: enum table_mark */
    size_t mark_capacity;
    uint32_t *slots; /* of the key index: 0 empty, else row + 1 */
    size_t slot_count;
};

/* The number of a cell, or `otherwise` where it is empty. */
double cell_or(const struct cell *cell, double otherwise);

/* How a number of the column varies; TRANSFORM_NONE where it may be negative. */
enum transform column_transform(const struct column_schema *schema);

/* The figure of a number's cell with its uncertainty: its range, or the spread of its basis. */
struct mapping cell_mapping(const struct column_schema *schema, const struct cell *cell);

/* A missing rate is told once for each of so many currencies. */
enum { MOST_CURRENCIES_TOLD = 64 };

/* All that reading one table needs beside its file. */
struct table_context {
    struct arena *arena;
    struct strings *strings;
    bool strings_frozen; /* a second reading: the dataset is shared, no text may be added */
    struct diagnostics *diagnostics;
    struct table *tables;     /* TABLE_COUNT of them: what keys refer to */
    string_id first_currency; /* the first met; STRING_NONE before */
    bool fx_fault_told;
    string_id currencies_told[MOST_CURRENCIES_TOLD]; /* that they have no rate */
    size_t currencies_told_count;
};

/* Adds a row; a key that stands already is told. */
blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error);

/* Remembers of `text` what the marks say (enum table_mark). */
blackout_status table_mark_text(struct table *table, struct arena *arena, string_id text,
                                unsigned marks, blackout_error *error);

/* The place of a cell, for messages. */
struct place table_place(const struct table *table, const struct row *row, int column);

/* Whether `key` stands in the first key column. */
bool table_has_key(const struct table *table, string_id key);

/* Whether it is certain that `key` does not stand there: the table has been read, and no row with
 * an unknown key was left out. */
bool table_lacks_key(const struct table *table, string_id key);

/* Whether `text` stands in a row that was told and left out: sums over the rows with `text` are not
 * to be judged. */
bool table_lost(const struct table *table, string_id text);

/* The key that `text` is a near miss of, or NULL. */
const char *table_nearest_key(const struct table_context *context, const struct table *table,
                              const char *text);

/* The row whose key columns equal those of `wanted`, or NULL. */
const struct row *table_find(const struct table *table, const struct row *wanted);

/* The row with `key` in its first key column that was in force at `time`: the latest not after it;
 * rows without a date count as always known. NULL if there is none. */
const struct row *table_in_force(const struct table *table, string_id key, instant time);

/* The latest of all times: what is in force when an outage has no start. */
#define INSTANT_ANY INT64_MAX

#endif
