/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `dependencies` that are held, of a file whose businesses are out of order. */
#ifndef BLACKOUT_INGEST_HELD_ROWS_H
#define BLACKOUT_INGEST_HELD_ROWS_H

#include "core/strings.h"
#include "tables/business.h"

/* Sorts rows, and the name of each, by the order in which the file first names the businesses, and
 * those of one business by line. Returns 0, or -1 where memory is out. */
int held_rows_sort(struct dependency *rows, string_id *names, size_t count);

#endif
