/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dataset does not hold, read from its files once more. */
#ifndef BLACKOUT_INGEST_DATASET_H
#define BLACKOUT_INGEST_DATASET_H

#include "ingest/dependencies.h"
#include "tables/dataset.h"

/* blackout_dataset_open() with blocks of so many bytes, for tests: see struct ingest. */
blackout_status dataset_open_in_blocks(blackout_dataset **dataset, const char *name,
                                       const blackout_dataset_options *options, size_t block_bytes,
                                       blackout_error *error);

/* Reads the businesses of `dependencies` once more, telling nothing. The file must be the one that
 * was read first: its hash is compared, and another one is an error. */
blackout_status dataset_each_business(const blackout_dataset *dataset,
                                      const struct business_consumer *consumer,
                                      blackout_error *error);

#endif
