/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of `dependencies`: the loss of a row is linear in its flow, so the sums of flow over
 * all rows that share platform, sector, region, channel, currency and fallback serve every
 * scenario. (methodology, stage 4) */
#ifndef BLACKOUT_TABLES_CELLS_H
#define BLACKOUT_TABLES_CELLS_H

#include "blackout/status.h"
#include "core/arena.h"
#include "core/exact_sum.h"
#include "core/lookup.h"
#include "tables/business.h"

struct cell_key {
    string_id platform;
    string_id sector;
    string_id region;
    string_id channel;
    string_id currency;
    string_id fallback; /* STRING_NONE: the table `fallbacks` serves */
};

/* Flow is firms * annual_revenue * share: money a year, in the cell's currency, by basis. */
struct dependency_cell {
    struct cell_key key;
    struct sum flow[BASIS_COUNT];
    /* flow with one figure at its 5 % and 95 % value (fallback_flow for the fallback's share): rows
     * under one factor are comonotone, and comonotone quantiles add */
    struct sum low[DEPENDENCY_FACTOR_COUNT];
    struct sum high[DEPENDENCY_FACTOR_COUNT];
    struct sum fallback_flow[BASIS_COUNT]; /* flow * fallback_share */
};

/* All businesses with figures in one currency, money a year: what a finance team compares with its
 * books. */
struct dependant_money {
    string_id currency;
    struct sum revenue; /* firms * annual_revenue, each business once */
    /* flow by the basis of each figure; the last place is for rows that do not give the figure */
    struct sum flow[DEPENDENCY_FACTOR_COUNT][BASIS_COUNT + 1];
};

struct cell_ended;
struct money_ended;

/* {0} with its arena set is empty. For one thread while rows are added; read-only afterwards. */
struct cells {
    struct arena *arena;
    struct dependency_cell *cells; /* in the order in which the file first names them */
    size_t count;
    size_t capacity;
    struct lookup by_key;
    struct dependant_money *money; /* in the order in which the file first names the currencies */
    size_t money_count;
    size_t money_capacity;
    struct lookup by_currency;
    size_t business_count;
    struct sum firms;
    struct exact_sum firms_ended;
    /* of the chunks that have ended, and of the first cells and monies: see cells_each_sum() */
    struct cell_ended *ended;
    size_t ended_count;
    struct money_ended *money_ended;
    size_t money_ended_count;
};

/* Forgets all, for a reading that begins again; memory stays the arena's. */
void cells_clear(struct cells *cells);

/* The number of the cell that a row belongs to, or LOOKUP_NONE. */
uint32_t cells_find(const struct cells *cells, const struct dependency *row);

/* The number of the money of a currency, or LOOKUP_NONE. */
uint32_t cells_find_money(const struct cells *cells, string_id currency);

/* Notes the cells of rows that are about to be added, as far as there are any, and has their memory
 * brought closer: of a few rows at once it comes side by side. */
void cells_note(const struct cells *cells, struct dependency *rows, size_t count);

/* The cell of a row, or the money of a currency, made if it is the first of it; NULL when memory is
 * out. They live until another one is made. */
struct dependency_cell *cells_cell_for(struct cells *cells, const struct dependency *row);
struct dependant_money *cells_money_for(struct cells *cells, string_id currency);

/* Calls the function for each sum and that of the chunks of it that have ended, in one order: of
 * one cell, of one currency, or of all with the arena of the cells as its user. False when memory
 * is out.
 */
bool cells_each_sum_of_cell(struct cells *cells, size_t number, chunk_sum_function *function,
                            void *user);
bool cells_each_sum_of_money(struct cells *cells, size_t number, chunk_sum_function *function,
                             void *user);
bool cells_each_sum(struct cells *cells, chunk_sum_function *function);

/* Adds all rows of a business, and counts it. */
blackout_status cells_add_business(struct cells *cells, const struct business *business,
                                   blackout_error *error);

#endif
