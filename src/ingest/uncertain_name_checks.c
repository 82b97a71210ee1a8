/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is that of an input (prepare/parameters.c): the texts of a row's key columns with '/'
 * between. Keys are compared as whole texts, since a name may have a '/' itself. From the table to
 * the key, each only where what is before it was found: a key of an unknown table is nothing that
 * can be judged. */
#include "ingest/uncertain_name_checks.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/strings.h"
#include "core/text.h"
#include "ingest/base_rows.h"
#include "ingest/table_checks.h"

/* Tables whose inputs have the keys of their rows. Others have `*` alone, or keys of bookings. A
 * table whose rows become inputs under their own keys is to be added here; until then a slip in its
 * keys is told by estimates alone (uncertainty_unused). */
static const bool has_inputs_by_key[TABLE_COUNT] = {
    [OWNERS] = true,    [REGIONS] = true,   [SECTORS] = true,
    [CHANNELS] = true,  [PLATFORMS] = true, [PLATFORM_REGIONS] = true,
    [FALLBACKS] = true, [FX] = true,        [CREDITS] = true,
    [SUPPLY] = true};

/* Of a key as much as a message shows; of a table its first keys, 20 KB of them. */
enum { KEY_SIZE = 80, ADVICE_SIZE = 160, MOST_CANDIDATES = 256 };

struct uncertain_names {
    const struct ingest *ingest;
    struct arena scratch;
    struct strings keys[TABLE_COUNT]; /* of tables whose keys have several parts, as texts */
    bool has_keys[TABLE_COUNT];       /* they have been made */
};

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

static bool is_number(const struct column_schema *schema)
{
    return schema->type == COLUMN_NUMBER || schema->type == COLUMN_INTEGER;
}

/* Only numbers have ranges and groups. A table without any has no input, and no remedy but another
 * table. */
static void fault_text(const struct ingest *ingest, const struct row *row,
                       const struct table_schema *schema, const char *number)
{
    const struct place place =
        table_place(&ingest->context.tables[UNCERTAINTY], row, UNCERTAINTY_COLUMN);
    diagnostics_fault(ingest->context.diagnostics, &place, "bad_value",
                      "%s has no numbers ('%.80s'); a column of %s%s%s", place.field,
                      text_of(ingest, row, UNCERTAINTY_COLUMN),
                      number != NULL ? schema->name : "another table",
                      number != NULL ? " that has, such as " : "", number != NULL ? number : "");
}

/* To the letter, where the header of a file forgives case and blanks: estimates compare the name so
 * (estimate/factors.c). */
