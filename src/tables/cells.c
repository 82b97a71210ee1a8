/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells are looked up by a hash of their six identifiers and kept in the order in which they were
 * met, so that sums run in the order of the file. Flow is money a year, in the row's own currency.
 */
#include "tables/cells.h"

#include <string.h>

#include "core/error.h"
#include "core/hash.h"

/* The six identifiers in three words, which are hashed and compared without a branch for each. By
 * memcpy(), since a key is not aligned as a word is. */
struct words {
    uint64_t word[3];
};
_Static_assert(sizeof(struct cell_key) == sizeof(struct words), "a key is its words");

static inline struct words words_of(const void *key)
{
    struct words words;
    memcpy(&words, key, sizeof words);
    return words;
}

/* What a row has of a cell's key is one after another, in the order of struct cell_key. */
static inline struct words words_of_row(const struct dependency *row)
{
    _Static_assert(offsetof(struct dependency, fallback) - offsetof(struct dependency, platform) ==
                       offsetof(struct cell_key, fallback),
                   "a row has the identifiers of a key side by side");
    return words_of(&row->platform);
}

static inline bool same_words(const struct words *a, const struct words *b)
{
    return ((a->word[0] ^ b->word[0]) | (a->word[1] ^ b->word[1]) | (a->word[2] ^ b->word[2])) == 0;
}

static inline uint64_t hash_of(const struct words *words)
{
    /* odd numbers of the golden ratio and the roots of 2 and 3: products that do not wait for each
     * other, since there is a search for each row; the upper half is what lookup.h takes of it */
    const uint64_t sum = words->word[0] * UINT64_C(0x9e3779b97f4a7c15) +
                         words->word[1] * UINT64_C(0x6a09e667f3bcc909) +
                         words->word[2] * UINT64_C(0xbb67ae8584caa73b);
    return (sum ^ sum >> 32) * UINT64_C(0x9e3779b97f4a7c15) >> 32;
}

static inline uint32_t find(const struct cells *cells, uint64_t hash, const struct words *key)
{
    struct lookup_step step = lookup_start(hash);
    uint32_t number;
    while ((number = lookup_next(&cells->by_key, &step)) != LOOKUP_NONE) {
        const struct words words = words_of(&cells->cells[number].key);
        if (same_words(&words, key)) {
            break;
        }
    }
    return number;
}

void cells_clear(struct cells *cells)
{
    *cells = (struct cells){.arena = cells->arena};
}

/* Only for a cell that is new: it names each member, which a copy of the words would not. */
static struct cell_key key_of(const struct dependency *row)
{
    return (struct cell_key){.platform = row->platform,
                             .sector = row->sector,
                             .region = row->region,
                             .channel = row->channel,
                             .currency = row->currency,
                             .fallback = row->fallback};
}

static inline uint32_t number_of(const struct cells *cells, const struct dependency *row)
{
    const struct words key = words_of_row(row);
    return find(cells, hash_of(&key), &key);
}

uint32_t cells_find(const struct cells *cells, const struct dependency *row)
{
    return number_of(cells, row);
}

/* The sums of fallbacks are left where they are, since few rows have one. What is asked for is the
 * cell up to there, a cache line at a time. */
void cells_note(const struct cells *cells, struct dependency *rows, size_t count)
{
    enum { CACHE_LINE = 64 };
    for (size_t i = 0; i < count; ++i) {
        const uint32_t number = number_of(cells, &rows[i]);
        rows[i].cell = number + 1; /* LOOKUP_NONE + 1 is 0 */
        if (number == LOOKUP_NONE) {
            continue;
        }
        const char *cell = (const char *)&cells->cells[number];
        for (size_t at = 0; at < offsetof(struct dependency_cell, fallback_flow);
             at += CACHE_LINE) {
            __builtin_prefetch(cell + at, 1);
        }
    }
}

/* A cell that cells_note() has found is still there: cells are only added, and numbers do not
 * change. */
