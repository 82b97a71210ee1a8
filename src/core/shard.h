/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of many numbered things, such as samples or years, that several processes do together: each
 * does a range of them and gives their values away, and one takes all values, evaluates nothing,
 * and goes on as if it had. How values travel is not known here. */
#ifndef BLACKOUT_CORE_SHARD_H
#define BLACKOUT_CORE_SHARD_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"

/* Things from number `first` on. */
struct shard_range {
    uint64_t first;
    uint64_t count;
};

/* How values follow each other: column by column, each of the whole range; or row by row, each of
 * all columns of one thing. Or the things are bytes of a file, and what was made of them is known
 * to whoever reads them (ingest/row_shards.h). */
enum shard_order { SHARD_COLUMNS, SHARD_ROWS, SHARD_BYTES };

struct shard_plan {
    enum shard_order order;
    uint64_t all; /* how many things there are */
    size_t columns;
    struct shard_range range; /* those of this process */
};

/* `begin` is called once, before all others. Then `give`, where this process does a part: by
 * columns once for each, by rows for ranges that follow each other. Or `take`, where it does all,
 * of things that others have done, in the same order. One of the two is NULL. */
struct shard {
    uint64_t number; /* from 0 */
    uint64_t of;     /* how many shards there are */
    blackout_status (*begin)(void *user, const struct shard_plan *plan, blackout_error *error);
    blackout_status (*give)(void *user, const struct shard_range *range, const double *values,
                            blackout_error *error);
    blackout_status (*take)(void *user, const struct shard_range *range, double *values,
                            blackout_error *error);
    void *user;
};

/* The things that a shard does: whole blocks of `block` of them, as many as every other shard has,
 * or one more. All of them where `shard` is NULL, or takes. */
struct shard_range shard_range_of(const struct shard *shard, uint64_t all, uint64_t block);

#endif
