/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A region that is all others together, `world` beside its parts, would count twice in the economy
 * baseline, which adds up every region. */
#include "core/sum.h"
#include "ingest/table_checks.h"
#include "ingest/total_words.h"
#include "tables/groups.h"

/* With one other region, equal amounts are no sum. */
enum { FEWEST_SUMMANDS = 2 };

static bool has_gdp(const struct row *row)
{
    return !row->faulty && row->cells[REGIONS_GDP].given;
}

/* Reports each region whose gdp is that of all others in its currency. `count` has the region
 * itself among it. */
static void judge(const struct table_context *context, const struct table *table,
                  const struct group *group)
{
    struct sum all = {0};
    size_t count = 0;
    for (size_t i = 0; i < group->count; ++i) {
        const struct row *row = &table->rows[group->rows[i]];
        if (has_gdp(row)) {
            sum_add(&all, row->cells[REGIONS_GDP].number);
            ++count;
        }
    }
    for (size_t i = 0; i < group->count && count > FEWEST_SUMMANDS; ++i) {
        const struct row *row = &table->rows[group->rows[i]];
        const double gdp = row->cells[REGIONS_GDP].number;
        if (has_gdp(row) && total_of_others(gdp, sum_value(&all) - gdp)) {
            const struct place place = table_place(table, row, REGIONS_GDP);
            diagnostics_fault(context->diagnostics, &place, "perhaps_total",
                              "the gdp of the region is the sum of all others, and would count "
                              "twice ('%.60s'); leave the row out, or its gdp empty",
                              check_text(context, row, REGIONS_REGION));
        }
    }
}

/* Amounts of one currency are compared. */
blackout_status check_regions(const struct table_context *context, struct table *table,
                              blackout_error *error)
{
    static const int columns[] = {REGIONS_GDP_CURRENCY};
    struct groups groups;
    check_countries(context);
    if (!check_is_whole(table)) {
        return BLACKOUT_OK;
    }
    blackout_status status = groups_make(&groups, table, columns, 1, error);
    for (size_t i = 0; i < groups.count && status == BLACKOUT_OK; ++i) {
        judge(context, table, &groups.groups[i]);
    }
    groups_free(&groups);
    return status;
}
