/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of `dependencies`, business by business, without holding the file. While the names of
 * businesses ascend, equal names stand together and one business at a time is enough; a file in
 * another order is read again with its rows in memory, up to a limit. */
#ifndef BLACKOUT_INGEST_DEPENDENCIES_H
#define BLACKOUT_INGEST_DEPENDENCIES_H

#include "ingest/business_consumer.h"
#include "ingest/reader.h"

/* So much, with the rows of it, stays in a processor's cache while they are read, hashed and typed.
 * Beyond so many threads the hash, which is of one, takes longer than all of them. */
enum { DEPENDENCY_BLOCK_BYTES = 1 << 18, MOST_BLOCK_THREADS = 16 };

/* Reads the table; each business without a fault is handed to `consumer`. Checks what only the rows
 * of a business together show: repeated keys, shares over 1. */
blackout_status dependencies_read(struct table *table, const struct resource *resource,
                                  struct ingest *ingest, const struct business_consumer *consumer,
                                  blackout_error *error);

#endif
