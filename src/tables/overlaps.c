/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are put in the order of owner and start. A row overlaps those of its owner that begin before
 * it ends and end after it begins: how many there are, two counts of what was added say; which, a
 * tree of the latest ends is asked, so that one outage of years costs no more than others. Rows are
 * added one by one, in any order: the check of a catalogue names with each row those above it in
 * the file, and a year at risk asks in the order of their starts which of them begin an outage. */
#include "tables/overlaps.h"

#include <stdlib.h>

#include "tables/catalogue.h"

struct span {
    string_id owner;
    instant from;
    instant to;
    uint32_t row;
};

struct overlaps {
    const struct table *outages;
    size_t count; /* of spans */
    struct span *by_start;
    struct span *by_end;
    uint32_t *place_by_start; /* of each row of the table; UINT32_MAX: it has no time */
    uint32_t *place_by_end;
    uint32_t *begun; /* how many were added, by start and by end (Fenwick 1994) */
    uint32_t *ended;
    size_t leaves;   /* a power of two, at least `count` */
    instant *latest; /* the latest end of those that were added, of each node; the lowest: none */
};

static const instant no_end = INT64_MIN;

/* ---- Orders ---------------------------------------------------------------------------------- */

static int compare(string_id owner_a, instant a, string_id owner_b, instant b)
{
    const int by_owner = (owner_a > owner_b) - (owner_a < owner_b);
    return by_owner != 0 ? by_owner : (a > b) - (a < b);
}

