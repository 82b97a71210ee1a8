/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scenario sets in the tables. Only tables that change are copied. The checks of the
 * loader run again over the copies: a change that would be a fault in a file must be one in a
 * scenario, by the same rule. */
#include "prepare/overlay.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "ingest/checks.h"
#include "ingest/fields.h"
#include "ingest/warning_keeper.h"
#include "tables/table_copy.h"

enum { MESSAGE_SIZE = 640 };

/* `copied` says which tables are the copy's own by now; all others are still the dataset's. */
struct overlaying {
    blackout_dataset *dataset; /* the copy */
    struct arena *arena;
    struct warning_list *warnings;
    bool copied[TABLE_COUNT];
    const struct scenario_override *override;
    enum table_id table;
    blackout_error *error;
};

static const char list_columns[] = "`blackout schema table:NAME` lists its columns";

static blackout_status refuse(const struct overlaying *overlaying, const char *what,
                              const char *value, const char *remedy)
{
    return error_field(overlaying->error, BLACKOUT_ERROR_USAGE, "set", "set: %s ('%.300s'); %s",
                       what, value, remedy);
}

static int find_column(enum table_id table, const char *name)
{
    const struct table_schema *schema = schema_table(table);
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (strcmp(schema->columns[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* Once a table: later changes go into the same copy. A table that the package lacks is there from
 * now on, since a row may be added to it; messages name the file that it would have. */
static blackout_status copy_table(struct overlaying *overlaying)
{
    struct table *table = &overlaying->dataset->tables[overlaying->table];
    if (overlaying->copied[overlaying->table]) {
        return BLACKOUT_OK;
    }
    if (!table->present) {
        table->source =
            arena_format(overlaying->arena, "%s.csv", schema_table(overlaying->table)->name);
        if (table->source == NULL) {
            return error_memory(overlaying->error);
        }
    }
    table->present = true;
    overlaying->copied[overlaying->table] = true;
    return table_unshare(table, overlaying->arena, overlaying->error);
}

/* Whether a row meets the conditions; an empty text is met by an empty cell. Every column in
 * `where` has been checked to exist, so that `column` is never below 0. */
static bool meets(const struct overlaying *overlaying, const struct row *row)
{
    const struct scenario_override *override = overlaying->override;
    for (size_t i = 0; i < override->where_count; ++i) {
        int column = find_column(overlaying->table, override->where[i].column);
        const struct cell *cell = &row->cells[column];
        const char *text = cell->given ? dataset_text(overlaying->dataset, cell->text) : "";
        if (strcmp(text, override->where[i].value) != 0) {
            return false;
        }
    }
    return true;
}

/* A range that the cell had is the estimate's, not the question's. */
static void set_value(struct row *row, int column, double value)
{
    struct cell *cell = &row->cells[column];
    cell->given = true;
    cell->has_range = false;
    cell->asked = true;
    cell->basis = BASIS_MEASURED; /* the question, not an estimate: it does not vary */
    cell->number = value;
}

/* A new row with the conditions as its key. A name that the package does not know can be no key of
 * a row. */
static blackout_status add_row(struct overlaying *overlaying, int column)
{
    struct table *table = &overlaying->dataset->tables[overlaying->table];
    const struct scenario_override *override = overlaying->override;
    const struct table_schema *schema = schema_table(overlaying->table);
    struct cell cells[MOST_COLUMNS] = {0};
    struct row row = {.cells = cells, .column_count = (uint8_t)schema->column_count};
    for (size_t i = 0; i < override->where_count; ++i) {
        int key = find_column(overlaying->table, override->where[i].column);
        row.cells[key].text = dataset_find_text(overlaying->dataset, override->where[i].value);
        /* An empty condition is an empty cell of the key. */
        row.cells[key].given = override->where[i].value[0] != '\0';
        if (row.cells[key].text == STRING_UNKNOWN) {
            return refuse(overlaying, "no row matches the condition", override->where[i].value,
                          "give a value that is in the column");
        }
    }
    for (size_t i = 0; i < schema->key_column_count; ++i) {
        const struct column_schema *key = &schema->columns[schema->key_columns[i]];
        if (key->need == REQUIRED && !row.cells[schema->key_columns[i]].given) {
            return refuse(overlaying,
                          "no row matches the conditions, and they do not give a whole key",
                          key->name, "add that column to `where`");
        }
    }
    set_value(&row, column, override->value);
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (schema->columns[i].need == REQUIRED && !cells[i].given) {
            return refuse(overlaying, "no row matches the conditions, and a new one would have no",
                          schema->columns[i].name, "add the row to the table's file");
        }
    }
    if (schema->key_column_count == 0) {
        return refuse(overlaying,
                      "no row matches the conditions, and rows of the table have no key",
                      override->table, "add the row to the table's file");
    }
    return table_append(table, overlaying->arena, &row, overlaying->error);
}

/* Sums of dependencies and series of traffic have no rows that could be changed. A condition on a
 * number would have to say how equal two numbers are. */
static blackout_status check_names(struct overlaying *overlaying, int *column)
{
    const struct scenario_override *override = overlaying->override;
    overlaying->table = schema_find(override->table);
    if (overlaying->table == NO_TABLE) {
        return refuse(overlaying, "there is no such table", override->table,
                      "`blackout schema` lists the tables");
    }
    if (overlaying->table == DEPENDENCIES || overlaying->table == TRAFFIC) {
        return refuse(overlaying, "the table is not held row by row", override->table,
                      "change its file");
    }
    *column = find_column(overlaying->table, override->column);
    if (*column < 0) {
        return refuse(overlaying, "the table has no such column", override->column, list_columns);
    }
    const struct column_schema *schema = &schema_table(overlaying->table)->columns[*column];
    const bool number = schema->type == COLUMN_NUMBER || schema->type == COLUMN_INTEGER;
    const bool whole = schema->type != COLUMN_INTEGER || override->value == floor(override->value);
    if (!number || !whole || !field_in_range(schema, override->value)) {
        char value[NUMBER_TEXT_SIZE];
        number_print(value, override->value);
        return refuse(overlaying, "the value does not fit the column", value,
                      number ? schema->remedy : "choose a column of numbers");
    }
    for (size_t i = 0; i < override->where_count; ++i) {
        int where = find_column(overlaying->table, override->where[i].column);
        if (where < 0) {
            return refuse(overlaying, "the table has no such column", override->where[i].column,
                          list_columns);
        }
        enum column_type type = schema_table(overlaying->table)->columns[where].type;
        if (type != COLUMN_TEXT && type != COLUMN_KEY && type != COLUMN_CURRENCY) {
            return refuse(overlaying, "a condition can only be on a column of names or currencies",
                          override->where[i].column,
                          "leave it out, which sets the rows of all its values, or change the "
                          "table's file");
        }
    }
    return BLACKOUT_OK;
}

/* What no row meets is a new row: a fallback, say, that the package lacks. A rate cannot be one: it
 * has a date, and conditions are texts. Several rows may meet the conditions, and all of them are
 * set: that is how a column is set for a whole table. */
static blackout_status apply(struct overlaying *overlaying)
{
    int column = -1;
    size_t met = 0;
    blackout_status status = check_names(overlaying, &column);
    if (status == BLACKOUT_OK) {
        status = copy_table(overlaying);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct table *table = &overlaying->dataset->tables[overlaying->table];
    for (size_t i = 0; i < table->row_count; ++i) {
        if (meets(overlaying, &table->rows[i])) {
            set_value(&table->rows[i], column, overlaying->override->value);
            ++met;
        }
    }
    return met > 0 ? BLACKOUT_OK : add_row(overlaying, column);
}

/* ---- The loader's checks, on the changed tables ---------------------------------------------- */

struct findings {
    char fault[MESSAGE_SIZE]; /* an error has room for one */
    struct warning_list *warnings;
    struct arena *arena;
    bool out_of_memory; /* a warning could not be kept */
};

/* Warnings of rows that the scenario leaves as they are have been given with the dataset: they are
 * of the same places, and the report has them once. */
static void listen(void *user, const blackout_diagnostic *diagnostic)
{
    struct findings *findings = user;
    if (diagnostic->severity == BLACKOUT_WARNING) {
        findings->out_of_memory =
            warning_keep(findings->warnings, findings->arena, diagnostic) != 0 ||
            findings->out_of_memory;
    } else if (findings->fault[0] == '\0') {
        snprintf(findings->fault, MESSAGE_SIZE, "%s", diagnostic->message);
    }
}

/* Strings are frozen: a check must not add names to the dataset that is shared. */
static blackout_status check_tables(struct overlaying *overlaying)
{
    struct findings findings = {.warnings = overlaying->warnings, .arena = overlaying->arena};
    struct diagnostics diagnostics = {.function = listen, .user = &findings};
    struct table_context context = {.arena = overlaying->arena,
                                    .strings = &overlaying->dataset->strings,
                                    .strings_frozen = true,
                                    .diagnostics = &diagnostics,
                                    .tables = overlaying->dataset->tables};
    blackout_status status = BLACKOUT_OK;
    /* All keys first: checks look up rows of other tables. */
    for (int id = 0; id < TABLE_COUNT && status == BLACKOUT_OK; ++id) {
        if (overlaying->copied[id]) {
            status = table_index(&context.tables[id], &context, overlaying->error);
        }
    }
    for (int id = 0; id < TABLE_COUNT && status == BLACKOUT_OK; ++id) {
        if (overlaying->copied[id]) {
            /* Of the changed tables alone: the others are as the loader has checked them. */
            status = checks_table(&context, (enum table_id)id, overlaying->error);
        }
    }
    status = diagnostics_judge(&diagnostics, status, overlaying->error);
    diagnostics_flush(&diagnostics);
    diagnostics_free(&diagnostics);
    if (status == BLACKOUT_OK && findings.out_of_memory) {
        status = error_memory(overlaying->error);
    }
    if (status == BLACKOUT_OK && findings.fault[0] != '\0') {
        status = refuse(overlaying, "the package would no longer be valid", findings.fault,
                        "give all of the table's key columns in `where`, which sets one row");
    }
    return status;
}

/* Without a change the dataset itself, else a copy in the caller's arena that shares the tables
 * that do not change. */
blackout_status overlay_make(const blackout_dataset **overlay, struct warning_list *warnings,
                             struct arena *arena, const blackout_dataset *dataset,
                             const blackout_scenario *scenario, blackout_error *error)
{
    *overlay = dataset;
    if (scenario->override_count == 0) {
        return BLACKOUT_OK;
    }
    struct overlaying overlaying = {.arena = arena, .warnings = warnings, .error = error};
    overlaying.dataset = arena_alloc(arena, 1, sizeof *overlaying.dataset);
    if (overlaying.dataset == NULL) {
        return error_memory(error);
    }
    /* Shallow: tables point to the dataset's rows until copy_table() gives them rows of their own.
     */
    *overlaying.dataset = *dataset;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < scenario->override_count && status == BLACKOUT_OK; ++i) {
        overlaying.override = &scenario->overrides[i];
        status = apply(&overlaying);
    }
    *overlay = overlaying.dataset;
    return status == BLACKOUT_OK ? check_tables(&overlaying) : status;
}
