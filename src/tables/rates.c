/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/rates.h"

#include <math.h>

#include "tables/words.h"

double rates_per_usd(const struct table *fx, string_id currency, const char *name, instant time)
{
    const struct row *row = table_in_force(fx, currency, time);
    if (word_is_rate_currency(name)) {
        return 1;
    }
    return row != NULL && row->cells[FX_PER_USD].given ? row->cells[FX_PER_USD].number : NAN;
}
