/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform that is all others together, which would count twice. Where the owner's revenue is
 * given, the sum of its platforms is compared with that (owner_checks.c), and a platform may well
 * earn as much as all others. */
#include <stdlib.h>

#include "core/error.h"
#include "core/number.h"
#include "core/sum.h"
#include "ingest/table_checks.h"
#include "ingest/total_words.h"
#include "tables/groups.h"

/* With one other platform, equal amounts are no sum; platforms of other owners, whose total has to
 * be entered as if it were one's, have to be more, since round numbers add up by chance. */
enum { FEWEST_OF_OWNER = 2, FEWEST_OF_ALL = 3 };

/* Whether the row is its platform's last one, and sound. */
static bool counts(const struct table *table, const struct row *row)
{
    return !row->faulty && row->cells[PLATFORMS_ANNUAL_REVENUE].given &&
           table_in_force(table, row->cells[PLATFORMS_PLATFORM].text, INSTANT_ANY) == row;
}

/* Whether the revenue of the row's owner is known, or would be but for a fault of its row. */
static bool has_owner_revenue(const struct table *owners, const struct row *row)
{
    const struct row *owner = table_in_force(owners, row->cells[PLATFORMS_OWNER].text, INSTANT_ANY);
    return owner == NULL || owner->faulty || owner->cells[OWNERS_ANNUAL_REVENUE].given;
}

static void report(const struct table_context *context, const struct table *table,
                   const struct row *row)
{
    const struct place place = table_place(table, row, PLATFORMS_ANNUAL_REVENUE);
    char text[NUMBER_TEXT_SIZE];
    number_print(text, row->cells[PLATFORMS_ANNUAL_REVENUE].number);
    diagnostics_fault(context->diagnostics, &place, "perhaps_total",
                      "the revenue of '%.60s' is the sum of all other platforms, and would count "
                      "twice ('%s'); leave the row out if it is their total, else give the "
                      "annual_revenue of '%.60s' in owners",
                      check_text(context, row, PLATFORMS_PLATFORM), text,
                      check_text(context, row, PLATFORMS_OWNER));
}

/* Reports each platform whose revenue is that of all others of the group. */
static void judge(const struct table_context *context, const struct table *table,
                  const struct group *group, bool of_owner, bool *reported)
{
    const size_t fewest = of_owner ? FEWEST_OF_OWNER : FEWEST_OF_ALL;
    struct sum all = {0};
    size_t summands = 0;
    for (size_t i = 0; i < group->count; ++i) {
        const struct row *row = &table->rows[group->rows[i]];
        if (counts(table, row)) {
            sum_add(&all, row->cells[PLATFORMS_ANNUAL_REVENUE].number);
            ++summands;
        }
    }
    for (size_t i = 0; i < group->count && summands > fewest; ++i) {
        const struct row *row = &table->rows[group->rows[i]];
        const double revenue = row->cells[PLATFORMS_ANNUAL_REVENUE].number;
        const double others = sum_value(&all) - revenue;
        if (!reported[group->rows[i]] && counts(table, row) && total_of_others(revenue, others) &&
            !has_owner_revenue(&context->tables[OWNERS], row)) {
            reported[group->rows[i]] = true;
            report(context, table, row);
        }
    }
}

/* Amounts are compared in one currency: of each owner, then of all. The currency is the first of
 * the columns, so that the second round groups by it alone. A row that the first has reported is
 * not reported again. */
blackout_status check_platform_totals(const struct table_context *context, struct table *table,
                                      blackout_error *error)
{
    static const int columns[] = {PLATFORMS_CURRENCY, PLATFORMS_OWNER};
    bool *reported = calloc(table->row_count + 1, sizeof *reported);
    blackout_status status = reported != NULL ? BLACKOUT_OK : error_memory(error);
    for (size_t count = 2; count > 0 && status == BLACKOUT_OK; --count) {
        struct groups groups;
        status = groups_make(&groups, table, columns, count, error);
        for (size_t i = 0; i < groups.count && status == BLACKOUT_OK; ++i) {
            judge(context, table, &groups.groups[i], count == 2, reported);
        }
        groups_free(&groups);
    }
    free(reported);
    return status;
}
