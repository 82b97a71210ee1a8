/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts in which price histories are exported: what their vendors call the columns of
 * `price_file` and `prices`, and headers of several lines. */
#ifndef BLACKOUT_INGEST_PRICE_LAYOUTS_H
#define BLACKOUT_INGEST_PRICE_LAYOUTS_H

#include "ingest/column_meaning.h"
#include "ingest/csv.h"

/* What a vendor's name for a column, squeezed, means in a table of prices; ROLE_IGNORED otherwise.
 */
struct column_meaning price_layout_understand(enum table_id table, const char *squeezed);

/* Whether a row of a file of prices has none: a dividend or a split between the days, as the page
 * of Yahoo Finance lists them (`0.52 Dividend`, `4:1 Stock Splits`), or the last line of Barchart.
 */
bool price_layout_is_note(enum table_id table, const struct csv_record *record);

/* The column of the adjusted close in a table of prices; -1 in any other. */
int price_layout_adjusted(enum table_id table);

/* Whether a column is of the layout, and no figure depends on it. */
bool price_layout_needs_not(enum table_id table, int column);

#endif
