/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are counted before their businesses are taken. Chunks of their money (core/chunk.h) end
 * where those of the businesses do. */
#include "ingest/row_counts.h"

/* Counts the money of the rows from `first` to before `end`, each of which has it. */
static bool count_money(struct ingest *ingest, const struct dependency_block *block, size_t first,
                        size_t end)
{
    string_id currency = STRING_NONE;
    struct control_money *money = NULL; /* of that currency */
    for (size_t i = first; i < end; ++i) {
        const struct dependency *row = &block->rows[i];
        if (row->currency != currency) {
            currency = row->currency;
            money = control_money_of(ingest->control, ingest->context.arena,
                                     strings_text(ingest->context.strings, currency));
        }
        if (money == NULL) {
            return false;
        }
        control_money_read(money, row->annual_revenue * row->firms);
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
