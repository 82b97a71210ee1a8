/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of `dependencies` says, from its cells: what its figures rest on and how far they may
 * be off. Fallbacks have no key of another table, and are checked here. */
#include "ingest/dependency_row.h"

#include "ingest/fallbacks.h"
#include "ingest/share_ranges.h"

/* One of the two alone says nothing: a fallback without its share moves no revenue, a share without
 * a fallback has nowhere to go. What was refused has been reported, and counts as neither given nor
 * missing. */
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

/* A range of its own, over its centre. A centre of 0 has none (field_takes_range()). */
static void set_own_range(struct dependency *dependency, int factor, const struct row *row)
{
    const struct mapping mapping = row_mapping(row, DEPENDENCIES, factor_columns[factor]);
    mapping_ends(&dependency->low[factor], &dependency->high[factor], &mapping);
    dependency->low[factor] /= mapping.centre;
    dependency->high[factor] /= mapping.centre;
}

/* The range of a figure above 0. A share without one gets its own with the other rows of its
 * business. */
static inline void set_range(const struct dependency_maker *maker, struct dependency *dependency,
                             int factor, const struct row *row)
{
    const struct cell *cell = &row->cells[factor_columns[factor]];
    const struct factor_kind *kind = &maker->kinds[factor];
    const enum basis basis = (enum basis)cell->basis;
    if (cell->has_range) {
        set_own_range(dependency, factor, row);
    } else if (factor == DEPENDENCY_SHARE) {
        share_ranges_mark(dependency);
    } else if (kind->certain == 0 || cell->number != kind->certain) {
        const struct spread spread = kind->is_share
                                         ? spreads_of_share(maker->spreads, basis, cell->number)
                                         : spreads_of_amount(maker->spreads, basis);
        dependency->low[factor] = spread.low;
        dependency->high[factor] = spread.high;
    }
}

/* What a figure rests on, and its range. A figure that is 0, or not given, is certain: its factors
 * are 1. */
static inline void set_factor(const struct dependency_maker *maker, struct dependency *dependency,
                              int factor, const struct row *row)
{
    const struct cell *cell = &row->cells[factor_columns[factor]];
    dependency->bases[factor] = cell->given ? cell->basis : BASIS_COUNT;
    if (cell->given && cell->basis > (uint8_t)dependency->basis) {
        dependency->basis = (enum basis)cell->basis;
    }
    dependency->low[factor] = 1;
    dependency->high[factor] = 1;
    if (cell->given && cell->number > 0) {
        set_range(maker, dependency, factor, row);
    }
}

/* What the definitions say is asked here, once, and not row by row. */
void dependency_maker_init(struct dependency_maker *maker, const struct table *table,
                           const struct table_context *context, const struct spreads *spreads)
{
    *maker = (struct dependency_maker){.table = table, .context = context, .spreads = spreads};
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        const struct column_schema *column =
            &schema_table(DEPENDENCIES)->columns[factor_columns[i]];
        maker->kinds[i] = (struct factor_kind){
            .is_share = column_transform(column) == TRANSFORM_LOGIT, .certain = column->certain};
    }
}

/* The cell of sums has not been looked up: 0 says so. */
static inline void set_keys(struct dependency *made, const struct row *row)
{
    const struct cell *cells = row->cells;
    made->line = row->line;
    made->cell = 0;
    made->platform = cells[DEPENDENCIES_PLATFORM].text;
    made->sector = cells[DEPENDENCIES_SECTOR].text;
    made->region = cells[DEPENDENCIES_REGION].text;
    made->channel = cells[DEPENDENCIES_CHANNEL].text;
    made->currency = cells[DEPENDENCIES_CURRENCY].text;
    made->share = cells[DEPENDENCIES_SHARE].number;
}

/* The range of the share is made anew, since without one of its own it depends on the share. What
 * the copy has of the fallback has been checked with the row that it is of. */
void dependency_make_next(struct dependency *made, const struct dependency *before,
                          const struct dependency_maker *maker, const struct row *row)
{
    *made = *before;
    set_keys(made, row);
    made->low[DEPENDENCY_SHARE] = 1;
    made->high[DEPENDENCY_SHARE] = 1;
    if (made->share > 0) {
        set_range(maker, made, DEPENDENCY_SHARE, row);
    }
}

/* Member by member: to make it zero first would take longer than all of it. */
void dependency_make(struct dependency *made, const struct dependency_maker *maker,
                     const struct row *row)
{
    const struct cell *cells = row->cells;
    set_keys(made, row);
    made->fallback = cells[DEPENDENCIES_FALLBACK].text;
    made->annual_revenue = cells[DEPENDENCIES_ANNUAL_REVENUE].number;
    /* without a number a row is one business, not a group of alike ones */
    made->firms = cells[DEPENDENCIES_FIRMS].given ? cells[DEPENDENCIES_FIRMS].number : 1;
    made->fallback_share = cells[DEPENDENCIES_FALLBACK_SHARE].number;
    made->basis = BASIS_MEASURED;
    made->faulty = row->faulty;
    set_factor(maker, made, DEPENDENCY_REVENUE, row);
    set_factor(maker, made, DEPENDENCY_SHARE, row);
    set_factor(maker, made, DEPENDENCY_FIRMS, row);
    set_factor(maker, made, DEPENDENCY_FALLBACK_SHARE, row);
    if (cells[DEPENDENCIES_FALLBACK].given || cells[DEPENDENCIES_FALLBACK_SHARE].given) {
        check_fallback(maker, row, made);
    }
}
