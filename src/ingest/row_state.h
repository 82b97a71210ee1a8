/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that a dataset has of the rows of a shard, as bytes, and back: added to what another dataset
 * has. */
#ifndef BLACKOUT_INGEST_ROW_STATE_H
#define BLACKOUT_INGEST_ROW_STATE_H

#include "core/archive.h"
#include "ingest/row_range.h"
#include "tables/dataset.h"

/* Writes what was read of a shard, or adds what is read. All sums are those of chunks that have
 * ended. `line` is, of what is written, the number that its first line has; of what is read, that
 * which it is to have. `range->checks` and the dataset are added to, all else of `range` is set.
 * `archive->sound` says whether it could be read; memory that was out is noted in the arena. */
void row_state_exchange(struct archive *archive, blackout_dataset *dataset, struct row_range *range,
                        size_t line);

#endif
