/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The euro reference rates of the European Central Bank as a file of `fx`: a row for each day, a
 * column for each currency, in units of it for one EUR, `N/A` where there is none. Units for one
 * USD follow by way of the column USD: of a currency c they are c / USD, of the EUR 1 / USD. */
#ifndef BLACKOUT_INGEST_RATE_SHEET_H
#define BLACKOUT_INGEST_RATE_SHEET_H

#include "ingest/header.h"
#include "ingest/references.h"

struct rate_sheet {
    struct table *table;
    struct ingest *ingest;
    struct csv_dialect dialect;
    size_t header_line;
    size_t column_count;
    size_t usd;        /* the field of the USD */
    size_t euro_field; /* of the EUR, which such a sheet has not; 0 */
    size_t repeated;   /* the first field whose currency has one before it, 0: none; ... */
    size_t unknown;    /* ... and the first whose code is no currency's */
    char unknown_code[4];
    size_t days; /* that have a rate of the USD, and those on which it is 1 */
    size_t days_at_one;
    string_id euro;
    string_id currencies[MOST_FILE_COLUMNS]; /* by field; STRING_NONE: none */
    size_t not_available; /* rates that the sheet says it does not have, over all days */
};

/* Whether the file at the beginning of `reader` is such a sheet; sets the delimiter of the table if
 * it is. Nothing is consumed. */
bool rate_sheet_find(struct rate_sheet *sheet, struct table *table, struct ingest *ingest,
                     struct csv_reader *reader);

/* Reads the sheet to its end into its table; the errors of csv_read(). */
blackout_status rate_sheet_read(struct rate_sheet *sheet, struct csv_reader *reader,
                                blackout_error *error);

#endif
