/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of a block add to the counts of their table, whoever they belong to. */
#ifndef BLACKOUT_INGEST_ROW_COUNTS_H
#define BLACKOUT_INGEST_ROW_COUNTS_H

#include "ingest/dependency_blocks.h"

/* Counts the rows of a block whose first line is `line`, from which on theirs are numbered;
 * `begins_chunk` where its first business does. False when memory is out. */
bool row_counts_add(struct table *table, struct ingest *ingest, struct dependency_block *block,
                    size_t line, bool begins_chunk);

#endif
