/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the shares of a business may be off where its rows give no range: by what they rest on,
 * as parts of one figure for each owner. */
#ifndef BLACKOUT_INGEST_SHARE_RANGES_H
#define BLACKOUT_INGEST_SHARE_RANGES_H

#include "core/arena.h"
#include "core/map.h"
#include "ingest/spreads.h"
#include "tables/business.h"
#include "tables/table.h"

/* The sum of what rows of one owner and basis have (methodology, stage 0). */
struct share_part {
    string_id owner; /* the platform itself where its owner is not known */
    uint8_t basis;
    double share;
    double low; /* over the share; 0: not worked out */
    double high;
};

/* Owners are looked up by date among the rows of a platform: those that were, by platform. */
enum { KNOWN_OWNERS = 64 };
struct known_owner {
    string_id platform; /* STRING_NONE: the place is empty */
    string_id owner;
};

/* Kept from business to business; of one thread. */
struct share_ranges {
    struct arena arena;
    struct share_part *parts;
    size_t count;
    size_t capacity;
    struct arena places_arena;
    struct map places;             /* of the parts beyond the first few, by owner and basis */
    const struct spreads *spreads; /* the caller's */
    struct known_owner owners[KNOWN_OWNERS];
};

/* Whether a row's share is to be given its range here: it has none of its own, and is not 0. */
bool share_ranges_wants(const struct dependency *row);

/* Marks a row so. */
void share_ranges_mark(struct dependency *row);

/* Gives all marked rows of a business their ranges. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status share_ranges_set(struct share_ranges *ranges, struct dependency *rows, size_t count,
                                 const struct table *platforms, blackout_error *error);

void share_ranges_free(struct share_ranges *ranges);

#endif
