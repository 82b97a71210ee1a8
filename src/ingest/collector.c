/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row after another: a business is complete when another name comes. Rows that are held wait
 * for all others. `names` and rows of those that are held grow side by side. A reading that cannot
 * go on ends with BLACKOUT_ERROR_CANCELLED, and what was noted says whether another one follows
 * (dependencies.c). */
#include "ingest/collector.h"

#include <stdlib.h>
#include <string.h>

#include "core/chunk.h"
#include "core/error.h"
#include "ingest/row_range.h"
#include "ingest/scattered.h"

void collector_meet(const struct collector *collector, const char *name)
{
    if (collector->consumer->meet != NULL) {
        collector->consumer->meet(collector->consumer->user, name);
    }
}

blackout_status collector_hand_on(const struct collector *collector,
                                  const struct business *business, blackout_error *error)
{
    return collector->consumer->take != NULL
               ? collector->consumer->take(collector->consumer->user, business, error)
               : BLACKOUT_OK;
}

/* A name that is that of the business at hand is no beginning: its chunk has begun with its first
 * row. */
bool collector_begins_chunk(const struct collector *collector, const char *name)
{
    return chunk_begins(name, strlen(name)) &&
           !(collector->any && strcmp(name, collector->name) == 0);
}

/* Sums of who takes businesses, and those that totals are held against, end at the same ones: parts
 * of a file are joined chunk by chunk. */
blackout_status collector_end_chunk(struct collector *collector, blackout_error *error)
{
    const struct business_consumer *consumer = collector->consumer;
    const bool done = (consumer->end_chunk == NULL || consumer->end_chunk(consumer->user)) &&
                      business_checks_each_sum(&collector->checks, chunk_sum_end);
    return done ? BLACKOUT_OK : error_memory(error);
}

/* A business with a fault is judged, and not handed on: with a row missing its shares would be
 * another business's. */
blackout_status collector_finish_business(struct collector *collector, struct dependency *rows,
                                          size_t count, const char *name, blackout_error *error)
{
    const struct business business = {.name = name, .rows = rows, .row_count = count};
    const struct table *platforms = &collector->ingest->context.tables[PLATFORMS];
    bool faulty = false;
    collector_meet(collector, name);
    blackout_status status = business_checks_judge(&collector->checks, &business, &faulty, error);
    if (status != BLACKOUT_OK || faulty || collector->consumer->take == NULL || count == 0) {
        return status;
    }
    status = share_ranges_set(&collector->share_ranges, rows, count, platforms, error);
    return status == BLACKOUT_OK ? collector_hand_on(collector, &business, error) : status;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static blackout_status append(struct collector *collector, const struct dependency *dependency,
                              blackout_error *error)
{
    if (collector->row_count == collector->row_capacity) {
        size_t capacity = collector->row_capacity > 0 ? 2 * collector->row_capacity : 16;
        struct dependency *larger = realloc(collector->rows, capacity * sizeof *larger);
        if (larger == NULL) {
            return error_memory(error);
        }
        collector->rows = larger;
        collector->row_capacity = capacity;
    }
    collector->rows[collector->row_count++] = *dependency;
    return BLACKOUT_OK;
}

/* The name is copied: the text that the row has lives no longer than that. */
static blackout_status start_business(struct collector *collector, const char *name,
                                      blackout_error *error)
{
    size_t length = strlen(name) + 1;
    if (length > collector->name_capacity) {
        char *larger = realloc(collector->name, 2 * length);
        if (larger == NULL) {
            return error_memory(error);
        }
        collector->name = larger;
        collector->name_capacity = 2 * length;
    }
    memcpy(collector->name, name, length);
    if (collector->ingest->range != NULL) {
        row_range_meet(collector->ingest->range, collector->ingest->context.arena, name);
    }
    collector->any = true;
    collector->row_count = 0;
    return BLACKOUT_OK;
}

/* Called after append(): rows and names grow together, and the name of a row has its number. */
static blackout_status hold_row(struct collector *collector, const char *name,
                                blackout_error *error)
{
    if (collector->row_count > collector->held_capacity) {
        size_t capacity = collector->row_capacity;
        string_id *larger = realloc(collector->held_names, capacity * sizeof *larger);
        if (larger == NULL) {
            return error_memory(error);
        }
        collector->held_names = larger;
        collector->held_capacity = capacity;
    }
    string_id id = strings_add(&collector->names, name, strlen(name));
    collector->held_names[collector->row_count - 1] = id;
    return id == STRING_UNKNOWN ? error_memory(error) : BLACKOUT_OK;
}

/* Ends the business at hand. Names that were forgotten may be missing from the comparison: the
 * reading starts anew with all of them kept. */
blackout_status collector_end_business(struct collector *collector, blackout_error *error)
{
    blackout_status status = collector_finish_business(
        collector, collector->rows, collector->row_count, collector->name, error);
    return status == BLACKOUT_OK && collector->checks.names.lacking ? BLACKOUT_ERROR_CANCELLED
                                                                    : status;
}

/* BLACKOUT_ERROR_CANCELLED ends the reading and is no error of the caller's: needs_another_pass()
 * looks at what was noted. */
blackout_status collector_add(struct collector *collector, const struct dependency *dependency,
                              const char *name, blackout_error *error)
{
    if (collector->any && strcmp(name, collector->name) == 0) {
        return append(collector, dependency, error);
    }
    blackout_status status = BLACKOUT_OK;
    if (collector->any) {
        if (!name_order_keeps(&collector->order, collector->name, name)) {
            collector->order_broken = true;
            collector->broken_line = dependency->line;
            return BLACKOUT_ERROR_CANCELLED;
        }
        status = collector_end_business(collector, error);
    }
    if (status == BLACKOUT_OK && collector_begins_chunk(collector, name)) {
        status = collector_end_chunk(collector, error);
    }
    if (status == BLACKOUT_OK) {
        status = start_business(collector, name, error);
    }
    return status == BLACKOUT_OK ? append(collector, dependency, error) : status;
}

/* Ends the chunk of the rows that were counted. */
static bool end_count(struct collector *collector)
{
    struct ingest *ingest = collector->ingest;
    return ingest->control == NULL ||
           control_each_read(ingest->control, ingest->context.arena, chunk_sum_end);
}

/* In a file out of order all rows are held, up to a limit: beyond it the program would be ended by
 * the system, without a word on what to do. */
blackout_status collector_on_row(void *user, const struct row *row, const char *name,
                                 blackout_error *error)
{
    struct collector *collector = user;
    struct dependency dependency;
    dependency_make(&dependency, &collector->maker, row);
    if (!row->cells[DEPENDENCIES_BUSINESS].given) {
        return BLACKOUT_OK; /* told; it belongs to no business */
    }
    if (!collector->hold) {
        return collector_begins_chunk(collector, name) && !end_count(collector)
                   ? error_memory(error)
                   : collector_add(collector, &dependency, name, error);
    }
    if (collector->row_count == MOST_SCATTERED_ROWS) {
        collector->too_many_line = row->line;
        return BLACKOUT_ERROR_CANCELLED;
    }
    blackout_status status = append(collector, &dependency, error);
    return status == BLACKOUT_OK ? hold_row(collector, name, error) : status;
}
