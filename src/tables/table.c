/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: marks, keys, dates, rows. A row's keys count as known even where something else in it
 * is wrong, and sums that a lost row belongs to are not judged: what a row that had to be left out
 * may have held is remembered. */
#include "tables/table.h"

#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"

struct place table_place(const struct table *table, const struct row *row, int column)
{
    const struct column_schema *schema = &schema_table(table->id)->columns[column];
    return (struct place){.source = table->source,
                          .line = row->line,
                          .column = table->places[column],
                          .field = schema->name};
}

size_t table_key_place(const struct table *table)
{
    return table->places[schema_table(table->id)->key_columns[0]];
}

/* ---- Marks ----------------------------------------------------------------------------------- */

static unsigned marks_of(const struct table *table, string_id text)
{
    return text < table->mark_capacity ? table->marks[text] : 0;
}

bool table_has_key(const struct table *table, string_id key)
{
    return (marks_of(table, key) & (MARK_KEY | MARK_MAYBE)) != 0;
}

/* No for a table of which keys may have been lost: one mistake must not become a fault in each row
 * that refers to it. */
bool table_lacks_key(const struct table *table, string_id key)
{
    return table->present && !table->broken && !table->lost_keys && !table_has_key(table, key);
}

bool table_lost(const struct table *table, string_id text)
{
    return (marks_of(table, text) & MARK_LOST) != 0;
}

/* Makes room for number `at` in an array by string numbers; what is new is 0. The old array stays
 * in the arena, so that doubling bounds what is lost. */
static blackout_status reach(void **array, size_t *capacity, size_t at, size_t size,
                             struct arena *arena, blackout_error *error)
{
    if (at < *capacity) {
        return BLACKOUT_OK;
    }
    size_t larger_capacity = 2 * (at + 64);
    void *larger = arena_alloc(arena, larger_capacity, size);
    if (larger == NULL) {
        return error_memory(error);
    }
    if (*capacity > 0) {
        memcpy(larger, *array, *capacity * size);
    }
    *array = larger;
    *capacity = larger_capacity;
    return BLACKOUT_OK;
}

blackout_status table_mark_text(struct table *table, struct arena *arena, string_id text,
                                unsigned marks, blackout_error *error)
{
    if (text == STRING_UNKNOWN) {
        return error_memory(error);
    }
    blackout_status status = reach((void **)&table->marks, &table->mark_capacity, text,
                                   sizeof *table->marks, arena, error);
    if (status == BLACKOUT_OK) {
        table->marks[text] |= (uint8_t)marks;
    }
    return status;
}

/* Number 0 is the empty text, which is no key. */
const char *table_nearest_key(const struct table_context *context, const struct table *table,
                              const char *text)
{
    enum { MOST_CANDIDATES = 512 };
    const char *candidates[MOST_CANDIDATES];
    size_t count = 0;
    if (!diagnostics_seek_advice(context->diagnostics)) {
        return NULL;
    }
    for (string_id id = 1; id < table->mark_capacity && count < MOST_CANDIDATES; ++id) {
        if ((table->marks[id] & MARK_KEY) != 0) {
            candidates[count++] = strings_text(context->strings, id);
        }
    }
    return text_nearest(text, candidates, count);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* The bits that tell two cells of a key column apart. An empty cell has bits of its own, so that
 * rows without an optional key are compared as well. These bits are of no text and no instant, and
 * as a number they are NaN. */
static uint64_t key_bits(const struct cell *cell, enum column_type type)
{
    uint64_t bits = UINT64_MAX;
    if (!cell->given) {
        return bits;
    }
    switch (type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        memcpy(&bits, &cell->number, sizeof bits);
        return bits;
    case COLUMN_INSTANT: /* so that the last bits are those of INSTANT_ANY, which no cell is */
        return (uint64_t)cell->time ^ (uint64_t)INT64_MIN;
    default:
        return cell->text;
    }
}

static int key_part(const struct table_schema *schema, size_t part)
{
    return part < schema->key_column_count ? schema->key_columns[part] : schema->as_of_column;
}

static size_t key_parts(const struct table_schema *schema)
{
    return schema->key_column_count + (schema->as_of_column >= 0 ? 1 : 0);
}

/* Of the first `count` parts. The number of the part is added, so that keys with the same texts in
 * another order are told apart. */
static uint64_t parts_hash(const struct table_schema *schema, const struct row *row, size_t count)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < count; ++i) {
        int column = key_part(schema, i);
        hash = hash_mix(hash ^ key_bits(&row->cells[column], schema->columns[column].type)) + i;
    }
    return hash;
}

