/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rest of a file in blocks, typed by several threads and taken in order. Knows bytes, lines and
 * who takes them; knows nothing of fields. */
#ifndef BLACKOUT_INGEST_CSV_BLOCKS_H
#define BLACKOUT_INGEST_CSV_BLOCKS_H

#include "ingest/csv_pass.h"

/* Reads to the end of the source; the pass gets what the taker does not take, and has the status.
 */
void csv_blocks_read(struct csv_pass *pass, struct csv_source *source,
                     const struct csv_block_taker *taker);

#endif
