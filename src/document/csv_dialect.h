/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a table becomes CSV: what a report asks for, and what the reader's spreadsheet does. Knows no
 * documents: it is a list of choices, and the names under which people ask for them. */
#ifndef BLACKOUT_DOCUMENT_CSV_DIALECT_H
#define BLACKOUT_DOCUMENT_CSV_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

/* {0}: commas, points, lines that end with "\n", every number with all its digits. */
struct csv_dialect {
    const char *name;
    bool quote_texts; /* every text is in quotes, not those alone that need them */
    bool crlf;        /* lines end as RFC 4180 has them, not with "\n" */
    bool as_they_are; /* texts that look like formulas are left alone: no spreadsheet is meant */
    bool byte_order;  /* a byte order mark, without which Excel takes UTF-8 for windows-1252 */
    bool cents;       /* money to the minor unit of its currency, not with all digits */
    bool sheet_times; /* "2021-10-04 15:39:00" (UTC), which spreadsheets take for a time, as they do
                         not the T and Z of ISO 8601 */
    char delimiter;   /* 0: ',' */
    char decimal_mark; /* 0: '.' */
    char list_mark;    /* between the parts of a list; 0: ';', as in the files that are read */
};

/* The dialects that have names, from 0 on; NULL after the last. Constant. */
const struct csv_dialect *csv_dialect_at(size_t index);

/* The dialect of a name; NULL where there is none. */
const struct csv_dialect *csv_dialect_find(const char *name);

#endif
