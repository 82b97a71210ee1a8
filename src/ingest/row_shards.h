/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shards of the rows of `dependencies`: a dataset of one becomes a part (parts/part.h), and parts
 * become what a dataset of the whole file is. */
#ifndef BLACKOUT_INGEST_ROW_SHARDS_H
#define BLACKOUT_INGEST_ROW_SHARDS_H

#include "ingest/row_range.h"
#include "tables/dataset.h"

struct ingest;

/* Puts the shard that the caller's options name, if any, into `shard`, which they name from now on.
 * Error: BLACKOUT_ERROR_USAGE where there is no such shard, or rows cannot be shared under the
 * options. */
blackout_status row_shards_take(blackout_dataset_options *options, blackout_shard *shard,
                                blackout_error *error);

/* The range of the shard that is asked for, in the dataset's arena; NULL: all rows are read, or
 * they come from parts, or memory is out, which the arena notes. */
struct row_range *row_shards_range(blackout_dataset *dataset, const blackout_shard *asked);

/* Whether a file can be read from its middle. Errors: BLACKOUT_ERROR_INPUT. */
blackout_status row_shards_check_file(const struct resource *resource, blackout_error *error);

/* Writes the part of a dataset that was read without faults. Errors: BLACKOUT_ERROR_INPUT where
 * something in the rows is for those to judge who have all of them; BLACKOUT_ERROR_IO. */
blackout_status row_shards_write(blackout_dataset *dataset, struct row_range *range,
                                 const blackout_shard *asked, blackout_error *error);

/* Fills the dataset with the rows of all parts, and judges them as those of one file. */
blackout_status row_shards_join(blackout_dataset *dataset, struct ingest *ingest,
                                const blackout_shard *asked, blackout_error *error);

#endif