struct dependency_cell *cells_cell_for(struct cells *cells, const struct dependency *row)
{
    /* cells_note() has found it */
    if (row->cell > 0) {
        return &cells->cells[row->cell - 1];
    }
    const struct words key = words_of_row(row);
    const uint64_t hash = hash_of(&key);
    const uint32_t number = find(cells, hash, &key);
    if (number != LOOKUP_NONE) {
        return &cells->cells[number];
    }
    if (cells->count >= LOOKUP_NONE ||
        arena_grow(cells->arena, (void **)&cells->cells, &cells->capacity, cells->count,
                   sizeof *cells->cells) != 0 ||
        lookup_add(&cells->by_key, cells->arena, hash, (uint32_t)cells->count) != 0) {
        return NULL;
    }
    cells->cells[cells->count] = (struct dependency_cell){.key = key_of(row)};
    return &cells->cells[cells->count++];
}

/* Sums by basis, so that the uncertainty of a cell is that of what it is made of; low and high are
 * sums of the rows' own ends (cells.h). */
static blackout_status add_row(struct cells *cells, const struct dependency *row, double flow,
                               blackout_error *error)
{
    struct dependency_cell *cell = cells_cell_for(cells, row);
    if (cell == NULL) {
        return error_memory(error);
    }
    sum_add(&cell->flow[row->basis], flow);
    for (int i = 0; i < DEPENDENCY_FALLBACK_SHARE; ++i) {
        sum_add(&cell->low[i], flow * row->low[i]);
        sum_add(&cell->high[i], flow * row->high[i]);
    }
    if (row->fallback != STRING_NONE) {
        const double part = flow * row->fallback_share;
        sum_add(&cell->fallback_flow[row->basis], part);
        sum_add(&cell->low[DEPENDENCY_FALLBACK_SHARE], part * row->low[DEPENDENCY_FALLBACK_SHARE]);
        sum_add(&cell->high[DEPENDENCY_FALLBACK_SHARE],
                part * row->high[DEPENDENCY_FALLBACK_SHARE]);
    }
    return BLACKOUT_OK;
}

/* Searched by hash, although there are few: a file may give each row a currency of its own, by
 * mistake. */
uint32_t cells_find_money(const struct cells *cells, string_id currency)
{
    struct lookup_step step = lookup_start(hash_mix(currency));
    uint32_t number;
    while ((number = lookup_next(&cells->by_currency, &step)) != LOOKUP_NONE &&
           cells->money[number].currency != currency) {
    }
    return number;
}

/* Apart from the cells: revenue is counted once a business, and a business may be in many cells. */
struct dependant_money *cells_money_for(struct cells *cells, string_id currency)
{
    const uint32_t number = cells_find_money(cells, currency);
    if (number != LOOKUP_NONE) {
        return &cells->money[number];
    }
    if (arena_grow(cells->arena, (void **)&cells->money, &cells->money_capacity, cells->money_count,
                   sizeof *cells->money) != 0 ||
        lookup_add(&cells->by_currency, cells->arena, hash_mix(currency),
                   (uint32_t)cells->money_count) != 0) {
        return NULL;
    }
    struct dependant_money *money = &cells->money[cells->money_count++];
    *money = (struct dependant_money){.currency = currency};
    return money;
}

/* ---- Chunks ---------------------------------------------------------------------------------- */

/* Beside the cells and not in them: few files have more than one chunk, and rows are added to cells
 * that a processor's cache holds. Each is the exact sum of what its namesake in the cell had at the
 * ends of chunks (decision 0016). */
struct cell_ended {
    struct exact_sum flow[BASIS_COUNT];
    struct exact_sum low[DEPENDENCY_FACTOR_COUNT];
    struct exact_sum high[DEPENDENCY_FACTOR_COUNT];
    struct exact_sum fallback_flow[BASIS_COUNT];
};

struct money_ended {
    struct exact_sum revenue;
    struct exact_sum flow[DEPENDENCY_FACTOR_COUNT][BASIS_COUNT + 1];
};

