/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are counted before their businesses are taken. Chunks of their money (core/chunk.h) end
 * where those of the businesses do. */
#include "ingest/row_counts.h"

/* The rows from `first` to before `end` that have the currency of the first: where they end. Their
 * sum is out of memory while it is added to, where each row would wait for the one before. */
static size_t count_alike(struct control_money *money, const struct dependency *rows, size_t first,
                          size_t end)
{
    struct sum read = money->read;
    size_t i = first;
    for (; i < end && rows[i].currency == rows[first].currency; ++i) {
        sum_add(&read, rows[i].annual_revenue * rows[i].firms);
    }
    money->read = read;
    money->rows_read += i - first;
    return i;
}

/* Counts the money of the rows from `first` to before `end`, each of which has it. */
static bool count_money(struct ingest *ingest, const struct dependency_block *block, size_t first,
                        size_t end)
{
    for (size_t i = first; i < end;) {
        struct control_money *money =
            control_money_of(ingest->control, ingest->context.arena,
                             strings_text(ingest->context.strings, block->rows[i].currency));
        if (money == NULL) {
            return false;
        }
        i = count_alike(money, block->rows, i, end);
    }
    return true;
}

/* Chunk by chunk. */
static bool count_chunks(struct ingest *ingest, const struct dependency_block *block,
                         bool begins_chunk)
{
    bool done = true;
    size_t counted = 0;
    for (size_t i = 0; i < block->business_count && block->begins_chunks && done; ++i) {
        const struct block_business *business = &block->businesses[i];
        if (i == 0 ? begins_chunk : business->begins_chunk) {
            done = count_money(ingest, block, counted, business->first_row) &&
                   control_each_read(ingest->control, ingest->context.arena, chunk_sum_end);
            counted = business->first_row;
        }
    }
    return done && count_money(ingest, block, counted, block->row_count);
}

bool row_counts_add(struct table *table, struct ingest *ingest, struct dependency_block *block,
                    size_t line, bool begins_chunk)
{
    for (int i = 0; i < BASIS_COUNT; ++i) {
        table->figures[i] += block->figures[i];
    }
    for (size_t i = 0; i < block->row_count; ++i) {
        block->rows[i].line += line;
    }
    return ingest->control == NULL || count_chunks(ingest, block, begins_chunk);
}
