/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts in which price histories are exported: what their vendors call the columns of
 * `price_file` and `prices`, and headers of several lines. */
#ifndef BLACKOUT_INGEST_PRICE_LAYOUTS_H
#define BLACKOUT_INGEST_PRICE_LAYOUTS_H

#include "ingest/column_meaning.h"

/* What a vendor's name for a column, squeezed, means in a table of prices; ROLE_IGNORED otherwise.
 */
struct column_meaning price_layout_understand(enum table_id table, const char *squeezed);

/* The column of the adjusted close in a table of prices; -1 in any other. */
int price_layout_adjusted(enum table_id table);

/* Whether a column is of the layout, and no figure depends on it. */
bool price_layout_needs_not(enum table_id table, int column);

#endif