/* Room for `capacity` items where there is less than for `count`. What is new is zero, as arenas
 * give it, and so the sums of cells that came after the last chunk begin at 0. */
static bool reserve(struct arena *arena, void **items, size_t *reserved, size_t count,
                    size_t capacity, size_t size)
{
    if (*reserved >= count) {
        return true;
    }
    void *larger = arena_alloc(arena, capacity, size);
    if (larger == NULL) {
        return false;
    }
    if (*reserved > 0) {
        memcpy(larger, *items, *reserved * size);
    }
    *items = larger;
    *reserved = capacity;
    return true;
}

static bool reserve_ended(struct cells *cells)
{
    return reserve(cells->arena, (void **)&cells->ended, &cells->ended_count, cells->count,
                   cells->capacity, sizeof *cells->ended) &&
           reserve(cells->arena, (void **)&cells->money_ended, &cells->money_ended_count,
                   cells->money_count, cells->money_capacity, sizeof *cells->money_ended);
}

/* The order of sums is part of what parts of a run have written (ingest/row_shards.c): a new one
 * goes to the end. */
bool cells_each_sum_of_cell(struct cells *cells, size_t number, chunk_sum_function *function,
                            void *user)
{
    struct dependency_cell *cell = &cells->cells[number];
    bool done = reserve_ended(cells);
    struct cell_ended *ended = done ? &cells->ended[number] : NULL;
    for (int i = 0; i < BASIS_COUNT && done; ++i) {
        done = function(user, &cell->flow[i], &ended->flow[i]) &&
               function(user, &cell->fallback_flow[i], &ended->fallback_flow[i]);
    }
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT && done; ++i) {
        done = function(user, &cell->low[i], &ended->low[i]) &&
               function(user, &cell->high[i], &ended->high[i]);
    }
    return done;
}

bool cells_each_sum_of_money(struct cells *cells, size_t number, chunk_sum_function *function,
                             void *user)
{
    struct dependant_money *money = &cells->money[number];
    bool done = reserve_ended(cells);
    struct money_ended *ended = done ? &cells->money_ended[number] : NULL;
    done = done && function(user, &money->revenue, &ended->revenue);
    for (int k = 0; k < DEPENDENCY_FACTOR_COUNT && done; ++k) {
        for (int i = 0; i <= BASIS_COUNT && done; ++i) {
            done = function(user, &money->flow[k][i], &ended->flow[k][i]);
        }
    }
    return done;
}

bool cells_each_sum(struct cells *cells, chunk_sum_function *function)
{
    bool done = function(cells->arena, &cells->firms, &cells->firms_ended);
    for (size_t i = 0; i < cells->count && done; ++i) {
        done = cells_each_sum_of_cell(cells, i, function, cells->arena);
    }
    for (size_t i = 0; i < cells->money_count && done; ++i) {
        done = cells_each_sum_of_money(cells, i, function, cells->arena);
    }
    return done;
}

/* ---- Businesses ------------------------------------------------------------------------------ */

/* Revenue once a business, flows once a row: the first is the total that users know. The currency
 * is looked up once for rows that follow each other: it is nearly always that of the row before. */
blackout_status cells_add_business(struct cells *cells, const struct business *business,
                                   blackout_error *error)
{
    struct dependant_money *money = NULL;
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        const double flow = dependency_flow(row);
        money = money != NULL && money->currency == row->currency
                    ? money
                    : cells_money_for(cells, row->currency);
        if (money == NULL || add_row(cells, row, flow, error) != BLACKOUT_OK) {
            return error_memory(error);
        }
        if (i == 0) { /* the same in all rows */
            sum_add(&money->revenue, row->firms * row->annual_revenue);
        }
        for (int k = 0; k < DEPENDENCY_FACTOR_COUNT; ++k) {
            sum_add(&money->flow[k][row->bases[k]], flow);
        }
    }
    ++cells->business_count;
    sum_add(&cells->firms, business->rows[0].firms);
    return BLACKOUT_OK;
}
