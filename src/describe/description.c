/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what a package has by reading its tables once more in memory; no file is opened, nothing
 * is estimated. Money is summed as it is in the cells, a currency each, so that nothing rests on a
 * rate of exchange. It answers what a package can be asked and how sure its figures are, before
 * anybody estimates with it. */
#include "describe/description.h"

#include <string.h>

#include "core/error.h"
#include "tables/groups.h"
#include "tables/dataset.h"

/* What a user lacks without the table. One that has no row here is never listed as missing. */
static const struct {
    enum table_id table;
    const char *consequence;
    /* In the words of a user, who wants to know what is not there and not which table makes it. */
} consequences[] = {
    {ACTIVITY, "profiles are flat: every hour of the week counts the same"},
    {SECTORS, "no losses of dependent businesses"},
    {CHANNELS, "no losses of dependent businesses"},
    {DEPENDENCIES, "no losses of dependent businesses"},
    {FALLBACKS, "flows without their own fallback have none"},
    {TRAFFIC, "hours come from activity profiles, not from measured use"},
    {OUTAGES, "no --event, and no catalogue to learn from"},
    {EVENT_RETURNS, "no event study and no prediction of market value"},
    {MARKET_PRIOR, "no prediction of market value"},
    {PUBLISHED, "no published figures to compare the estimate with"},
    {SUPPLY, "no indirect loss of the sectors that supply the dependants"},
    {CREDITS, "no service credits"},
    {POLICIES, "nothing is insured"},
    {OUTAGE_PRIOR, "no year at risk"},
};

/* Rows that were read, and not those that are held: the largest tables are not stored. Rows that
 * are left out are among them. */
static void add_table(struct description *description, const struct table *table)
{
    const struct table_schema *schema = schema_table(table->id);
    struct description_table *entry = &description->tables[description->table_count++];
    *entry = (struct description_table){.name = schema->name,
                                        .meaning = schema->meaning,
                                        .path = table->source,
                                        .package = table->package,
                                        .sha256 = table->sha256,
                                        .rows = table->rows_read};
    memcpy(entry->figures, table->figures, sizeof entry->figures);
}

/* By groups, since a table with dates has a row of one key for each of them; in the order of the
 * file. */
static blackout_status add_keys(struct description *description, struct arena *arena,
                                const blackout_dataset *dataset, enum table_id id,
                                blackout_error *error)
{
    const struct table *table = &dataset->tables[id];
    int column = schema_table(id)->key_columns[0];
    struct description_keys *list = &description->keys[description->key_list_count++];
    *list = (struct description_keys){.name = schema_table(id)->name};
    struct groups keys;
    blackout_status status = groups_make(&keys, table, &column, 1, error);
    list->keys = arena_alloc(arena, keys.count, sizeof *list->keys);
    if (status == BLACKOUT_OK && list->keys == NULL) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < keys.count && status == BLACKOUT_OK; ++i) {
        const struct row *first = &table->rows[keys.groups[i].rows[0]];
        list->keys[list->count++] = dataset_text(dataset, first->cells[column].text);
    }
    groups_free(&keys);
    return status;
}

/* Weights are flows of money, so that a basis counts by what rests on it and not by rows. */
static struct description_flow flow_of(const blackout_dataset *dataset,
                                       const struct dependant_money *money)
{
    static const int columns[DEPENDENCY_FACTOR_COUNT] = {
        [DEPENDENCY_REVENUE] = DEPENDENCIES_ANNUAL_REVENUE,
        [DEPENDENCY_SHARE] = DEPENDENCIES_SHARE,
        [DEPENDENCY_FIRMS] = DEPENDENCIES_FIRMS,
        [DEPENDENCY_FALLBACK_SHARE] = DEPENDENCIES_FALLBACK_SHARE};
    struct description_flow flow = {.currency = dataset_text(dataset, money->currency),
                                    .revenue = sum_value(&money->revenue)};
    for (int i = 0; i < DEPENDENCY_FACTOR_COUNT; ++i) {
        flow.figures[i].column = schema_table(DEPENDENCIES)->columns[columns[i]].name;
        flow.figures[i].not_given = sum_value(&money->flow[i][BASIS_COUNT]);
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            flow.figures[i].per_year[basis] = sum_value(&money->flow[i][basis]);
        }
    }
    return flow;
}

/* From the cells, which have been summed while the table was read: its rows are not in memory. */
static blackout_status add_flows(struct description *description, struct arena *arena,
                                 const blackout_dataset *dataset, blackout_error *error)
{
    const struct cells *cells = &dataset->cells;
    description->businesses = cells->business_count;
    description->firms = sum_value(&cells->firms);
    description->flows = arena_alloc(arena, cells->money_count, sizeof *description->flows);
    if (description->flows == NULL) {
        return error_memory(error);
    }
    description->flow_count = cells->money_count;
    for (size_t i = 0; i < cells->money_count; ++i) {
        description->flows[i] = flow_of(dataset, &cells->money[i]);
    }
    /* By the weakest figure of each row, which is known only of the cells; the figures above are
     * each by itself. */
    for (size_t i = 0; i < cells->count; ++i) {
        /* Every currency of a cell has its money: both are added up from the same rows. */
        const uint32_t at = cells_find_money(cells, cells->cells[i].key.currency);
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            description->flows[at].per_year[basis] += sum_value(&cells->cells[i].flow[basis]);
        }
    }
    return BLACKOUT_OK;
}

double description_sum(const double per_year[BASIS_COUNT])
{
    double sum = 0;
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        sum += per_year[basis];
    }
    return sum;
}

size_t description_rows(const struct description *description)
{
    size_t rows = 0;
    for (size_t i = 0; i < description->table_count; ++i) {
        rows += description->tables[i].rows;
    }
    return rows;
}

void description_figures(size_t figures[BASIS_COUNT], const struct description *description)
{
    memset(figures, 0, BASIS_COUNT * sizeof *figures);
    for (size_t i = 0; i < description->table_count; ++i) {
        for (int basis = 0; basis < BASIS_COUNT; ++basis) {
            figures[basis] += description->tables[i].figures[basis];
        }
    }
}

/* Everything is borrowed or copied by value, and so there is nothing to free but the arena. */
blackout_status description_make(struct description *description, struct arena *arena,
                                 const blackout_dataset *dataset, blackout_error *error)
{
    /* Tables whose identifiers options and other tables name. */
    static const enum table_id listed[DESCRIPTION_KEY_LISTS] = {OWNERS,  PLATFORMS, REGIONS,
                                                                SECTORS, CHANNELS,  OUTAGES};
    *description = (struct description){.package = dataset->package.name,
                                        .warnings = dataset->warnings,
                                        .control = &dataset->control,
                                        .rejects = dataset->rejects};
    for (int id = 0; id < TABLE_COUNT; ++id) {
        if (dataset->tables[id].present) {
            add_table(description, &dataset->tables[id]);
        }
    }
    for (size_t i = 0; i < sizeof consequences / sizeof consequences[0]; ++i) {
        enum table_id id = consequences[i].table;
        if (!dataset->tables[id].present) {
            description->gaps[description->gap_count++] =
                (struct description_gap){schema_table(id)->name, consequences[i].consequence};
        }
    }
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < DESCRIPTION_KEY_LISTS && status == BLACKOUT_OK; ++i) {
        status = add_keys(description, arena, dataset, listed[i], error);
    }
    return status == BLACKOUT_OK ? add_flows(description, arena, dataset, error) : status;
}
