/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of `dependencies` says, from its cells: what its figures rest on and how far they may
 * be off. Fallbacks have no key of another table, and are checked here. */
#include "ingest/dependency_row.h"

#include "ingest/fallbacks.h"
#include "ingest/share_ranges.h"

/* One of the two alone says nothing: a fallback without its share moves no revenue, a share without
 * a fallback has nowhere to go. */
static void check_fallback(const struct dependency_maker *maker, const struct row *row,
                           struct dependency *dependency)
{
    const struct cell *fallback = &row->cells[DEPENDENCIES_FALLBACK];
    const struct cell *share = &row->cells[DEPENDENCIES_FALLBACK_SHARE];
    struct diagnostics *diagnostics = maker->context->diagnostics;
    if (fallback->given && !fallback_is_known(maker->context, fallback->text)) {
        struct place place = table_place(maker->table, row, DEPENDENCIES_FALLBACK);
        fallback_fault(maker->context, &place,
                       strings_text(maker->context->strings, fallback->text));
        dependency->faulty = true;
    }
    if (fallback->given != share->given && !fallback->refused && !share->refused) {
        int column = fallback->given ? DEPENDENCIES_FALLBACK_SHARE : DEPENDENCIES_FALLBACK;
        struct place place = table_place(maker->table, row, column);
        if (place.column == 0) { /* the file does not even have the column */
            column = fallback->given ? DEPENDENCIES_FALLBACK : DEPENDENCIES_FALLBACK_SHARE;
            place.column = maker->table->places[column];
        }
        diagnostics_fault(diagnostics, &place, "bad_value",
                          "%s is empty, but %s is not (''); give both or neither", place.field,
                          fallback->given ? "fallback" : "fallback_share");
        dependency->faulty = true;
    }
}

static const int factor_columns[DEPENDENCY_FACTOR_COUNT] = {
    [DEPENDENCY_REVENUE] = DEPENDENCIES_ANNUAL_REVENUE,
    [DEPENDENCY_SHARE] = DEPENDENCIES_SHARE,
    [DEPENDENCY_FIRMS] = DEPENDENCIES_FIRMS,
    [DEPENDENCY_FALLBACK_SHARE] = DEPENDENCIES_FALLBACK_SHARE};

/* What the row's figures rest on, and the weakest of them. */
static void set_bases(struct dependency *dependency, const struct row *row)
{
    dependency->basis = BASIS_MEASURED;
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        const struct cell *cell = &row->cells[factor_columns[i]];
        dependency->bases[i] = cell->given ? cell->basis : BASIS_COUNT;
        if (cell->given && cell->basis > (uint8_t)dependency->basis) {
            dependency->basis = (enum basis)cell->basis;
        }
    }
}

/* A range of its own, over its centre. */
static void set_own_range(struct dependency *dependency, int factor, const struct row *row)
{
    const struct mapping mapping = row_mapping(row, DEPENDENCIES, factor_columns[factor]);
    mapping_ends(&dependency->low[factor], &dependency->high[factor], &mapping);
    dependency->low[factor] /= mapping.centre;
    dependency->high[factor] /= mapping.centre;
}

static struct spread spread_of(const struct spreads *spreads, const struct cell *cell,
                               const struct column_schema *column)
{
    static const struct spread certain = {1, 1};
    const enum basis basis = (enum basis)cell->basis;
    return cell_is_certain(cell, column) ? certain
           : column_transform(column) == TRANSFORM_LOGIT
               ? spreads_of_share(spreads, basis, cell->number)
               : spreads_of_amount(spreads, basis);
}

/* A share without a range gets its own with the other rows of its business. */
static void set_ranges(const struct dependency_maker *maker, struct dependency *dependency,
                       const struct row *row)
{
    const struct table_schema *schema = schema_table(DEPENDENCIES);
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        const struct cell *cell = &row->cells[factor_columns[i]];
        const struct column_schema *column = &schema->columns[factor_columns[i]];
        dependency->low[i] = 1;
        dependency->high[i] = 1;
        if (!cell->given || !(cell->number > 0)) {
            continue;
        }
        if (cell->has_range) {
            set_own_range(dependency, i, row);
        } else if (i == DEPENDENCY_SHARE) {
            share_ranges_mark(dependency);
        } else {
            const struct spread spread = spread_of(maker->spreads, cell, column);
            dependency->low[i] = spread.low;
            dependency->high[i] = spread.high;
        }
    }
}

struct dependency dependency_make(const struct dependency_maker *maker, const struct row *row)
{
    const struct cell *cells = row->cells;
    struct dependency dependency = {
        .line = row->line,
        .sector = cells[DEPENDENCIES_SECTOR].text,
        .region = cells[DEPENDENCIES_REGION].text,
        .platform = cells[DEPENDENCIES_PLATFORM].text,
        .channel = cells[DEPENDENCIES_CHANNEL].text,
        .currency = cells[DEPENDENCIES_CURRENCY].text,
        .fallback = cells[DEPENDENCIES_FALLBACK].text,
        .annual_revenue = cells[DEPENDENCIES_ANNUAL_REVENUE].number,
        .share = cells[DEPENDENCIES_SHARE].number,
        /* without a number a row is one business, not a group of alike ones */
        .firms = cells[DEPENDENCIES_FIRMS].given ? cells[DEPENDENCIES_FIRMS].number : 1,
        .fallback_share = cells[DEPENDENCIES_FALLBACK_SHARE].number,
        .faulty = row->faulty};
    set_bases(&dependency, row);
    set_ranges(maker, &dependency, row);
    check_fallback(maker, row, &dependency);
    return dependency;
}
