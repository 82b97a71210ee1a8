/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file may be. */
#ifndef BLACKOUT_INGEST_COLUMN_MEANING_H
#define BLACKOUT_INGEST_COLUMN_MEANING_H

#include <stdbool.h>

#include "tables/schema.h"

/* What a column of the file is for. */
enum role { ROLE_IGNORED, ROLE_CENTRE, ROLE_LOW, ROLE_HIGH, ROLE_BASIS, ROLE_SOURCE };

/* ROW_WIDE is the number of no column; names are cut to COLUMN_NAME_SIZE with their NUL. */
enum { ROW_WIDE = MOST_COLUMNS, COLUMN_NAME_SIZE = 64 };

struct column_meaning {
    enum role role;
    int column;      /* of the schema; ROW_WIDE for `basis` and `source` of the whole row; or -1 */
    bool by_vendor;  /* another name for it, see price_layouts.h: gives way to the table's own */
    bool last_trade; /* the price of one: gives way to a vendor's close, too */
    bool unneeded;   /* known, and of no use here: ignored without a warning */
    bool splits;     /* the factors of splits: of no use only beside an adjusted close */
};

#endif
