/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price files whose header is more than a line of names: the several lines of yfinance, which names
 * the share above or below each column, and FRED's, whose one column has the name of its series. */
#ifndef BLACKOUT_INGEST_PRICE_HEADS_H
#define BLACKOUT_INGEST_PRICE_HEADS_H

#include "ingest/header.h"

/* As many as a file may have columns beside the date. */
enum { MOST_SHARES = MOST_FILE_COLUMNS - 1 };

/* The shares that a file with a header of several lines names, in its order. */
struct price_shares {
    size_t count;
    char names[MOST_SHARES][COLUMN_NAME_SIZE];
};

/* Names the shares of the file at the beginning of `reader`; none where its header is one line. */
void price_shares_find(struct price_shares *shares, struct csv_reader *reader);

/* Sets the header of a price file that has such a one; false where not. `candidates` are the
 * delimiters to be tried. True too where the file has several shares and none is asked for: that is
 * reported, and the table broken. */
bool price_head_find(struct header *header, struct table *table, const struct resource *resource,
                     struct csv_reader *reader, const char *candidates, size_t count,
                     struct diagnostics *diagnostics);

#endif
