/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of `dependencies` on their way to their business, and businesses to whoever takes them. */
#ifndef BLACKOUT_INGEST_COLLECTOR_H
#define BLACKOUT_INGEST_COLLECTOR_H

#include "ingest/business_checks.h"
#include "ingest/business_consumer.h"
#include "ingest/dependency_row.h"
#include "ingest/name_order.h"
#include "ingest/reader.h"
#include "ingest/share_ranges.h"

struct dependency_blocks;

struct collector {
    struct table *table;
    struct ingest *ingest;
    const struct business_consumer *consumer;
    struct dependency *rows; /* of the business being collected, or all that are held */
    size_t row_count;
    size_t row_capacity;
    char *name; /* of the business being collected */
    size_t name_capacity;
    bool any; /* a business is being collected: `name` is there */
    struct business_checks checks;
    struct name_order order;
    struct spreads spreads;
    struct dependency_maker maker;
    struct share_ranges share_ranges;
    bool order_broken;
    size_t broken_line;               /* the row that broke it */
    struct dependency_blocks *blocks; /* NULL: none has been begun */
    struct row_blocks taker;
    /* for a file out of order */
    bool hold;
    size_t too_many_line; /* the first line that is not held; 0: all are */
    struct arena names_arena;
    struct strings names;
    string_id *held_names; /* of each row */
    size_t held_capacity;
};

void collector_meet(const struct collector *collector, const char *name);

/* Hands a sound business to whoever takes them. */
blackout_status collector_hand_on(const struct collector *collector,
                                  const struct business *business, blackout_error *error);

/* Whether a row of this name is the first of a business, and of a chunk (core/chunk.h). */
bool collector_begins_chunk(const struct collector *collector, const char *name);

/* Called before the first row of the next chunk is taken. */
blackout_status collector_end_chunk(struct collector *collector, blackout_error *error);

/* Judges a business whose rows are complete, and hands it on. */
blackout_status collector_finish_business(struct collector *collector, struct dependency *rows,
                                          size_t count, const char *name, blackout_error *error);

/* The same for the business at hand. BLACKOUT_ERROR_CANCELLED ends the reading and is no error of
 * the caller's: what was noted says why. */
blackout_status collector_end_business(struct collector *collector, blackout_error *error);

/* Adds the next row to the business at hand, or begins with another one. */
blackout_status collector_add(struct collector *collector, const struct dependency *dependency,
                              const char *name, blackout_error *error);

/* Takes the next row of the file: a row_function over a collector. */
blackout_status collector_on_row(void *user, const struct row *row, const char *name,
                                 blackout_error *error);

#endif
