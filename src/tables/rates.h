/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates of exchange, from the table `fx`: the one rule by which amounts in several currencies are
 * brought together, for checks, models and baselines alike. */
#ifndef BLACKOUT_TABLES_RATES_H
#define BLACKOUT_TABLES_RATES_H

#include "tables/table.h"

/* Units of `currency` for one USD in force at `time`; USD itself, by its `name`, is 1 and needs no
 * row. NAN where `fx` has none. */
double rates_per_usd(const struct table *fx, string_id currency, const char *name, instant time);

#endif
