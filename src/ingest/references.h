/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a field refers to: identifiers that must be keys of another table, currencies that must have
 * a rate. */
#ifndef BLACKOUT_INGEST_REFERENCES_H
#define BLACKOUT_INGEST_REFERENCES_H

#include "core/control.h"
#include "tables/rejects.h"
#include "tables/table.h"

/* A missing rate is reported once for each of so many currencies: one row of fx mends all amounts.
 */
enum { MOST_CURRENCIES_REPORTED = 64 };

/* The currencies of a package so far. {0}: none. */
struct currencies {
    string_id first; /* the first met; STRING_NONE before */
    bool lacks_fx;   /* it has been reported that a second one needs the table fx */
    string_id reported[MOST_CURRENCIES_REPORTED]; /* that they have no rate */
    size_t reported_count;
};

struct row_blocks;
struct row_range;

#define NO_BLOCKS SIZE_MAX

/* All that reading the files of a package shares. */
struct ingest {
    struct table_context context;
    struct currencies currencies;
    const char *own_package; /* the name of the package over a base, as its resources have it, whose
                              * address tells it from a base of the same name; NULL: no base */
    struct rejects *rejects; /* rows to be left out; NULL: none is, a fault ends the run */
    const struct row_blocks *blocks; /* takes rows in blocks (reader.h); NULL: nobody does */
    unsigned threads;                /* that read blocks; 0: one for each processor */
    size_t block_bytes;              /* 0: DEPENDENCY_BLOCK_BYTES; NO_BLOCKS: none are read */
    bool no_checksums;               /* nobody asks for the SHA-256 of files */
    struct row_range *range; /* which rows of `dependencies` are read (row_range.h); NULL: all */
    struct control_totals *control; /* counts the rows of `dependencies`; NULL: nobody does */
};

/* Whether the identifiers in `text` (';' between), a field of a column with this definition, may be
 * keys of the table that it refers to; those that are not are reported. `id` is the number of the
 * whole text, or STRING_UNKNOWN. */
bool reference_check_keys(const struct table_context *context, const struct place *place,
                          const struct column_schema *schema, const char *text, string_id id);

/* Whether `key`, whose number is `id`, may be a key of the table that the column refers to. */
bool reference_may_exist(const struct table_context *context, const struct column_schema *schema,
                         string_id id);

/* Whether all identifiers in `text`, a key or keys, may be in the table that the column refers to;
 * reports nothing. */
bool reference_keys_may_exist(const struct table_context *context,
                              const struct column_schema *schema, const char *text, string_id id);

/* Whether a currency is USD, or fx may have a rate of it. */
bool reference_has_rate(const struct table_context *context, const char *text, string_id currency);

/* Whether an amount in this currency can be converted; reports that it cannot. An amount needs a
 * rate as soon as the package has two currencies. */
bool reference_check_currency(struct ingest *ingest, const struct place *place, const char *text,
                              string_id currency);

#endif
