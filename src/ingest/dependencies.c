/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading in passes: first on the assumption that rows of a business are together, which needs
 * memory for one business; if a name comes back, once more with the rows held. Businesses are
 * added in the order in which the file first names them, in both. */
#include "ingest/dependencies.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/parallel.h"
#include "core/pipeline.h"
#include "ingest/collector.h"
#include "ingest/dependency_blocks.h"
#include "ingest/held_rows.h"
#include "ingest/row_counts.h"
#include "ingest/row_range.h"
#include "ingest/scattered.h"
#include "tables/rejects.h"

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* Rows that are held are taken one by one. What blocks need is made at the first of them: a small
 * file, of one chunk, has none. */
static bool begin_blocks(void *user, const struct header *header, const struct known_texts *known)
{
    struct collector *collector = user;
    if (collector->hold) {
        return false;
    }
    if (collector->blocks == NULL) {
        collector->blocks = dependency_blocks_new(collector->table, &collector->ingest->context,
                                                  pipeline_slots(collector->taker.threads),
                                                  collector->taker.threads);
    }
    return collector->blocks != NULL && dependency_blocks_begin(collector->blocks, header, known);
}

static bool type_block(void *user, size_t slot, size_t worker, const char *bytes, size_t size)
{
    return dependency_blocks_type(((struct collector *)user)->blocks, slot, worker, bytes, size);
}

/* What was typed before something was learnt might be read in another way now; and a row may be one
 * that is left out. A row that is left out is found by its line, which no block knows while it is
 * typed. */
static bool may_take_block(void *user, size_t slot, size_t line)
{
    const struct collector *collector = user;
    const size_t last = line + dependency_blocks_at(collector->blocks, slot)->row_count - 1;
    return dependency_blocks_is_up_to_date(collector->blocks, slot) &&
           !rejects_any(collector->ingest->rejects, collector->table->source, line, last);
}

/* A business that may have more rows in the blocks next to this one. */
static blackout_status take_at_edge(struct collector *collector,
                                    const struct dependency_block *block, size_t number,
                                    blackout_error *error)
{
    const struct business business = dependency_block_business(block, number);
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < business.row_count && status == BLACKOUT_OK; ++i) {
        status = collector_add(collector, &business.rows[i], business.name, error);
    }
    return status;
}

/* Lets the consumer look at the next rows of a block where it is to take the one of that number;
 * `*seen` is how many it has looked at. */
static void look_ahead(const struct collector *collector, struct dependency_block *block,
                       size_t row, size_t *seen)
{
    enum { ROWS_AHEAD = 32 };
    const size_t left = block->row_count - *seen;
    const size_t count = left < ROWS_AHEAD ? left : ROWS_AHEAD;
    if (collector->consumer->look_ahead != NULL && row >= *seen) {
        collector->consumer->look_ahead(collector->consumer->user, block->rows + *seen, count);
        *seen += count;
    }
}

/* Ends the business at hand, after which those follow that are whole and have been judged. What is
 * done for each is what single rows would do, in their order; where all names ascend when folded,
 * they are passed over together. The last one, at the edge, is not among them. */
static blackout_status take_whole(struct collector *collector, struct dependency_block *block,
                                  blackout_error *error)
{
    const size_t last = block->business_count - 1;
    blackout_status status = collector_end_business(collector, error);
    collector->any = false;
    const bool passed = status == BLACKOUT_OK && block->folds_ascend &&
                        near_names_pass(&collector->checks.names, last - 1,
                                        dependency_block_business(block, last - 1).name);
    size_t seen = block->businesses[1].first_row;
    for (size_t i = 1; i < last && status == BLACKOUT_OK; ++i) {
        const struct business business = dependency_block_business(block, i);
        look_ahead(collector, block, block->businesses[i].first_row, &seen);
        collector_meet(collector, business.name);
        if (block->businesses[i].begins_chunk) {
            status = collector_end_chunk(collector, error);
        }
        if (status == BLACKOUT_OK) {
            status = business_checks_note(&collector->checks, &business, passed, error);
        }
        if (status == BLACKOUT_OK) {
            status = collector_hand_on(collector, &business, error);
        }
    }
    if (status == BLACKOUT_OK && collector->checks.names.lacking) {
        return BLACKOUT_ERROR_CANCELLED;
    }
    return status;
}

