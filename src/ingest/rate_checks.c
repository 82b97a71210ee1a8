/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates. They count how much of a currency one USD buys, so that the USD has a rate
 * without a row, and its row says nothing; one that says something else than 1 would be ignored in
 * silence, and is most often a rate the other way round, or of another currency. */
#include "ingest/table_checks.h"

#include "tables/words.h"

blackout_status check_rates(const struct table_context *context, struct table *table,
                            blackout_error *error)
{
    (void)error;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        const char *currency = check_text(context, row, FX_CURRENCY);
        const double rate = row->cells[FX_PER_USD].number;
        if (!row->faulty && word_is_rate_currency(currency) && rate != 1) {
            struct place place = table_place(table, row, FX_PER_USD);
            diagnostics_fault(context->diagnostics, &place, "bad_value",
                              "rates are per USD, and the rate of %s itself is not 1 ('%.10g'); 1, "
                              "or the currency that is meant",
                              currency, rate);
        }
    }
    return BLACKOUT_OK;
}
