/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/cells.h"

#include <string.h>

#include "core/error.h"

static bool same_key(const struct cell_key *a, const struct cell_key *b)
{
    return a->platform == b->platform && a->sector == b->sector && a->region == b->region &&
           a->channel == b->channel && a->currency == b->currency && a->fallback == b->fallback;
}

static size_t find_slot(const struct cells *cells, const struct cell_key *key)
{
    uint64_t hash = hash_mix(((uint64_t)key->platform << 32) | key->sector);
    hash = hash_mix(hash ^ (((uint64_t)key->region << 32) | key->channel));
    hash = hash_mix(hash ^ (((uint64_t)key->currency << 32) | key->fallback));
    size_t at = (size_t)hash & (cells->slot_count - 1);
    while (cells->slots[at] != 0 && !same_key(&cells->cells[cells->slots[at] - 1].key, key)) {
        at = (at + 1) & (cells->slot_count - 1);
    }
    return at;
}

static blackout_status make_room(struct cells *cells, blackout_error *error)
{
    if (arena_grow(cells->arena, (void **)&cells->cells, &cells->capacity, cells->count,
                   sizeof *cells->cells) != 0) {
        return error_memory(error);
    }
    if (2 * (cells->count + 1) <= cells->slot_count) {
        return BLACKOUT_OK;
    }
    cells->slot_count = cells->slot_count > 0 ? 2 * cells->slot_count : 64;
    cells->slots = arena_alloc(cells->arena, cells->slot_count, sizeof *cells->slots);
    if (cells->slots == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < cells->count; ++i) {
        cells->slots[find_slot(cells, &cells->cells[i].key)] = (uint32_t)i + 1;
    }
    return BLACKOUT_OK;
}

void cells_clear(struct cells *cells)
{
    *cells = (struct cells){.arena = cells->arena};
}

static struct cell_key key_of(const struct dependency *row)
{
    return (struct cell_key){.platform = row->platform,
                             .sector = row->sector,
                             .region = row->region,
                             .channel = row->channel,
                             .currency = row->currency,
                             .fallback = row->fallback};
}

uint32_t cells_find(const struct cells *cells, const struct dependency *row)
{
    const struct cell_key key = key_of(row);
    if (cells->slot_count == 0) {
        return UINT32_MAX;
    }
    uint32_t slot = cells->slots[find_slot(cells, &key)];
    return slot != 0 ? slot - 1 : UINT32_MAX;
}

static blackout_status add_row(struct cells *cells, const struct dependency *row,
                               blackout_error *error)
{
    const struct cell_key key = key_of(row);
    blackout_status status = make_room(cells, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    size_t slot = find_slot(cells, &key);
    if (cells->slots[slot] == 0) {
        cells->cells[cells->count++] = (struct dependency_cell){.key = key};
        cells->slots[slot] = (uint32_t)cells->count;
    }
    struct dependency_cell *cell = &cells->cells[cells->slots[slot] - 1];
    double flow = row->firms * row->annual_revenue * row->share;
    sum_add(&cell->flow[row->basis], flow);
    if (row->fallback != STRING_NONE) {
        sum_add(&cell->fallback_flow[row->basis], flow * row->fallback_share);
    }
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        double part = i == DEPENDENCY_FALLBACK_SHARE ? flow * row->fallback_share : flow;
        sum_add(&cell->low[i], part * row->low[i]);
        sum_add(&cell->high[i], part * row->high[i]);
    }
    return BLACKOUT_OK;
}

static struct dependant_money *find_money(struct cells *cells, string_id currency)
{
    for (size_t i = 0; i < cells->money_count; ++i) {
        if (cells->money[i].currency == currency) {
            return &cells->money[i];
        }
    }
    if (arena_grow(cells->arena, (void **)&cells->money, &cells->money_capacity, cells->money_count,
                   sizeof *cells->money) != 0) {
        return NULL;
    }
    struct dependant_money *money = &cells->money[cells->money_count++];
    *money = (struct dependant_money){.currency = currency};
    return money;
}

blackout_status cells_add_business(struct cells *cells, const struct business *business,
                                   blackout_error *error)
{
    for (size_t i = 0; i < business->row_count; ++i) {
        const struct dependency *row = &business->rows[i];
        struct dependant_money *money = find_money(cells, row->currency);
        if (money == NULL || add_row(cells, row, error) != BLACKOUT_OK) {
            return error_memory(error);
        }
        if (i == 0) { /* the same in all rows */
            sum_add(&money->revenue, row->firms * row->annual_revenue);
        }
        for (int k = 0; k < DEPENDENCY_FACTOR_COUNT; ++k) {
            sum_add(&money->flow[k][row->bases[k]], row->firms * row->annual_revenue * row->share);
        }
    }
    ++cells->business_count;
    sum_add(&cells->firms, business->rows[0].firms);
    return BLACKOUT_OK;
}
