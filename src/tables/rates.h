/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates of exchange, from the table `fx`: the one rule by which amounts in several currencies are
 * brought together, for checks, models and baselines alike. */
#ifndef BLACKOUT_TABLES_RATES_H
#define BLACKOUT_TABLES_RATES_H

#include "tables/table.h"

/* In seconds: rates, as accounts and prices, of a year ago are another year's. */
enum { RATES_MOST_APART = 366 * SECONDS_PER_DAY };

/* A currency, by its number and its name: "USD" means something wherever it is met. */
struct currency {
    string_id id;
    const char *name;
};

/* The row of `fx` with the rate of `currency` in force at `time`; NULL where there is none. */
const struct row *rates_row(const struct table *fx, string_id currency, instant time);

/* What one unit of `from` is in `to` at `time`; 1 for one currency, NAN where a rate is missing. */
double rates_between(const struct table *fx, struct currency from, struct currency to,
                     instant time);

/* Units of `currency` for one USD in force at `time`; USD itself, by its `name`, is 1 and needs no
 * row. NAN where `fx` has none. */
double rates_per_usd(const struct table *fx, string_id currency, const char *name, instant time);

#endif
