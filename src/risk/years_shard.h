/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Years that other processes simulate (core/shard.h): by rows, of the years' sums and then of their
 * worst outages, [2 * measures]. */
#ifndef BLACKOUT_RISK_YEARS_SHARD_H
#define BLACKOUT_RISK_YEARS_SHARD_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/shard.h"

/* Whole blocks of so many years are a process's. */
enum { BLOCK_YEARS = 64 };

/* Where rows are put together. The caller sets what is before `range`. */
struct years_shard {
    const struct shard *shard; /* NULL: this process does all years */
    uint64_t years;
    size_t measures;
    struct shard_range range; /* the years that this process goes through */
    double *rows;             /* [most][2 * measures] */
};

/* Begins, for rounds of at most `most` years; nothing to do where the run is whole. Errors:
 * BLACKOUT_ERROR_MEMORY, and those of the shard. */
blackout_status years_shard_begin(struct years_shard *shard, struct arena *arena, size_t most,
                                  blackout_error *error);

/* Whether years are taken, or given away. */
bool years_shard_takes(const struct years_shard *shard);
bool years_shard_gives(const struct years_shard *shard);

/* Sums and worst outages ([count][measures]) of the years of a round. */
blackout_status years_shard_take(double *sums, double *largest, const struct years_shard *shard,
                                 const struct shard_range *range, blackout_error *error);
blackout_status years_shard_give(const struct years_shard *shard, const struct shard_range *range,
                                 const double *sums, const double *largest, blackout_error *error);

#endif
