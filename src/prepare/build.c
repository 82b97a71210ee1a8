/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a model under construction ask of each other: rows by their keys, and what has
 * been built so far. Below the parts, so that none of them is above another. */
#include "prepare/build.h"

#include <math.h>

#include "core/error.h"

const struct table *build_table(const struct build *build, enum table_id table)
{
    return &build->dataset->tables[table];
}

const char *build_text(const struct build *build, string_id id)
{
    return dataset_text(build->dataset, id);
}

/* Where a key has several rows the first counts. Numbers are places in the table, so that the
 * model's arrays of sectors, regions and channels are in the order of the rows and need no list
 * beside them. */
static bool number_rows(struct map *numbers, const struct table *table, int column)
{
    bool made = true;
    for (size_t i = 0; i < table->row_count && made; ++i) {
        const string_id key = table->rows[i].cells[column].text;
        made = map_find(numbers, key) != MAP_NONE || map_add(numbers, key, (uint32_t)i) == 0;
    }
    return made;
}

/* Of the tables that the model numbers by row. Platforms have a row for each date of their figures,
 * and are numbered as they are added; owners too, so that owners without a platform in force have
 * no number. */
blackout_status build_numbers(struct build *build, blackout_error *error)
{
    static const enum table_id numbered[] = {SECTORS, REGIONS, CHANNELS};
    const struct resolved_scenario *scenario = &build->prepared->scenario;
    struct arena *arena = build->prepared->arena;
    bool made = true;
    build->platform_numbers.arena = arena;
    build->owner_numbers.arena = arena;
    build->selected_places.arena = arena;
    for (size_t i = 0; i < sizeof numbered / sizeof numbered[0] && made; ++i) {
        struct map *numbers = &build->row_numbers[numbered[i]];
        numbers->arena = arena;
        made = number_rows(numbers, build_table(build, numbered[i]),
                           schema_table(numbered[i])->key_columns[0]);
    }
    for (size_t i = 0; i < scenario->selected_count && made; ++i) {
        made = map_add(&build->selected_places, scenario->selected[i], (uint32_t)i) == 0;
    }
    return made ? BLACKOUT_OK : error_memory(error);
}

static uint32_t number_of(const struct map *numbers, string_id key)
{
    const uint32_t found = map_find(numbers, key);
    return found == MAP_NONE ? INDEX_NONE : found;
}

uint32_t build_row_number(const struct build *build, enum table_id table_id, string_id key)
{
    return number_of(&build->row_numbers[table_id], key);
}

uint32_t build_platform_number(const struct build *build, string_id key)
{
    return number_of(&build->platform_numbers, key);
}

/* Curves are numbered by place in the scenario, not in the model: what is up has none. */
uint32_t build_curve(const struct build *build, uint32_t platform, uint32_t region)
{
    uint32_t place = build->selected_place[platform];
    return place == INDEX_NONE ? INDEX_NONE
                               : build->curves.of[place * build->curves.region_count + region];
}

double build_offset_hours(const struct build *build, uint32_t region)
{
    return build_table(build, REGIONS)->rows[region].cells[REGIONS_UTC_OFFSET_HOURS].number;
}

/* Terms are certain (methodology, insurance): plain numbers and no parameters. */
struct policy_terms build_policy_terms(const struct row *row)
{
    const struct cell *cells = row->cells;
    const struct cell *aggregate_limit = &cells[POLICIES_AGGREGATE_LIMIT];
    return (struct policy_terms){.deductible = cells[POLICIES_DEDUCTIBLE].number,
                                 .limit = cells[POLICIES_LIMIT].number,
                                 .share = cells[POLICIES_SHARE].number,
                                 .aggregate_limit =
                                     aggregate_limit->given ? aggregate_limit->number : INFINITY};
}
