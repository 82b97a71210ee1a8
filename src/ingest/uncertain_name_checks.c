/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is that of an input (prepare/parameters.c): the texts of a row's key columns with '/'
 * between. Keys are compared as whole texts, since a name may have a '/' itself. */
#include "ingest/uncertain_name_checks.h"

#include <stdio.h>
#include <string.h>

#include "core/number.h"
#include "core/text.h"
#include "ingest/base_rows.h"
#include "ingest/table_checks.h"

/* Tables whose inputs have the keys of their rows. Others have `*` alone, or keys of bookings. */
static const bool has_inputs_by_key[TABLE_COUNT] = {
    [OWNERS] = true,    [REGIONS] = true,   [SECTORS] = true,
    [CHANNELS] = true,  [PLATFORMS] = true, [PLATFORM_REGIONS] = true,
    [FALLBACKS] = true, [FX] = true,        [CREDITS] = true,
    [SUPPLY] = true};

enum { KEY_SIZE = 80, ADVICE_SIZE = 160, MOST_CANDIDATES = 256, MOST_SEARCHES = 1000 };

static const char *text_of(const struct ingest *ingest, const struct row *row, int column)
{
    return check_text(&ingest->context, row, column);
}

/* ---- Tables and columns ---------------------------------------------------------------------- */

static void fault_name(const struct ingest *ingest, const struct row *row, int column,
                       const char *near, const char *otherwise)
{
    const struct place place = table_place(&ingest->context.tables[UNCERTAINTY], row, column);
    diagnostics_fault(ingest->context.diagnostics, &place, "bad_value",
                      "%s is not known ('%.80s'); %s%s%s", place.field,
                      text_of(ingest, row, column), near != NULL ? "perhaps '" : otherwise,
                      near != NULL ? near : "", near != NULL ? "'" : "");
}

static bool check_resource(const struct ingest *ingest, const struct row *row)
{
    const char *name = text_of(ingest, row, UNCERTAINTY_RESOURCE);
    const char *names[TABLE_COUNT];
    if (schema_find(name) != NO_TABLE) {
        return true;
    }
    for (int id = 0; id < TABLE_COUNT; ++id) {
        names[id] = schema_table((enum table_id)id)->name;
    }
    fault_name(ingest, row, UNCERTAINTY_RESOURCE, text_nearest(name, names, TABLE_COUNT),
               "a table, such as platforms or sectors");
    return false;
}

static bool check_column(const struct ingest *ingest, const struct row *row,
                         const struct table_schema *schema)
{
    const char *name = text_of(ingest, row, UNCERTAINTY_COLUMN);
    const char *names[MOST_COLUMNS];
    char otherwise[KEY_SIZE];
    for (size_t i = 0; i < schema->column_count; ++i) {
        names[i] = schema->columns[i].name;
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    snprintf(otherwise, sizeof otherwise, "a column of %s", schema->name);
    fault_name(ingest, row, UNCERTAINTY_COLUMN, text_nearest(name, names, schema->column_count),
               otherwise);
    return false;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* One part of the key of a row; numbers are as parameters have them. */
static const char *key_part(char number[NUMBER_TEXT_SIZE], const struct ingest *ingest,
                            const struct table_schema *schema, const struct row *row, size_t part)
{
    const int column = schema->key_columns[part];
    if (schema->columns[column].type != COLUMN_NUMBER) {
        return text_of(ingest, row, column);
    }
    number_print(number, row->cells[column].number);
    return number;
}

static bool is_key_of(const struct ingest *ingest, const struct table_schema *schema,
                      const struct row *row, const char *key)
{
    char number[NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < schema->key_column_count; ++i) {
        const char *part = key_part(number, ingest, schema, row, i);
        const size_t length = strlen(part);
        const char end = i + 1 < schema->key_column_count ? '/' : '\0';
        if (strncmp(key, part, length) != 0 || key[length] != end) {
            return false;
        }
        key += length + 1;
    }
    return true;
}

static bool has_key(const struct ingest *ingest, const struct table *table, const char *key)
{
    const struct table_schema *schema = schema_table(table->id);
    if (schema->key_column_count == 1) {
        return !table_lacks_key(table, strings_find(ingest->context.strings, key, strlen(key)));
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        if (is_key_of(ingest, schema, &table->rows[i], key)) {
            return true;
        }
    }
    return false;
}

static void print_key(char out[KEY_SIZE], const struct ingest *ingest, const struct table *table,
                      const struct row *row)
{
    const struct table_schema *schema = schema_table(table->id);
    char number[NUMBER_TEXT_SIZE];
    size_t used = 0;
    for (size_t i = 0; i < schema->key_column_count && used < KEY_SIZE; ++i) {
        used += (size_t)snprintf(out + used, KEY_SIZE - used, "%s%s", i > 0 ? "/" : "",
                                 key_part(number, ingest, schema, row, i));
    }
}

/* The nearest of the first keys, or how one looks. */
static void advise(char advice[ADVICE_SIZE], const struct ingest *ingest, const struct table *table,
                   const char *key)
{
    char texts[MOST_CANDIDATES][KEY_SIZE];
    const char *candidates[MOST_CANDIDATES] = {NULL};
    size_t count = 0;
    for (; count < table->row_count && count < MOST_CANDIDATES; ++count) {
        print_key(texts[count], ingest, table, &table->rows[count]);
        candidates[count] = texts[count];
    }
    const char *near = text_nearest(key, candidates, count);
    if (near != NULL) {
        snprintf(advice, ADVICE_SIZE, "perhaps '%s'", near);
    } else if (count > 0) {
        snprintf(advice, ADVICE_SIZE, "a key such as '%s', or * for every row", texts[0]);
    }
}

/* Rows of a base are for what it has itself. */
static void check_key(const struct ingest *ingest, const struct row *row, enum table_id id)
{
    const struct table_context *context = &ingest->context;
    const struct table *uncertainty = &context->tables[UNCERTAINTY];
    const struct table *table = &context->tables[id];
    const char *key = text_of(ingest, row, UNCERTAINTY_KEY);
    char advice[ADVICE_SIZE] = "* for every row";
    if (!has_inputs_by_key[id] || !check_is_whole(table) || table->lost_rows ||
        base_rows_may_lack(ingest, uncertainty, id) || strcmp(key, "*") == 0 ||
        has_key(ingest, table, key)) {
        return;
    }
    if (context->diagnostics->fault_count <= MOST_SEARCHES) {
        advise(advice, ingest, table, key);
    }
    const struct place place = table_place(uncertainty, row, UNCERTAINTY_KEY);
    diagnostics_fault(context->diagnostics, &place, "missing_key", "%s is not in %s ('%.80s'); %s",
                      place.field, schema_table(id)->name, key, advice);
}

void uncertain_name_checks(const struct ingest *ingest)
{
    const struct table *table = &ingest->context.tables[UNCERTAINTY];
    for (size_t i = 0; table->present && i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (!row->faulty && check_resource(ingest, row)) {
            const enum table_id id = schema_find(text_of(ingest, row, UNCERTAINTY_RESOURCE));
            if (check_column(ingest, row, schema_table(id))) {
                check_key(ingest, row, id);
            }
        }
    }
}
