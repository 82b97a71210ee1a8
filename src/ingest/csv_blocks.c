/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block ends with the last line end of its bytes; what is left of them begins the next one. That
 * line end may be inside quotes: nobody knows without having read all before it. So blocks are
 * typed on trust, as if they began and ended with records, and one is taken only where the pass
 * over all before it has ended a record and the block itself ends one. Any other goes through the
 * pass, which thereby finds out where the next one begins. */
#include "ingest/csv_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/pipeline.h"
#include "core/text.h"
#include "ingest/reading_progress.h"

struct block {
    char *bytes; /* [capacity], and padding */
    size_t capacity;
    size_t size;
    size_t end; /* bytes of the file that have been read with it */
    bool typed;
};

struct blocks {
    struct csv_pass *pass;
    struct csv_source *source;
    const struct csv_block_taker *taker;
    struct block slots[PIPELINE_MOST_SLOTS];
    char *kept; /* [left_size] what is behind the last line end of the last block */
    size_t left_size;
    size_t kept_capacity;
    blackout_status status; /* of the reading */
    blackout_error error;
};

/* What is left of the last block is moved away before its slot is filled anew. */
static bool keep_left(struct blocks *blocks, const char *left, size_t size)
{
    if (size > blocks->kept_capacity) {
        char *larger = realloc(blocks->kept, 2 * size);
        if (larger == NULL) {
            return false;
        }
        blocks->kept = larger;
        blocks->kept_capacity = 2 * size;
    }
    if (size > 0) {
        memcpy(blocks->kept, left, size);
    }
    blocks->left_size = size;
    return true;
}

/* The padding may be read by who types the block (csv_record.h). */
static bool reserve(struct block *block, size_t size)
{
    if (size <= block->capacity) {
        return true;
    }
    char *larger = realloc(block->bytes, size + CSV_BLOCK_PADDING);
    if (larger == NULL) {
        return false;
    }
    block->bytes = larger;
    block->capacity = size;
    return true;
}

/* The length up to the last line end, or all of it where there is none: lines end in CR alone, or
 * one is longer than the block. Such a block is not typed, and the pass reads it. */
static size_t length_of_lines(const char *bytes, size_t size)
{
    size_t length = size;
    while (length > 0 && bytes[length - 1] != '\n') {
        --length;
    }
    return length > 0 ? length : size;
}

/* What was left of the last block begins this one; at the end of the file it may be all of it. */
static bool read_block(struct blocks *blocks, struct block *block)
{
    size_t length = 0;
    const size_t left = blocks->left_size;
    if (!reserve(block, left + blocks->taker->block_bytes)) {
        blocks->status = error_memory(&blocks->error);
        return false;
    }
    if (left > 0) {
        memcpy(block->bytes, blocks->kept, left);
    }
    if (!blocks->source->at_end) {
        blocks->status = csv_source_read(blocks->source, block->bytes + left,
                                         blocks->taker->block_bytes, &length, &blocks->error);
    }
    block->size = left + length;
    memset(block->bytes + block->size, 0, CSV_BLOCK_PADDING);
    return blocks->status == BLACKOUT_OK && block->size > 0;
}

/* At the end of the file nothing is left for another block; the last line need not have an end. */
static bool fill(void *user, size_t slot)
{
    struct blocks *blocks = user;
    struct block *block = &blocks->slots[slot];
    if (blocks->status != BLACKOUT_OK || !read_block(blocks, block)) {
        return false;
    }
    const size_t lines =
        blocks->source->at_end ? block->size : length_of_lines(block->bytes, block->size);
    if (!keep_left(blocks, block->bytes + lines, block->size - lines)) {
        blocks->status = error_memory(&blocks->error);
        return false;
    }
    block->size = lines;
    block->end = blocks->source->bytes;
    return true;
}

/* Of another encoding than UTF-8, a block of ASCII alone is the same in both. A block that does not
 * end with a line end is the last of the file, or has none. */
static void work(void *user, size_t slot, size_t worker)
{
    struct blocks *blocks = user;
    struct block *block = &blocks->slots[slot];
    const struct csv_block_taker *taker = blocks->taker;
    const bool is_utf8 =
        blocks->source->encoding == NULL || text_is_ascii(block->bytes, block->size);
    block->typed = is_utf8 && block->bytes[block->size - 1] == '\n' &&
                   taker->type(taker->user, slot, worker, block->bytes, block->size);
}

/* What the taker says is asked last: it holds of a block alone that was typed, and begins with a
 * record. */
static bool may_take(struct blocks *blocks, size_t slot)
{
    return blocks->slots[slot].typed && csv_pass_is_between(blocks->pass) &&
           blocks->taker->may_take(blocks->taker->user, slot, blocks->pass->line);
}

/* Records that are read one by one teach those who type blocks, and nobody may be reading that. */
static bool is_alone(void *user, size_t slot)
{
    return !may_take(user, slot);
}

/* Progress is by what has been taken: reading is some blocks ahead of it. */
static bool take(void *user, size_t slot)
{
    struct blocks *blocks = user;
    struct csv_pass *pass = blocks->pass;
    const struct csv_block_taker *taker = blocks->taker;
    reading_progress_bytes(blocks->source->progress, blocks->source->path, blocks->slots[slot].end);
    if (may_take(blocks, slot)) {
        size_t lines = 0;
        pass->status = taker->take(taker->user, slot, pass->line, &lines, pass->error);
        csv_pass_go_on(pass, lines);
    } else {
        csv_pass_feed(pass, blocks->slots[slot].bytes, blocks->slots[slot].size);
    }
    return pass->status == BLACKOUT_OK && !pass->done;
}

/* An error of the reading comes after all that was read before it. */
void csv_blocks_read(struct csv_pass *pass, struct csv_source *source,
                     const struct csv_block_taker *taker)
{
    struct blocks blocks = {.pass = pass, .source = source, .taker = taker};
    const struct pipeline pipeline = {
        .user = &blocks, .fill = fill, .work = work, .is_alone = is_alone, .take = take};
    pipeline_run(taker->threads, &pipeline);
    if (pass->status == BLACKOUT_OK && blocks.status != BLACKOUT_OK) {
        pass->status = blocks.status;
        if (pass->error != NULL) {
            *pass->error = blocks.error;
        }
    }
    for (size_t i = 0; i < PIPELINE_MOST_SLOTS; ++i) {
        free(blocks.slots[i].bytes);
    }
    free(blocks.kept);
}
