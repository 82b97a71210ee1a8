/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region that is all others together, `world` beside its parts, would count twice in the economy
 * baseline, which adds up every region. */
#include <math.h>
#include <string.h>

#include "ingest/table_checks.h"

/* A total is typed, or rounded as its summands are. */
static const double total_tolerance = 1e-6;

/* With one other region, equal amounts are no sum. */
enum { FEWEST_SUMMANDS = 2 };

static bool has_gdp(const struct row *row, string_id currency)
{
    return !row->faulty && row->cells[REGIONS_GDP].given &&
           row->cells[REGIONS_GDP_CURRENCY].text == currency;
}

/* Adds up the gdp of all regions but one, in its currency; the number of them. */
static size_t sum_others(double *sum, const struct table *table, const struct row *one)
{
    size_t count = 0;
    *sum = 0;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row != one && has_gdp(row, one->cells[REGIONS_GDP_CURRENCY].text)) {
            *sum += row->cells[REGIONS_GDP].number;
            ++count;
        }
    }
    return count;
}

/* Regions are few: each is compared with all others. */
blackout_status check_regions(const struct table_context *context, struct table *table,
                              blackout_error *error)
{
    (void)error;
    for (size_t i = 0; i < table->row_count && check_is_whole(table); ++i) {
        const struct row *row = &table->rows[i];
        const double gdp = row->cells[REGIONS_GDP].number;
        double others;
        if (!has_gdp(row, row->cells[REGIONS_GDP_CURRENCY].text) || !(gdp > 0) ||
            sum_others(&others, table, row) < FEWEST_SUMMANDS) {
            continue;
        }
        if (fabs(gdp - others) <= total_tolerance * others) {
            const struct place place = table_place(table, row, REGIONS_GDP);
            diagnostics_fault(context->diagnostics, &place, "perhaps_total",
                              "the gdp of the region is the sum of all others, and would count "
                              "twice ('%.60s'); leave the row out, or its gdp empty",
                              check_text(context, row, REGIONS_REGION));
        }
    }
    return BLACKOUT_OK;
}