/* Whether the names of a block have an order that those before it have; if not, the row is noted
 * that breaks it. Joining changes the order, so that the search for the row begins from a copy of
 * it as it was. */
static bool joins_order(struct collector *collector, const struct dependency_block *block)
{
    struct name_order order = collector->order;
    if (name_order_join(&collector->order, &block->order)) {
        return true;
    }
    size_t i = 1;
    while (i + 1 < block->business_count &&
           name_order_keeps(&order, dependency_block_business(block, i - 1).name,
                            dependency_block_business(block, i).name)) {
        ++i;
    }
    collector->order_broken = true;
    collector->broken_line = dependency_block_business(block, i).rows[0].line;
    return false;
}

/* The names of a block are in order among themselves, or the block would not have been typed; all
 * those so far have to be in one order. Rows are counted before any of them is taken, and a chunk
 * of the counts ends where one of the sums does. */
static blackout_status take_block(void *user, size_t slot, size_t line, size_t *rows,
                                  blackout_error *error)
{
    struct collector *collector = user;
    struct dependency_block *block = dependency_blocks_at(collector->blocks, slot);
    const size_t last = block->business_count - 1;
    *rows = block->row_count;
    const char *first = dependency_block_business(block, 0).name;
    if (!row_counts_add(collector->table, collector->ingest, block, line,
                        collector_begins_chunk(collector, first))) {
        return error_memory(error);
    }
    blackout_status status = take_at_edge(collector, block, 0, error);
    if (status == BLACKOUT_OK && last > 0) {
        if (!joins_order(collector, block)) {
            return BLACKOUT_ERROR_CANCELLED;
        }
        status = last > 1 ? take_whole(collector, block, error) : BLACKOUT_OK;
    }
    return status == BLACKOUT_OK && last > 0 ? take_at_edge(collector, block, last, error) : status;
}

/* ---- A file whose businesses are out of order ------------------------------------------------ */

/* Groups are told in the order in which the file first names them. */
static blackout_status finish_held(struct collector *collector, blackout_error *error)
{
    const size_t count = collector->row_count;
    if (held_rows_sort(collector->rows, collector->held_names, count) != 0) {
        return error_memory(error);
    }
    blackout_status status = BLACKOUT_OK;
    for (size_t first = 0, last = 0; first < count && status == BLACKOUT_OK; first = last) {
        while (last < count && collector->held_names[last] == collector->held_names[first]) {
            ++last;
        }
        status = collector_finish_business(
            collector, collector->rows + first, last - first,
            strings_text(&collector->names, collector->held_names[first]), error);
    }
    return status;
}

/* Too many rows to be held are a fault of the file, and not of the run: the rest of the package is
 * still judged. */
static blackout_status read_held(struct collector *collector, const struct resource *resource,
                                 blackout_error *error)
{
    collector->hold = true;
    collector->row_count = 0;
    if (strings_init(&collector->names, &collector->names_arena) != 0) {
        return error_memory(error);
    }
    blackout_status status = table_read(collector->table, resource, collector->ingest,
                                        collector_on_row, collector, error);
    if (collector->too_many_line > 0) {
        scattered_fault_many(collector->table, &collector->ingest->context,
                             collector->too_many_line);
        collector->table->broken = true;
        return BLACKOUT_OK;
    }
    return status == BLACKOUT_OK ? finish_held(collector, error) : status;
}

/* The last business has no next one that would end it. Of a reading that was cancelled it is left
 * to the next. */
static blackout_status read_ordered(struct collector *collector, const struct resource *resource,
                                    blackout_error *error)
{
    collector->any = false;
    collector->order = name_order_any;
    blackout_status status = table_read(collector->table, resource, collector->ingest,
                                        collector_on_row, collector, error);
    return status == BLACKOUT_OK && collector->any
               ? collector_finish_business(collector, collector->rows, collector->row_count,
                                           collector->name, error)
               : status;
}

/* Whether the file has to be read once more: with its rows in memory, or with all names compared. A
 * shard has other reasons: its lines have to be counted, where one is to be named (row_range.h). */