static uint64_t key_hash(const struct table_schema *schema, const struct row *row)
{
    return parts_hash(schema, row, key_parts(schema));
}

/* Whether the first `count` parts of two keys are the same. */
static bool same_parts(const struct table_schema *schema, const struct row *a, const struct row *b,
                       size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        int column = key_part(schema, i);
        enum column_type type = schema->columns[column].type;
        if (key_bits(&a->cells[column], type) != key_bits(&b->cells[column], type)) {
            return false;
        }
    }
    return true;
}

static const struct row *find(const struct table *table, uint64_t hash, const struct row *wanted)
{
    const struct table_schema *schema = schema_table(table->id);
    struct lookup_step step = lookup_start(hash);
    uint32_t place;
    while ((place = lookup_next(&table->by_key, &step)) != LOOKUP_NONE) {
        if (same_parts(schema, &table->rows[place], wanted, key_parts(schema))) {
            return &table->rows[place];
        }
    }
    return NULL;
}

/* The date is part of the key: a platform has a row for each time that its figures changed. */
const struct row *table_find(const struct table *table, const struct row *wanted)
{
    return find(table, key_hash(schema_table(table->id), wanted), wanted);
}

/* Whether the key is known: all parts that must have a value have one, and none was refused. */
static bool has_key(const struct table_schema *schema, const struct row *row)
{
    for (size_t i = 0; i < key_parts(schema); ++i) {
        const int column = key_part(schema, i);
        const struct cell *cell = &row->cells[column];
        if (cell->refused || (schema->columns[column].need == REQUIRED && !cell->given)) {
            return false;
        }
    }
    return schema->key_column_count > 0;
}

/* ---- Dates ----------------------------------------------------------------------------------- */

/* The number of the row that was added last with this first key; 0: none, else number + 1. */
static uint32_t newest_of(const struct table *table, string_id key)
{
    return key < table->newest_capacity ? table->newest[key] : 0;
}

/* Whether `row` was known at `time`, and is later than `best` (NULL: than nothing). Rows come from
 * the last one up: of two on one day, the one further down serves. */
static bool is_later(const struct row *row, const struct row *best, int column, instant time)
{
    const struct cell *date = &row->cells[column];
    const struct cell *other = best != NULL ? &best->cells[column] : NULL;
    return (!date->given || date->time <= time) &&
           (best == NULL || (date->given && (!other->given || date->time > other->time)));
}

/* Rows of one key are chained from the last one back, which is nearly always in force. */
const struct row *table_in_force(const struct table *table, string_id key, instant time)
{
    const int column = schema_table(table->id)->as_of_column;
    const struct row *best = NULL;
    for (uint32_t place = newest_of(table, key); place != 0; place = table->older[place - 1]) {
        const struct row *row = &table->rows[place - 1];
        best = is_later(row, best, column, time) ? row : best;
        if (best != NULL && table->dates_ascend) {
            break; /* those before it are not later */
        }
    }
    return best;
}

/* Of the rows of one key that were known, the first that is met counts for them, until a later one
 * is. Rows are gone through from the last, as is_later() wants it. */
static int find_in_force(uint32_t *best, struct arena *arena, const struct table *table,
                         instant time)
{
    const struct table_schema *schema = schema_table(table->id);
    struct lookup keys = {0};
    uint32_t count = 0;
    for (size_t i = table->row_count; i > 0; --i) {
        const struct row *row = &table->rows[i - 1];
        const uint64_t hash = parts_hash(schema, row, schema->key_column_count);
        struct lookup_step step = lookup_start(hash);
        uint32_t key;
        if (!is_later(row, NULL, schema->as_of_column, time)) {
            continue;
        }
        while ((key = lookup_next(&keys, &step)) != LOOKUP_NONE &&
               !same_parts(schema, &table->rows[best[key]], row, schema->key_column_count)) {
        }
        if (key == LOOKUP_NONE) {
            best[count] = (uint32_t)(i - 1);
            if (lookup_add(&keys, arena, hash, count++) != 0) {
                return -1;
            }
        } else if (is_later(row, &table->rows[best[key]], schema->as_of_column, time)) {
            best[key] = (uint32_t)(i - 1);
        }
    }
    return (int)count;
}