static bool check_column(const struct ingest *ingest, const struct row *row,
                         const struct table_schema *schema)
{
    const char *name = text_of(ingest, row, UNCERTAINTY_COLUMN);
    const char *numbers[MOST_COLUMNS] = {NULL};
    size_t count = 0;
    bool is_text = false;
    char otherwise[KEY_SIZE];
    for (size_t i = 0; i < schema->column_count; ++i) {
        const struct column_schema *column = &schema->columns[i];
        const bool named = strcmp(name, column->name) == 0;
        if (named && is_number(column)) {
            return true;
        }
        is_text = is_text || named;
        if (is_number(column)) {
            numbers[count++] = column->name;
        }
    }
    if (is_text) {
        fault_text(ingest, row, schema, numbers[0]);
        return false;
    }
    snprintf(otherwise, sizeof otherwise, "a column of %s", schema->name);
    fault_name(ingest, row, UNCERTAINTY_COLUMN, text_nearest(name, numbers, count), otherwise);
    return false;
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* One part of the key of a row; numbers are as parameters have them. Text columns and numbers
 * alone: no table of has_inputs_by_key has a key of times or whole numbers. */
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

static bool add_key(struct uncertain_names *names, struct strings *keys,
                    const struct table_schema *schema, const struct row *row)
{
    char number[NUMBER_TEXT_SIZE];
    const char *key = key_part(number, names->ingest, schema, row, 0);
    for (size_t i = 1; i < schema->key_column_count && key != NULL; ++i) {
        char next[NUMBER_TEXT_SIZE];
        const char *part = key_part(next, names->ingest, schema, row, i);
        key = arena_format(&names->scratch, "%s/%s", key, part);
    }
    return key != NULL && strings_add(keys, key, strlen(key)) != STRING_UNKNOWN;
}

/* Once a table: rows of `uncertainty` may be as many as its. False when memory is out. */
static bool make_keys(struct uncertain_names *names, const struct table *table)
{
    struct strings *keys = &names->keys[table->id];
    bool sound = strings_init(keys, &names->scratch) == 0;
    for (size_t i = 0; i < table->row_count && sound; ++i) {
        sound = add_key(names, keys, schema_table(table->id), &table->rows[i]);
    }
    names->has_keys[table->id] = sound;
    return sound;
}

/* The same when memory is out: the caller asks the arena. */
static bool has_key(struct uncertain_names *names, const struct table *table, const char *key)
{
    const struct strings *texts = names->ingest->context.strings;
    if (schema_table(table->id)->key_column_count == 1) {
        return !table_lacks_key(table, strings_find(texts, key, strlen(key)));
    }
    return (!names->has_keys[table->id] && !make_keys(names, table)) ||
           strings_find(&names->keys[table->id], key, strlen(key)) != STRING_UNKNOWN;
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

/* Of keys of several parts, among the first: as much of each as a message shows is compared. */
static bool near_parts(char near[KEY_SIZE], const struct ingest *ingest, const struct table *table,
                       const char *key)
{
    char texts[MOST_CANDIDATES][KEY_SIZE];
    const char *candidates[MOST_CANDIDATES] = {NULL};
    size_t count = 0;
    if (!diagnostics_seek_advice(ingest->context.diagnostics)) {
        return false;
    }
    for (; count < table->row_count && count < MOST_CANDIDATES; ++count) {
        print_key(texts[count], ingest, table, &table->rows[count]);
        candidates[count] = texts[count];
    }
    const char *found = text_nearest(key, candidates, count);
    snprintf(near, KEY_SIZE, "%s", found != NULL ? found : "");
    return found != NULL;
}

static bool find_near(char near[KEY_SIZE], const struct ingest *ingest, const struct table *table,
                      const char *key)
{
    if (schema_table(table->id)->key_column_count > 1) {
        return near_parts(near, ingest, table, key);
    }
    const char *found = table_nearest_key(&ingest->context, table, key);
    snprintf(near, KEY_SIZE, "%s", found != NULL ? found : "");
    return found != NULL;
}

/* The nearest key, or how one looks. */
static void advise(char advice[ADVICE_SIZE], const struct ingest *ingest, const struct table *table,
                   const char *key)
{
    char shown[KEY_SIZE];
    if (find_near(shown, ingest, table, key)) {
        snprintf(advice, ADVICE_SIZE, "perhaps '%s'", shown);
    } else if (table->row_count > 0) {
        print_key(shown, ingest, table, &table->rows[0]);
        snprintf(advice, ADVICE_SIZE, "a key such as '%s', or * for every row", shown);
    } else {
        snprintf(advice, ADVICE_SIZE, "* for every row");
    }
}

/* Rows of a base are for what it has itself: where the package over it has replaced the table, its
 * keys need not be there. Where rows of the table were lost, the key may be one of theirs. */
static void check_key(struct uncertain_names *names, const struct row *row, enum table_id id)
{
    const struct ingest *ingest = names->ingest;
    const struct table_context *context = &ingest->context;
    const struct table *uncertainty = &context->tables[UNCERTAINTY];
    const struct table *table = &context->tables[id];
    const char *key = text_of(ingest, row, UNCERTAINTY_KEY);
    char advice[ADVICE_SIZE];
    if (!has_inputs_by_key[id] || !check_is_whole(table) || table->lost_rows ||
        base_rows_may_lack(ingest, uncertainty, id) || strcmp(key, "*") == 0 ||
        has_key(names, table, key)) {
        return;
    }
    advise(advice, ingest, table, key);
    const struct place place = table_place(uncertainty, row, UNCERTAINTY_KEY);
    diagnostics_fault(context->diagnostics, &place, "missing_key", "%s is not in %s ('%.80s'); %s",
                      place.field, schema_table(id)->name, key, advice);
}

blackout_status uncertain_name_checks(const struct ingest *ingest, blackout_error *error)
{
    const struct table *table = &ingest->context.tables[UNCERTAINTY];
    struct uncertain_names names = {.ingest = ingest};
    for (size_t i = 0; table->present && i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (!row->faulty && check_resource(ingest, row)) {
            const enum table_id id = schema_find(text_of(ingest, row, UNCERTAINTY_RESOURCE));
            if (check_column(ingest, row, schema_table(id))) {
                check_key(&names, row, id);
            }
        }
    }
    return arena_end(&names.scratch, BLACKOUT_OK, error);
}
