/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates by date: the latest row that is not after the start, because a rate of later
 * days was not known then. */
#include "tables/rates.h"

#include <math.h>

#include "tables/words.h"

/* An empty rate is as good as no row: an older one is not taken in its place. */
const struct row *rates_row(const struct table *fx, string_id currency, instant time)
{
    const struct row *row = table_in_force(fx, currency, time);
    return row != NULL && row->cells[FX_PER_USD].given ? row : NULL;
}

double rates_per_usd(const struct table *fx, string_id currency, const char *name, instant time)
{
    const struct row *row = rates_row(fx, currency, time);
    return word_is_rate_currency(name) ? 1 : row != NULL ? row->cells[FX_PER_USD].number : NAN;
}

/* NAN where either rate is missing: a rate of 1 would be wrong in silence. */
double rates_between(const struct table *fx, struct currency from, struct currency to, instant time)
{
    return from.id == to.id ? 1
                            : rates_per_usd(fx, to.id, to.name, time) /
                                  rates_per_usd(fx, from.id, from.name, time);
}
