/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of single tables, for checks.c: each judges a table that has been read, and reports to
 * the context's diagnostics. They fail only when memory is out. */
#ifndef BLACKOUT_INGEST_TABLE_CHECKS_H
#define BLACKOUT_INGEST_TABLE_CHECKS_H

#include "tables/table.h"

/* `table` is the one of the check in `context->tables`. Tables that are read later have no rows yet
 * (dataset.c: reading_order): what needs those is checked once all are there. */
typedef blackout_status check_function(const struct table_context *context, struct table *table,
                                       blackout_error *error);

/* owner_checks.c: owners, their platforms, the regions of those */
check_function check_windows;
check_function check_owner_sums;
check_function check_platform_regions;

/* platform_totals.c: with check_owner_sums */
check_function check_platform_totals;

/* near_keys.c: tables whose keys are names that people write */
check_function check_near_keys;

/* ... and outages that count together, whose cause is such a name */
check_function check_causes;

/* repeat_checks.c: tables without a key */
check_function check_repeated_rows;

/* region_checks.c */
check_function check_regions;

/* flow_checks.c: what flows, by hour, elsewhere, between sectors, back */
check_function check_activity;
check_function check_fallbacks;
check_function check_supply;
check_function check_credits;

/* rate_checks.c: the rate of the currency in which rates are */
check_function check_rates;

/* policy_checks.c: terms that have no effect, policies that together would pay more than is lost */
check_function check_policies;

/* cost_checks.c: what is filed: costs, recoveries, countries */
check_function check_costs;
check_function check_recoveries;
void check_countries(const struct table_context *context);

/* term_checks.c: fields that take one of a few words, tables with a row for each of a few terms */
check_function check_sectors;
check_function check_platforms; /* with check_owner_sums */
check_function check_event_returns;
check_function check_published;
check_function check_uncertainty;
check_function check_market_prior;
check_function check_outage_prior;

/* error_checks.c: the model's own error, assumed or fitted */
check_function check_model_error;

/* ---- What several of them use ---------------------------------------------------------------- */

/* Whether a text is one of a few words, the last followed by NULL. */
bool check_is_word(const char *text, const char *const *words);

/* Faults of a column that takes one of a few words, the last followed by NULL. */
void check_word(const struct table_context *context, enum table_id id, int column,
                const char *const *words, const char *remedy);

/* The text of a cell, "" of an empty one; the dataset's. */
const char *check_text(const struct table_context *context, const struct row *row, int column);

/* Whether every row of the table can be weighed: it was read to its end, and has the columns. */
bool check_is_whole(const struct table *table);

/* Whether some row has a fault in its key, so that it may belong anywhere. */
bool check_has_bad_key(const struct table_context *context, const struct table *table, int column);

#endif
