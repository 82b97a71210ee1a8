/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the rows of a business together show, and the businesses of a file together: repeated
 * keys, shares over 1, rows that contradict each other, names that are almost the same, a last row
 * that adds up the others. Holds one business at a time, and of the others a few bytes each. */
#ifndef BLACKOUT_INGEST_BUSINESS_CHECKS_H
#define BLACKOUT_INGEST_BUSINESS_CHECKS_H

#include "core/exact_sum.h"
#include "ingest/near_names.h"
#include "tables/business.h"
#include "tables/table.h"

/* The revenue of all businesses in one currency, in the ways in which a sheet adds it up: once for
 * each business, or the column over all rows. */
enum revenue_way { REVENUE_OF_BUSINESSES, REVENUE_OF_ROWS, REVENUE_COLUMN, REVENUE_WAYS };
struct revenue_sum {
    string_id currency;
    double revenue[REVENUE_WAYS]; /* firms * annual_revenue; the column is annual_revenue alone */
    struct exact_sum ended[REVENUE_WAYS]; /* of the chunks that have ended (core/chunk.h) */
    size_t business_count;
};

/* More currencies than there are. */
enum { MOST_REVENUE_SUMS = 256 };

/* The business with which the file begins, or ends: where people put totals. */
struct edge_business {
    size_t line; /* of its first row; 0: there is none */
    string_id currency;
    double annual_revenue; /* of one firm, in that currency */
    double firms;
    bool has_one_row; /* as a total has */
};

struct business_checks {
    const struct table *table;
    const struct table_context *context;
    struct near_names names;
    struct revenue_sum sums[MOST_REVENUE_SUMS];
    size_t sum_count;
    struct edge_business first; /* of the file */
    struct edge_business last;
};

void business_checks_init(struct business_checks *checks, const struct table *table,
                          const struct table_context *context);

/* Judges a business; `*faulty` where it has been reported, now or before. Fails only when memory is
 * out. */
blackout_status business_checks_judge(struct business_checks *checks,
                                      const struct business *business, bool *faulty,
                                      blackout_error *error);

/* Notes a business that has been judged elsewhere, and is sound, as business_checks_judge() would;
 * `passed` where its name has been passed over (near_names.h). */
blackout_status business_checks_note(struct business_checks *checks,
                                     const struct business *business, bool passed,
                                     blackout_error *error);

/* The sums of a currency, made if there are none; NULL beyond MOST_REVENUE_SUMS currencies, in
 * which no total is looked for. */
struct revenue_sum *business_checks_sum_for(struct business_checks *checks, string_id currency);

/* Calls the function for each sum. False when memory is out. */
bool business_checks_each_sum(struct business_checks *checks, chunk_sum_function *function);

/* Judges the file, when all its businesses have been judged. */
void business_checks_finish(struct business_checks *checks);

void business_checks_free(struct business_checks *checks);

#endif
