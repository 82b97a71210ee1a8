/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `dependencies` from whole blocks of a file, by several threads. Takes what is sound and
 * plain; any block with something else in it is left to the reading of records, which alone reports
 * and learns. Every rule is that of the slower way: the same functions read the fields, make the
 * rows and judge the businesses. */
#ifndef BLACKOUT_INGEST_DEPENDENCY_BLOCKS_H
#define BLACKOUT_INGEST_DEPENDENCY_BLOCKS_H

#include "core/lanes.h"
#include "ingest/header.h"
#include "ingest/known_texts.h"
#include "ingest/name_order.h"
#include "ingest/references.h"
#include "tables/business.h"

/* A business within a block. */
struct block_business {
    size_t name; /* where it is in the block's names, with its NUL */
    size_t first_row;
    size_t row_count;
    bool begins_chunk; /* core/chunk.h; the first one may have begun before the block */
};

/* What a block holds. Businesses at its ends may have rows in the blocks next to it: they are not
 * judged. All others are, and are sound. On cache lines of its own: another thread fills the next
 * block, and counts in it row by row. */
struct dependency_block {
    _Alignas(LANES_BOUNDARY) struct dependency *rows; /* lines from 0 on, that of the first */
    size_t row_count;
    size_t row_capacity;
    struct block_business *businesses;
    size_t business_count;
    size_t business_capacity;
    char *names;
    size_t name_used;
    size_t name_capacity;
    struct name_order order;         /* of its names, each after the one before */
    bool begins_chunks;              /* some business does */
    bool folds_ascend;               /* folded (core/fold.h) each name is after the one before */
    size_t figures[BASIS_COUNT + 1]; /* with those that are not given */
    unsigned learned;                /* what the header had learnt, see there */
};

struct dependency_blocks;

/* Room for so many blocks and threads; NULL when memory is out. */
struct dependency_blocks *dependency_blocks_new(const struct table *table,
                                                const struct table_context *context, size_t slots,
                                                size_t threads);
void dependency_blocks_free(struct dependency_blocks *blocks);

/* Whether the file's rows can be read so. `known` are the texts of each of its fields that have
 * been found sound; header and texts live as long as the blocks. */
bool dependency_blocks_begin(struct dependency_blocks *blocks, const struct header *header,
                             const struct known_texts *known);

/* Types the bytes, which end with a line end, into a slot; false where they are not plain and sound
 * from the first to the last. For one thread for each worker and slot. */
bool dependency_blocks_type(struct dependency_blocks *blocks, size_t slot, size_t worker,
                            const char *bytes, size_t size);

/* Whether nothing has been learnt since a slot was typed. */
bool dependency_blocks_is_up_to_date(const struct dependency_blocks *blocks, size_t slot);

/* A business of a block, by its number. */
struct business dependency_block_business(const struct dependency_block *block, size_t number);

struct dependency_block *dependency_blocks_at(struct dependency_blocks *blocks, size_t slot);

#endif