static bool needs_another_pass(struct collector *collector, const struct resource *resource)
{
    struct ingest *ingest = collector->ingest;
    if (ingest->range != NULL) {
        return row_range_needs_lines(ingest->range, ingest->context.diagnostics, resource->source,
                                     &collector->order_broken);
    }
    return (collector->order_broken && !collector->hold) || collector->checks.names.lacking;
}

/* Reports rows that are out of order and have to stay so. */
static void fault_scattered(const struct collector *collector)
{
    struct table *table = collector->table;
    scattered_fault_once(table, collector->ingest->context.diagnostics, collector->broken_line,
                         collector->ingest->range != NULL);
    table->broken = true;
}

/* A shard is judged with all others. */
static blackout_status finish_table(struct collector *collector, blackout_error *error)
{
    struct ingest *ingest = collector->ingest;
    if (ingest->range != NULL) {
        row_range_keep(ingest->range, &collector->checks, &collector->order,
                       collector->any ? arena_copy(ingest->context.arena, collector->name,
                                                   strlen(collector->name))
                                      : NULL);
        return BLACKOUT_OK;
    }
    if (!business_checks_each_sum(&collector->checks, chunk_sum_finish)) {
        return error_memory(error);
    }
    business_checks_finish(&collector->checks);
    return BLACKOUT_OK;
}

/* Whoever takes businesses begins anew as well: what the last pass gave them is not to be counted
 * twice. */
static blackout_status read_pass(struct collector *collector, const struct resource *resource,
                                 blackout_error *error)
{
    if (collector->consumer->begin != NULL) {
        collector->consumer->begin(collector->consumer->user);
    }
    return collector->order_broken ? read_held(collector, resource, error)
                                   : read_ordered(collector, resource, error);
}

/* Table, currencies and diagnostics are set back to what they were before the first reading, or
 * every fault would be counted twice. Texts stay, since each reading has the same. All names are
 * kept for comparison from the second pass on, and from the first of a pipe, which has no second
 * one. */
blackout_status dependencies_read(struct table *table, const struct resource *resource,
                                  struct ingest *ingest, const struct business_consumer *consumer,
                                  blackout_error *error)
{
    struct collector collector = {.table = table, .ingest = ingest, .consumer = consumer};
    spreads_init(&collector.spreads);
    collector.share_ranges.spreads = &collector.spreads;
    dependency_maker_init(&collector.maker, table, &ingest->context, &collector.spreads);
    collector.taker = (struct row_blocks){
        .user = &collector,
        .threads = parallel_threads(ingest->threads, MOST_BLOCK_THREADS),
        .block_bytes = ingest->block_bytes > 0 ? ingest->block_bytes : DEPENDENCY_BLOCK_BYTES,
        .begin = begin_blocks,
        .type = type_block,
        .may_take = may_take_block,
        .take = take_block};
    ingest->blocks = ingest->block_bytes != NO_BLOCKS ? &collector.taker : NULL;
    const struct table fresh_table = *table;
    const struct currencies fresh_currencies = ingest->currencies;
    blackout_status status;
    bool again = false;
    do {
        if (again) { /* what the first reading has told is told again */
            *table = fresh_table;
            ingest->currencies = fresh_currencies;
            diagnostics_rewind(ingest->context.diagnostics, resource->source);
            business_checks_free(&collector.checks);
        }
        business_checks_init(&collector.checks, table, &ingest->context);
        collector.checks.names.keeps_all = again || resource->once;
        status = read_pass(&collector, resource, error);
        dependency_blocks_free(collector.blocks);
        collector.blocks = NULL;
        again = needs_another_pass(&collector, resource);
        if (again && resource->once) {
            fault_scattered(&collector);
            again = false;
            status = BLACKOUT_OK;
        }
    } while (again);
    ingest->blocks = NULL;
    if (ingest->range != NULL && status == BLACKOUT_ERROR_CANCELLED) {
        status = BLACKOUT_OK;
        if (collector.order_broken) {
            fault_scattered(&collector);
        }
    }
    if (status == BLACKOUT_OK) {
        status = finish_table(&collector, error);
    }
    business_checks_free(&collector.checks);
    share_ranges_free(&collector.share_ranges);
    free(collector.rows);
    free(collector.name);
    free(collector.held_names);
    arena_free(&collector.names_arena);
    return status;
}
