/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the definitions in words, for callers that may not see the internal ones. Texts are
 * borrowed from static tables. */
#include "describe/table_guide.h"

#include <float.h>
#include <string.h>

#include "tables/examples.h"
#include "tables/notes.h"

_Static_assert((int)GUIDE_KEYS == (int)MOST_KEY_COLUMNS, "a guide has room for every key");

/* Words of the documentation, not of the enumeration. */
static const char *const type_names[] = {
    [COLUMN_KEY] = "key",           [COLUMN_KEYS] = "keys",       [COLUMN_TEXT] = "text",
    [COLUMN_NUMBER] = "number",     [COLUMN_INTEGER] = "integer", [COLUMN_INSTANT] = "time",
    [COLUMN_CURRENCY] = "currency", [COLUMN_FLAG] = "flag",       [COLUMN_REASON] = "flag"};

/* The bounds of a double mean that there is none. */
static struct guide_column column_of(const struct column_schema *schema)
{
    return (struct guide_column){
        .name = schema->name,
        .type = type_names[schema->type],
        .required = schema->need == REQUIRED,
        .refers_to = schema->refers_to != NO_TABLE ? schema_table(schema->refers_to)->name : NULL,
        .has_min = schema->min > -DBL_MAX,
        .open_min = schema->range_open,
        .min = schema->min,
        .has_max = schema->max < DBL_MAX,
        .max = schema->max,
        .remedy = schema->remedy,
        .meaning = schema->meaning};
}

const char *table_guide_name(size_t table)
{
    return table < TABLE_COUNT ? schema_table((enum table_id)table)->name : NULL;
}

const char *table_guide_schema_name(size_t table)
{
    return table < NO_TABLE ? schema_table((enum table_id)table)->schema_name : NULL;
}

/* Under both names, since a user finds "table:NAME" in the list of schemas. schema_find() knows the
 * tables of a package alone; here are those of other files too. */
static enum table_id find(const char *name)
{
    int table = 0;
    while (table < NO_TABLE && strcmp(schema_table((enum table_id)table)->name, name) != 0 &&
           strcmp(schema_table((enum table_id)table)->schema_name, name) != 0) {
        ++table;
    }
    return (enum table_id)table;
}

static void set_keys(struct table_guide *guide, const struct table_schema *schema)
{
    guide->key_count = schema->key_column_count;
    for (size_t i = 0; i < schema->key_column_count; ++i) {
        guide->keys[i] = schema->columns[schema->key_columns[i]].name;
    }
    guide->as_of = schema->as_of_column >= 0 ? schema->columns[schema->as_of_column].name : NULL;
}

/* False with a name is a lack of memory, without one an unknown table: the caller tells them apart
 * by it. */
bool table_guide_make(struct table_guide *guide, struct arena *arena, const char *name)
{
    enum table_id table = find(name);
    *guide = (struct table_guide){0};
    if (table == NO_TABLE) {
        return false;
    }
    const struct table_schema *schema = schema_table(table);
    struct guide_column *columns = arena_alloc(arena, schema->column_count, sizeof *columns);
    *guide = (struct table_guide){.name = schema->name,
                                  .meaning = schema->meaning,
                                  .required = schema->need == REQUIRED,
                                  .note = table_note(table),
                                  .columns = columns,
                                  .column_count = schema->column_count,
                                  .example = example_csv(arena, table)};
    set_keys(guide, schema);
    if (columns == NULL || guide->example == NULL) {
        return false;
    }
    for (size_t i = 0; i < schema->column_count; ++i) {
        columns[i] = column_of(&schema->columns[i]);
    }
    return true;
}
