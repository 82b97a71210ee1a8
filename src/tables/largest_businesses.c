/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heap for each currency, since a flow says nothing beside one of another currency while no
 * scenario has chosen a rate. Nearly all businesses of a large file are smaller than the root, and
 * cost one comparison. Each that is kept is one piece of memory, since those that others displace
 * have to give theirs back: an arena would keep them all. */
#include "tables/largest_businesses.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void swap(struct large_business *a, struct large_business *b)
{
    const struct large_business kept = *a;
    *a = *b;
    *b = kept;
}

/* The least is moved up, so that the root is the one to go next. */
static void sift_down(struct large_business *heap, size_t count)
{
    for (size_t at = 0, least = 0;; at = least) {
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; ++child) {
            least = heap[child].flow < heap[least].flow ? child : least;
        }
        if (least == at) {
            return;
        }
        swap(&heap[at], &heap[least]);
    }
}

static void sift_up(struct large_business *heap, size_t at)
{
    while (at > 0 && heap[at].flow < heap[(at - 1) / 2].flow) {
        swap(&heap[at], &heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

/* A plain sum of a few rows: it only decides who is kept, and is in no report. */
static double flow_of(const struct business *business)
{
    double flow = 0;
    for (size_t i = 0; i < business->row_count; ++i) {
        flow += dependency_flow(&business->rows[i]);
    }
    return flow;
}

/* Rows first, for which malloc() is aligned, then the name, which ends with its NUL. */
static bool copy(struct large_business *kept, const struct business *business)
{
    const size_t rows_size = business->row_count * sizeof *business->rows;
    const size_t name_size = strlen(business->name) + 1;
    char *memory = malloc(rows_size + name_size);
    if (memory == NULL) {
        return false;
    }
    memcpy(memory, business->rows, rows_size);
    memcpy(memory + rows_size, business->name, name_size);
    kept->business = (struct business){.name = memory + rows_size,
                                       .rows = (const struct dependency *)(void *)memory,
                                       .row_count = business->row_count};
    return true;
}

static void drop(struct large_business *kept)
{
    free((void *)(uintptr_t)kept->business.rows);
}

static void note_left_out(struct largest_of_currency *currency, double flow)
{
    currency->left_out = flow > currency->left_out ? flow : currency->left_out;
}

static bool is_full(const struct largest_of_currency *currency, size_t row_count)
{
    return currency->count >= LARGEST_KEPT || currency->row_count + row_count > LARGEST_ROWS;
}

/* Makes room for a business at the cost of smaller ones; false where those are not enough. Smaller
 * ones may then have been dropped in vain, which is sound: `left_out` has the largest flow of all
 * that are not kept. Of equal flows the one that came first stays. */
static bool make_room(struct largest_of_currency *currency, double flow, size_t row_count)
{
    if (row_count > LARGEST_ROWS) {
        return false;
    }
    /* one with many rows may need the room of several */
    while (is_full(currency, row_count) && currency->heap[0].flow < flow) {
        struct large_business *root = &currency->heap[0];
        note_left_out(currency, root->flow);
        currency->row_count -= root->business.row_count;
        drop(root);
        *root = currency->heap[--currency->count];
        sift_down(currency->heap, currency->count);
    }
    return !is_full(currency, row_count);
}

/* Only the heap moves: what its elements point to stays where it is. */
static bool reserve(struct largest_of_currency *currency)
{
    if (currency->count < currency->capacity) {
        return true;
    }
    const size_t capacity = currency->capacity > 0 ? 2 * currency->capacity : 16;
    struct large_business *larger = realloc(currency->heap, capacity * sizeof *larger);
    if (larger == NULL) {
        return false;
    }
    currency->heap = larger;
    currency->capacity = capacity;
    return true;
}

/* The heap has room before the business is copied: a failure of either leaves the heap as it was.
 */
static bool keep(struct largest_of_currency *currency, const struct business *business, double flow)
{
    if (!reserve(currency) || !copy(&currency->heap[currency->count], business)) {
        return false;
    }
    currency->heap[currency->count].flow = flow;
    currency->row_count += business->row_count;
    sift_up(currency->heap, currency->count++);
    return true;
}

/* That of the number, with those before it; NULL where no room is kept for it. */
static struct largest_of_currency *currency_of(struct largest_businesses *largest, uint32_t money)
{
    if (money >= LARGEST_CURRENCIES) {
        largest->lacks_currencies = true;
        return NULL;
    }
    /* nothing has been left out of a currency that was not met before */
    for (; largest->currency_count <= money; ++largest->currency_count) {
        largest->currencies[largest->currency_count].left_out = -1;
    }
    return &largest->currencies[money];
}

bool largest_businesses_add(struct largest_businesses *largest, const struct business *business,
                            uint32_t money)
{
    struct largest_of_currency *currency = currency_of(largest, money);
    if (currency == NULL) {
        return true;
    }
    const double flow = flow_of(business);
    if (make_room(currency, flow, business->row_count)) {
        return keep(currency, business, flow);
    }
    note_left_out(currency, flow);
    return true;
}

void largest_businesses_leave_out(struct largest_businesses *largest, uint32_t money, double flow)
{
    struct largest_of_currency *currency = currency_of(largest, money);
    if (currency != NULL) {
        note_left_out(currency, flow);
    }
}

void largest_businesses_free(struct largest_businesses *largest)
{
    for (size_t i = 0; i < largest->currency_count; ++i) {
        struct largest_of_currency *currency = &largest->currencies[i];
        for (size_t k = 0; k < currency->count; ++k) {
            drop(&currency->heap[k]);
        }
        free(currency->heap);
    }
    *largest = (struct largest_businesses){0};
}
