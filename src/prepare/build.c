/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a model under construction ask of each other: rows by their keys, and what has
 * been built so far. Below the parts, so that none of them is above another. */
#include "prepare/build.h"

const struct table *build_table(const struct build *build, enum table_id table)
{
    return &build->dataset->tables[table];
}

const char *build_text(const struct build *build, string_id id)
{
    return dataset_text(build->dataset, id);
}

uint32_t build_row_number(const struct build *build, enum table_id table_id, string_id key)
{
    const struct table *table = build_table(build, table_id);
    int column = schema_table(table_id)->key_columns[0];
    for (size_t i = 0; i < table->row_count; ++i) {
        if (table->rows[i].cells[column].text == key) {
            return (uint32_t)i;
        }
    }
    return INDEX_NONE;
}

uint32_t build_platform_number(const struct build *build, string_id key)
{
    const struct prepared *prepared = build->prepared;
    for (size_t p = 0; p < prepared->model.platform_count; ++p) {
        if (prepared->platform_rows[p]->cells[PLATFORMS_PLATFORM].text == key) {
            return (uint32_t)p;
        }
    }
    return INDEX_NONE;
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
