/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of `dependencies` that scatters the rows of its businesses, and cannot be put in order. */
#ifndef BLACKOUT_INGEST_SCATTERED_H
#define BLACKOUT_INGEST_SCATTERED_H

#include "tables/table.h"

/* Rows held in memory to put them in order: about 200 MB. */
enum { MOST_SCATTERED_ROWS = 1000000 };

/* Reports that its rows are too many to be held; `line` is the first that was not. */
void scattered_fault_many(const struct table *table, const struct table_context *context,
                          size_t line);

/* Reports that it cannot be read twice, or, of a shard, that others have other rows; `line` is the
 * first out of order. */
void scattered_fault_once(const struct table *table, struct diagnostics *diagnostics, size_t line,
                          bool is_shard);

#endif