/* For keys of several columns there is no chain as in table_in_force(): all rows are gone through
 * once, and not once for each key. */
blackout_status table_rows_in_force(bool *in_force, const struct table *table, instant time,
                                    blackout_error *error)
{
    struct arena arena = {0};
    uint32_t *best = arena_alloc(&arena, table->row_count, sizeof *best);
    const int count = best != NULL ? find_in_force(best, &arena, table, time) : -1;
    for (size_t i = 0; i < table->row_count; ++i) {
        in_force[i] = false;
    }
    for (int i = 0; i < count; ++i) {
        in_force[best[i]] = true;
    }
    arena_free(&arena);
    return count >= 0 ? BLACKOUT_OK : error_memory(error);
}

/* Whether a row is not earlier than `before`, of the same key; without a date it comes first. */
static bool ascends(const struct row *before, const struct row *row, int column)
{
    const struct cell *earlier = &before->cells[column];
    const struct cell *date = &row->cells[column];
    return !earlier->given || (date->given && date->time >= earlier->time);
}

/* Puts the last row before those of its first key. Files are mostly in the order of their dates,
 * and as long as they are, the search above ends at its first hit. */
static blackout_status note_date(struct table *table, struct arena *arena, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    const size_t place = table->row_count - 1;
    if (schema->as_of_column < 0) {
        return BLACKOUT_OK;
    }
    const string_id key = table->rows[place].cells[schema->key_columns[0]].text;
    blackout_status status = reach((void **)&table->newest, &table->newest_capacity, key,
                                   sizeof *table->newest, arena, error);
    if (status != BLACKOUT_OK || arena_grow(arena, (void **)&table->older, &table->older_capacity,
                                            place, sizeof *table->older) != 0) {
        return error_memory(error);
    }
    const uint32_t before = table->newest[key];
    table->dates_ascend = (place == 0 || table->dates_ascend) &&
                          (before == 0 || ascends(&table->rows[before - 1], &table->rows[place],
                                                  schema->as_of_column));
    table->older[place] = before;
    table->newest[key] = (uint32_t)place + 1;
    return BLACKOUT_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* The first key column that the file has: an optional one may be left out. */
static int first_key_column(const struct table *table, const struct table_schema *schema)
{
    size_t i = 0;
    while (i + 1 < schema->key_column_count && table->places[schema->key_columns[i]] == 0) {
        ++i;
    }
    return schema->key_columns[i];
}

enum { OTHER_SOURCE_SIZE = 112 };

/* " of prices.csv": the file of a row, where it is another than that of the row that is read. */
static void print_other_source(char *text, size_t size, const struct table *table,
                               const struct row *row)
{
    const char *source = table->source;
    for (size_t i = 0; i < table->source_count; ++i) {
        if (table->rows + table->sources[i].first <= row) {
            source = table->sources[i].source;
        }
    }
    snprintf(text, size, "%s%.100s", source != table->source ? " of " : "",
             source != table->source ? source : "");
}

static void fault_repeated(const struct table *table, struct table_context *context,
                           const struct row *row, const struct row *earlier)
{
    const struct table_schema *schema = schema_table(table->id);
    const int column = first_key_column(table, schema);
    const struct column_schema *first = &schema->columns[column];
    const struct cell *cell = &row->cells[column];
    struct place place = table_place(table, row, column);
    char time[CALENDAR_TEXT_SIZE] = "";
    char other[OTHER_SOURCE_SIZE];
    print_other_source(other, sizeof other, table, earlier);
    /* a cell of a date has no text to show */
    if (first->type == COLUMN_INSTANT && cell->has_time) {
        calendar_print_instant(time, cell->time);
    } else if (first->type == COLUMN_INSTANT) {
        calendar_print_date(time, cell->time);
    }
    diagnostics_fault(context->diagnostics, &place, "repeated_key",
                      "the same key is already in line %zu%s ('%.80s'); keep one row for each %s",
                      (size_t)earlier->line, other,
                      time[0] != '\0' ? time : strings_text(context->strings, cell->text),
                      schema->key_column_count > 1 ? "combination of keys" : first->name);
}

/* The text of a cell that has one. */
static string_id text_of(const struct table_schema *schema, const struct row *row, size_t column)
{
    switch (schema->columns[column].type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
    case COLUMN_INSTANT:
        return STRING_NONE;
    default:
        return row->cells[column].given ? row->cells[column].text : STRING_NONE;
    }
}

/* A row that is reported and not stored: its texts are remembered. Not while texts are frozen: the
 * dataset is shared then, and must not be written to. */
static blackout_status lose_row(struct table *table, struct table_context *context,
                                const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    blackout_status status = BLACKOUT_OK;
    table->lost_rows = true;
    for (size_t i = 0; i < schema->column_count && status == BLACKOUT_OK; ++i) {
        string_id text = text_of(schema, row, i);
        if (text != STRING_NONE && !context->strings_frozen) {
            status = table_mark_text(table, context->arena, text, MARK_LOST, error);
        }
    }
    return status;
}

/* Notes the first key, so that references to a row with a fault elsewhere are good. */
static blackout_status note_key(struct table *table, struct table_context *context,
                                const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    const int column = schema->key_columns[0];
    if (schema->key_column_count == 0) {
        return BLACKOUT_OK;
    }
    if (!row->cells[column].given) {
        table->lost_keys = table->lost_keys || schema->columns[column].need == REQUIRED;
        return BLACKOUT_OK;
    }
    return table_mark_text(table, context->arena, text_of(schema, row, (size_t)column), MARK_KEY,
                           error);
}

/* Cells are copied in one piece with their ranges, where the row has some. Numbers of rows go into
 * a lookup, which is why there may be no more of them. */
blackout_status table_append(struct table *table, struct arena *arena, const struct row *row,
                             blackout_error *error)
{
    struct row kept = *row;
    kept.cells = arena_alloc(arena, row_size(row), sizeof *kept.cells);
    if (kept.cells == NULL || table->row_count >= LOOKUP_NONE ||
        arena_grow(arena, (void **)&table->rows, &table->row_capacity, table->row_count,
                   sizeof *table->rows) != 0) {
        return error_memory(error);
    }
    memcpy(kept.cells, row->cells, row_size(row) * sizeof *kept.cells);
    table->rows[table->row_count++] = kept;
    return note_date(table, arena, error);
}

/* The first of two rows with one key stays: it is the one that the message names. Even of a row
 * that is left out the texts are remembered, and its key is known by the earlier row. */
blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    const bool keyed = has_key(schema, row);
    const uint64_t hash = keyed ? key_hash(schema, row) : 0;
    const struct row *earlier = keyed ? find(table, hash, row) : NULL;
    if (earlier != NULL) {
        fault_repeated(table, context, row, earlier);
        return lose_row(table, context, row, error);
    }
    blackout_status status = table_append(table, context->arena, row, error);
    if (status == BLACKOUT_OK) {
        status = note_key(table, context, row, error);
    }
    if (status == BLACKOUT_OK && keyed &&
        lookup_add(&table->by_key, context->arena, hash, (uint32_t)table->row_count - 1) != 0) {
        status = error_memory(error);
    }
    return status;
}

/* All rows stay, those of a repeated key too: the fault says that the table will not do. */
blackout_status table_index(struct table *table, struct table_context *context,
                            blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    blackout_status status = BLACKOUT_OK;
    table->by_key = (struct lookup){0};
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        const struct row *row = &table->rows[i];
        const uint64_t hash = key_hash(schema, row);
        if (!has_key(schema, row)) {
            continue;
        }
        const struct row *earlier = find(table, hash, row);
        if (earlier != NULL) {
            fault_repeated(table, context, row, earlier);
        }
        status = note_key(table, context, row, error);
        if (lookup_add(&table->by_key, context->arena, hash, (uint32_t)i) != 0) {
            status = error_memory(error);
        }
    }
    return status;
}
