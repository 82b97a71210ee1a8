/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a document in a sheet: a column for its values, two more for the ends of intervals,
 * one more for the names of identifiers. */
#ifndef BLACKOUT_DOCUMENT_XLSX_TABLE_H
#define BLACKOUT_DOCUMENT_XLSX_TABLE_H

#include "document/document.h"
#include "document/xlsx_book.h"

/* Where a table is written: its header at `row`, its first column at the sheet's. */
struct xlsx_place {
    lxw_worksheet *sheet;
    lxw_row_t row;
    bool sets_widths; /* the sheet's columns become as wide as the table's */
};

/* Writes the table; returns the row after it. Columns without name and values are left out. */
lxw_row_t xlsx_table(struct xlsx_book *book, const struct xlsx_place *place,
                     const struct sheet *table);

/* How many columns of the sheet it takes, as xlsx_table() writes them. */
lxw_col_t xlsx_table_columns(const struct sheet *table);

#endif
