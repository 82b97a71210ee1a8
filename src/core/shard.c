/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges follow from numbers alone, so that processes need not speak with each other. */
#include "core/shard.h"

/* The first block of shard `number` is floor(blocks * number / of), without overflow. A shard ends
 * where the next begins, by the same formula: none is done twice, and none is left out. */
static uint64_t first_block(const struct shard *shard, uint64_t blocks, uint64_t number)
{
    const uint64_t whole = blocks / shard->of;
    const uint64_t left = blocks % shard->of;
    return whole * number + left * number / shard->of;
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Cut between blocks, since a block of things is evaluated together: the last block of all may be
 * shorter. */
struct shard_range shard_range_of(const struct shard *shard, uint64_t all, uint64_t block)
{
    if (shard == NULL || shard->take != NULL) {
        return (struct shard_range){0, all};
    }
    const uint64_t blocks = all / block + (all % block > 0 ? 1 : 0);
    const uint64_t first = lesser(first_block(shard, blocks, shard->number) * block, all);
    const uint64_t last = lesser(first_block(shard, blocks, shard->number + 1) * block, all);
    return (struct shard_range){first, last - first};
}
