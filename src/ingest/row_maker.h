/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the typed fields of a record to a row: the step that takes what was read. Here texts become
 * numbers, identifiers are looked up and faults are reported, in the order of the file; reading the
 * fields themselves (fields.h) needs none of that. */
#ifndef BLACKOUT_INGEST_ROW_MAKER_H
#define BLACKOUT_INGEST_ROW_MAKER_H

#include "ingest/header.h"
#include "ingest/known_texts.h"
#include "ingest/references.h"

struct row_maker {
    const struct header *header;
    struct table *table;
    struct ingest *ingest;
    bool keeps_sources;              /* of `dependencies` there may be one a row */
    bool may_have_totals;            /* rows named like a total are refused (total_words.h) */
    size_t currencies[MOST_COLUMNS]; /* the fields of them */
    size_t currency_count;
    string_id current_currency;          /* the last one met that has not been withdrawn */
    struct cell blank[MOST_COLUMNS];     /* a row's cells before anything is read */
    struct cell cells[2 * MOST_COLUMNS]; /* values, then ranges if any */
    struct row row;                      /* the last one made; its cells are those above */
    enum table_id
        left_out_by; /* of a base's row that names what this table lacks, since the
                      * package has replaced it: to be left out; NO_TABLE: a row to keep */
    /* by field; cleared up to the header's columns */
    struct field fields[MOST_FILE_COLUMNS];
    struct known_texts known[MOST_FILE_COLUMNS]; /* identifiers that were found sound */
    string_id sources[MOST_FILE_COLUMNS];        /* of the last row */
};

/* The header is that of all rows to come. */
void row_maker_init(struct row_maker *maker, const struct header *header, struct table *table,
                    struct ingest *ingest, bool keeps_sources);

/* Makes the row of a record whose `fields` have been read, and have their styles. A fault in one
 * field leaves the rest of the row usable. `sound` is false where the record's text is not. The row
 * is overwritten by the next one: who keeps it copies it (table_store()). */
void row_maker_make(struct row_maker *maker, const struct csv_record *record, bool sound);

/* Also of one that has no header. */
void row_maker_free(struct row_maker *maker);

#endif
