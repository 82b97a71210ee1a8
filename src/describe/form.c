/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the definition of the table and the rows of those that it refers to, in the dataset that was
 * opened, with its base: identifiers may be of either. The example is the one
 * of `init`, with identifiers of the package in place of its own, so that somebody who types it
 * over has a row that is sound. It writes no file: whoever shows a form decides how it looks. */
#include "describe/form.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "tables/dataset.h"
#include "tables/examples.h"
#include "tables/groups.h"

/* What every table may have beside its own columns. Last, as in the example of `init`. */
static const struct form_column provenance[] = {
    {.name = "basis",
     .meaning = "what the figures of the row rest on",
     .values = "measured, reported, derived or assumed"},
    {.name = "source", .meaning = "where they are from", .values = "text"}};

enum { PROVENANCE_COUNT = sizeof provenance / sizeof provenance[0] };

/* The column of names of a table; -1 where it has none. */
static int name_column(const struct table_schema *schema)
{
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (strcmp(schema->columns[i].name, "name") == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* One choice an identifier, though a table with dates has a row of it for each of them; in the
 * order of the file. */
static blackout_status add_choices(struct form_column *column, struct arena *arena,
                                   const blackout_dataset *dataset, enum table_id id,
                                   blackout_error *error)
{
    const struct table *table = &dataset->tables[id];
    const int key = schema_table(id)->key_columns[0];
    const int name = name_column(schema_table(id));
    struct groups groups;
    blackout_status status = groups_make(&groups, table, &key, 1, error);
    struct form_choice *choices = arena_alloc(arena, groups.count, sizeof *choices);
    if (status == BLACKOUT_OK && choices == NULL) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < groups.count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[groups.groups[i].rows[0]];
        choices[i] = (struct form_choice){
            .key = dataset_text(dataset, row->cells[key].text),
            .name = name >= 0 ? dataset_text(dataset, row->cells[name].text) : ""};
    }
    column->choices = choices;
    column->choice_count = status == BLACKOUT_OK ? groups.count : 0;
    groups_free(&groups);
    return status;
}

/* The next field of the example's first row, which has no quotes; "" after the last. Examples are
 * the program's own, so that no reader of CSV is needed here. */
static const char *next_field(const char **row, struct arena *arena)
{
    const size_t length = strcspn(*row, ",\n");
    const char *field = arena_copy(arena, *row, length);
    *row += length + ((*row)[length] == ',' ? 1 : 0);
    return field;
}

/* A table that the package lacks can offer nothing: its column takes any identifier. */
static blackout_status make_column(struct form_column *column, struct arena *arena,
                                   const blackout_dataset *dataset,
                                   const struct column_schema *schema, blackout_error *error)
{
    *column = (struct form_column){.name = schema->name,
                                   .meaning = schema->meaning,
                                   .values = schema->remedy,
                                   .required = schema->need == REQUIRED,
                                   .is_number = schema->type == COLUMN_NUMBER ||
                                                schema->type == COLUMN_INTEGER};
    return schema->refers_to < TABLE_COUNT && dataset->tables[schema->refers_to].present
               ? add_choices(column, arena, dataset, schema->refers_to, error)
               : BLACKOUT_OK;
}

/* An empty cell of the example is sound as it is. */
static bool is_choice(const struct form_column *column, const char *text)
{
    for (size_t i = 0; i < column->choice_count; ++i) {
        if (strcmp(column->choices[i].key, text) == 0) {
            return true;
        }
    }
    return column->choice_count == 0 || text[0] == '\0';
}

/* An identifier of the example that the package does not know would be refused: its first one takes
 * the place. */
static blackout_status fill(struct form_column *columns, struct arena *arena,
                            const blackout_dataset *dataset, enum table_id id,
                            blackout_error *error)
{
    const struct table_schema *schema = schema_table(id);
    const char *example = example_csv(arena, id);
    /* The second line: the first has the names. */
    const char *row = example != NULL ? strchr(example, '\n') : NULL;
    if (row == NULL) {
        return error_memory(error);
    }
    ++row;
    for (size_t i = 0; i < schema->column_count + PROVENANCE_COUNT; ++i) {
        blackout_status status = BLACKOUT_OK;
        if (i < schema->column_count) {
            status = make_column(&columns[i], arena, dataset, &schema->columns[i], error);
        } else {
            columns[i] = provenance[i - schema->column_count];
        }
        columns[i].example = next_field(&row, arena);
        if (status == BLACKOUT_OK && columns[i].example == NULL) {
            status = error_memory(error);
        }
        if (status != BLACKOUT_OK) {
            return status;
        }
        if (columns[i].choices != NULL && !is_choice(&columns[i], columns[i].example)) {
            columns[i].example = columns[i].choices[0].key;
        }
    }
    return BLACKOUT_OK;
}

blackout_status form_make(struct form *form, struct arena *arena, const blackout_dataset *dataset,
                          const char *table, blackout_error *error)
{
    const enum table_id id = schema_find(table);
    *form = (struct form){0};
    if (id == NO_TABLE) {
        return error_field(error, BLACKOUT_ERROR_USAGE, "table",
                           "there is no table '%.40s'; `blackout schema` lists them", table);
    }
    const size_t count = schema_table(id)->column_count + PROVENANCE_COUNT;
    struct form_column *columns = arena_alloc(arena, count, sizeof *columns);
    if (columns == NULL) {
        return error_memory(error);
    }
    *form = (struct form){.package = dataset->package.name,
                          .table = schema_table(id)->name,
                          .columns = columns,
                          .column_count = count};
    return fill(columns, arena, dataset, id, error);
}