static int by_start(const void *a, const void *b)
{
    const struct span *x = a;
    const struct span *y = b;
    const int order = compare(x->owner, x->from, y->owner, y->from);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_end(const void *a, const void *b)
{
    const struct span *x = a;
    const struct span *y = b;
    const int order = compare(x->owner, x->to, y->owner, y->to);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Ties go by the row, so that orders do not depend on qsort(). */
static void put_in_order(struct overlaps *overlaps)
{
    for (size_t i = 0; i < overlaps->count; ++i) {
        overlaps->by_end[i] = overlaps->by_start[i];
    }
    if (overlaps->count > 0) {
        qsort(overlaps->by_start, overlaps->count, sizeof(struct span), by_start);
        qsort(overlaps->by_end, overlaps->count, sizeof(struct span), by_end);
    }
    for (size_t i = 0; i < overlaps->count; ++i) {
        overlaps->place_by_start[overlaps->by_start[i].row] = (uint32_t)i;
        overlaps->place_by_end[overlaps->by_end[i].row] = (uint32_t)i;
    }
}

struct overlaps *overlaps_open(const struct table *outages, struct arena *arena)
{
    struct overlaps *made = arena_alloc(arena, 1, sizeof *made);
    const size_t rows = outages->row_count;
    if (made == NULL) {
        return NULL;
    }
    *made = (struct overlaps){.outages = outages, .leaves = 1};
    /* the tree is complete, so that a node's children are 2n and 2n + 1 */
    while (made->leaves < rows) {
        made->leaves *= 2;
    }
    made->by_start = arena_alloc(arena, rows, sizeof *made->by_start);
    made->by_end = arena_alloc(arena, rows, sizeof *made->by_end);
    made->place_by_start = arena_alloc(arena, rows, sizeof *made->place_by_start);
    made->place_by_end = arena_alloc(arena, rows, sizeof *made->place_by_end);
    made->begun = arena_alloc(arena, rows + 1, sizeof *made->begun);
    made->ended = arena_alloc(arena, rows + 1, sizeof *made->ended);
    made->latest = arena_alloc(arena, 2 * made->leaves, sizeof *made->latest);
    if (made->by_start == NULL || made->by_end == NULL || made->place_by_start == NULL ||
        made->place_by_end == NULL || made->begun == NULL || made->ended == NULL ||
        made->latest == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < rows; ++i) {
        const struct row *row = &outages->rows[i];
        made->place_by_start[i] = UINT32_MAX;
        if (row->cells[OUTAGES_START].given) {
            made->by_start[made->count++] =
                (struct span){row->cells[OUTAGES_OWNER].text, row->cells[OUTAGES_START].time,
                              catalogue_end(row), (uint32_t)i};
        }
    }
    for (size_t i = 0; i < 2 * made->leaves; ++i) {
        made->latest[i] = no_end;
    }
    put_in_order(made);
    return made;
}

/* ---- Counts ---------------------------------------------------------------------------------- */

/* i & -i is the lowest bit of i, by which the places of a Fenwick tree are linked. */
static void count_one(uint32_t *counts, size_t count, size_t place)
{
    for (size_t i = place + 1; i <= count; i += i & (0 - i)) {
        ++counts[i];
    }
}

static size_t counted(const uint32_t *counts, size_t places)
{
    size_t sum = 0;
    for (size_t i = places; i > 0; i -= i & (0 - i)) {
        sum += counts[i];
    }
    return sum;
}

/* The first place of an order, by start or by end, that is not before an owner's time. */
static size_t first_from(const struct overlaps *overlaps, bool by_its_end, string_id owner,
                         instant time)
{
    const struct span *spans = by_its_end ? overlaps->by_end : overlaps->by_start;
    size_t low = 0;
    size_t high = overlaps->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct span *span = &spans[middle];
        if (compare(span->owner, by_its_end ? span->to : span->from, owner, time) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- The tree -------------------------------------------------------------------------------- */

/* Only the way up to the root changes. */
static void set_end(struct overlaps *overlaps, size_t place, instant end)
{
    size_t node = overlaps->leaves + place;
    overlaps->latest[node] = end;
    for (node /= 2; node > 0; node /= 2) {
        const instant left = overlaps->latest[2 * node];
        const instant right = overlaps->latest[2 * node + 1];
        overlaps->latest[node] = left > right ? left : right;
    }
}

/* The first place from `place` on, of those that were added, that ends at `from` or later; or one
 * that is not below `leaves`. */
static size_t next_ending(const struct overlaps *overlaps, size_t place, instant from)
{
    size_t node = overlaps->leaves + place;
    if (place >= overlaps->leaves) {
        return place;
    }
    while (overlaps->latest[node] < from) { /* up, to the right of what was looked at */
        while (node % 2 == 1) {
            node /= 2;
        }
        if (node == 0) {
            return overlaps->leaves;
        }
        ++node;
    }
    /* down, to the left where that will do */
    while (node < overlaps->leaves) {
        node = overlaps->latest[2 * node] >= from ? 2 * node : 2 * node + 1;
    }
    return node - overlaps->leaves;
}

/* Those that begin by its end, less those that end before it begins, which are among the first.
 * They come before all that begin later, so that the search for `found` cannot leave the owner. */
size_t overlaps_add(struct overlaps *overlaps, const struct row *row, const struct row **found,
                    size_t most)
{
    const size_t number = (size_t)(row - overlaps->outages->rows);
    const size_t place = overlaps->place_by_start[number];
    if (place == UINT32_MAX) {
        return 0;
    }
    const struct span span = overlaps->by_start[place];
    const size_t owner_from = first_from(overlaps, false, span.owner, no_end);
    const size_t end = first_from(overlaps, false, span.owner, span.to + 1);
    const size_t begun = counted(overlaps->begun, end) - counted(overlaps->begun, owner_from);
    const size_t ended =
        counted(overlaps->ended, first_from(overlaps, true, span.owner, span.from)) -
        counted(overlaps->ended, first_from(overlaps, true, span.owner, no_end));
    size_t at = owner_from;
    for (size_t i = 0; i < most && i < begun - ended; ++i) {
        at = next_ending(overlaps, at, span.from);
        found[i] = &overlaps->outages->rows[overlaps->by_start[at++].row];
    }
    count_one(overlaps->begun, overlaps->count, place);
    count_one(overlaps->ended, overlaps->count, overlaps->place_by_end[number]);
    set_end(overlaps, place, span.to);
    return begun - ended;
}
