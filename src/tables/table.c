/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: uncertain figures, marks, keys, rows. A row's keys count as known even where something
 * else in it is wrong, and sums that a lost row belongs to are not judged: what a row that had to
 * be left out may have held is remembered. */
#include "tables/table.h"

#include <string.h>

#include "core/error.h"
#include "core/text.h"

const char *basis_name(enum basis basis)
{
    static const char *const names[] = {"measured", "reported", "derived", "assumed"};
    return names[basis];
}

double basis_spread(enum basis basis)
{
    static const double spreads[] = {0, 0.05, 0.15, 0.40};
    return spreads[basis];
}

enum transform column_transform(const struct column_schema *schema)
{
    return schema->min < 0                        ? TRANSFORM_NONE
           : schema->min == 0 && schema->max == 1 ? TRANSFORM_LOGIT
                                                  : TRANSFORM_LOG;
}

double cell_or(const struct cell *cell, double otherwise)
{
    return cell->given ? cell->number : otherwise;
}

struct mapping cell_mapping(const struct column_schema *schema, const struct cell *cell)
{
    enum transform transform = column_transform(schema);
    return cell->has_range
               ? mapping_of_range(transform, cell->low, cell->number, cell->high)
               : mapping_of_spread(transform, cell->number, basis_spread((enum basis)cell->basis));
}

/* ---- Keys ------------------------------------------------------------------------------------ */

struct place table_place(const struct table *table, const struct row *row, int column)
{
    const struct column_schema *schema = &schema_table(table->id)->columns[column];
    return (struct place){.source = table->source,
                          .line = row->line,
                          .column = row->cells[column].column,
                          .field = schema->name};
}

static unsigned marks_of(const struct table *table, string_id text)
{
    return text < table->mark_capacity ? table->marks[text] : 0;
}

bool table_has_key(const struct table *table, string_id key)
{
    return (marks_of(table, key) & (MARK_KEY | MARK_MAYBE)) != 0;
}

bool table_lacks_key(const struct table *table, string_id key)
{
    return table->present && !table->broken && !table->lost_keys && !table_has_key(table, key);
}

bool table_lost(const struct table *table, string_id text)
{
    return (marks_of(table, text) & MARK_LOST) != 0;
}

blackout_status table_mark_text(struct table *table, struct arena *arena, string_id text,
                                unsigned marks, blackout_error *error)
{
    if (text == STRING_UNKNOWN) {
        return error_memory(error);
    }
    if (text >= table->mark_capacity) {
        size_t capacity = 2 * ((size_t)text + 64);
        uint8_t *larger = arena_alloc(arena, capacity, sizeof *larger);
        if (larger == NULL) {
            return error_memory(error);
        }
        if (table->mark_capacity > 0) {
            memcpy(larger, table->marks, table->mark_capacity * sizeof *larger);
        }
        table->marks = larger;
        table->mark_capacity = capacity;
    }
    table->marks[text] |= (uint8_t)marks;
    return BLACKOUT_OK;
}

const char *table_nearest_key(const struct table_context *context, const struct table *table,
                              const char *text)
{
    enum { MOST_CANDIDATES = 512, MOST_SEARCHES = 1000 }; /* a search costs more than a row */
    const char *candidates[MOST_CANDIDATES];
    size_t count = 0;
    if (context->diagnostics->fault_count > MOST_SEARCHES) {
        return NULL;
    }
    for (string_id id = 1; id < table->mark_capacity && count < MOST_CANDIDATES; ++id) {
        if ((table->marks[id] & MARK_KEY) != 0) {
            candidates[count++] = strings_text(context->strings, id);
        }
    }
    return text_nearest(text, candidates, count);
}

/* The bits that tell two cells of a key column apart. */
static uint64_t key_bits(const struct cell *cell, enum column_type type)
{
    uint64_t bits = cell->text;
    if (type == COLUMN_NUMBER || type == COLUMN_INTEGER) {
        memcpy(&bits, &cell->number, sizeof bits);
    } else if (type == COLUMN_INSTANT) {
        bits = (uint64_t)cell->time;
    }
    return cell->given ? bits : UINT64_MAX;
}

static int key_part(const struct table_schema *schema, size_t part)
{
    return part < schema->key_column_count ? schema->key_columns[part] : schema->as_of_column;
}

static size_t key_parts(const struct table_schema *schema)
{
    return schema->key_column_count + (schema->as_of_column >= 0 ? 1 : 0);
}

static size_t find_slot(const struct table *table, const struct row *wanted)
{
    const struct table_schema *schema = schema_table(table->id);
    uint64_t hash = 0;
    for (size_t i = 0; i < key_parts(schema); ++i) {
        int column = key_part(schema, i);
        hash = hash_mix(hash ^ key_bits(&wanted->cells[column], schema->columns[column].type)) + i;
    }
    size_t at = (size_t)hash & (table->slot_count - 1);
    for (; table->slots[at] != 0; at = (at + 1) & (table->slot_count - 1)) {
        const struct row *kept = &table->rows[table->slots[at] - 1];
        size_t same = 0;
        for (; same < key_parts(schema); ++same) {
            int column = key_part(schema, same);
            enum column_type type = schema->columns[column].type;
            if (key_bits(&kept->cells[column], type) != key_bits(&wanted->cells[column], type)) {
                break;
            }
        }
        if (same == key_parts(schema)) {
            break;
        }
    }
    return at;
}

const struct row *table_find(const struct table *table, const struct row *wanted)
{
    if (table->slot_count == 0) {
        return NULL;
    }
    uint32_t slot = table->slots[find_slot(table, wanted)];
    return slot != 0 ? &table->rows[slot - 1] : NULL;
}

const struct row *table_in_force(const struct table *table, string_id key, instant time)
{
    const struct table_schema *schema = schema_table(table->id);
    const struct row *best = NULL;
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (row->cells[schema->key_columns[0]].text != key) {
            continue;
        }
        const struct cell *date = &row->cells[schema->as_of_column];
        if (date->given && date->time > time) {
            continue;
        }
        const struct cell *other = best != NULL ? &best->cells[schema->as_of_column] : NULL;
        if (best == NULL || !other->given || (date->given && date->time >= other->time)) {
            best = row;
        }
    }
    return best;
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

static blackout_status index_rows(struct table *table, struct arena *arena, size_t slot_count,
                                  blackout_error *error)
{
    table->slots = arena_alloc(arena, slot_count, sizeof *table->slots);
    if (table->slots == NULL) {
        return error_memory(error);
    }
    table->slot_count = slot_count;
    for (size_t i = 0; i < table->row_count; ++i) {
        if (has_key(schema_table(table->id), &table->rows[i])) {
            table->slots[find_slot(table, &table->rows[i])] = (uint32_t)i + 1;
        }
    }
    return BLACKOUT_OK;
}

/* The first key column that the file has: an optional one may be left out. */
static int first_key_column(const struct table_schema *schema, const struct row *row)
{
    size_t i = 0;
    while (i + 1 < schema->key_column_count && row->cells[schema->key_columns[i]].column == 0) {
        ++i;
    }
    return schema->key_columns[i];
}

static void fault_repeated(const struct table *table, struct table_context *context,
                           const struct row *row, const struct row *earlier)
{
    const struct table_schema *schema = schema_table(table->id);
    const int column = first_key_column(schema, row);
    const struct column_schema *first = &schema->columns[column];
    const struct cell *cell = &row->cells[column];
    struct place place = table_place(table, row, column);
    char time[CALENDAR_TEXT_SIZE] = "";
    if (first->type == COLUMN_INSTANT) {
        calendar_print_date(time, cell->time);
    }
    diagnostics_fault(context->diagnostics, &place, "repeated_key",
                      "the key stands in line %zu already ('%.80s'); one row for each %s",
                      earlier->line,
                      time[0] != '\0' ? time : strings_text(context->strings, cell->text),
                      schema->key_column_count > 1 ? "combination of keys" : first->name);
}

/* A row that is told and not stored: its texts are remembered. */
static blackout_status lose_row(struct table *table, struct table_context *context,
                                const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    blackout_status status = BLACKOUT_OK;
    table->lost_rows = true;
    for (size_t i = 0; i < schema->column_count && status == BLACKOUT_OK; ++i) {
        string_id text = row->cells[i].text;
        if (row->cells[i].given && text != STRING_NONE && !context->strings_frozen) {
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
    return table_mark_text(table, context->arena, row->cells[column].text, MARK_KEY, error);
}

blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error)
{
    const bool keyed = has_key(schema_table(table->id), row);
    const struct row *earlier = keyed ? table_find(table, row) : NULL;
    if (earlier != NULL) {
        fault_repeated(table, context, row, earlier);
        return lose_row(table, context, row, error);
    }
    if (arena_grow(context->arena, (void **)&table->rows, &table->row_capacity, table->row_count,
                   sizeof *table->rows) != 0) {
        return error_memory(error);
    }
    table->rows[table->row_count++] = *row;
    blackout_status status = note_key(table, context, row, error);
    if (status != BLACKOUT_OK || !keyed) {
        return status;
    }
    if (2 * table->row_count > table->slot_count) {
        return index_rows(table, context->arena, table->slot_count > 0 ? 2 * table->slot_count : 64,
                          error);
    }
    table->slots[find_slot(table, row)] = (uint32_t)table->row_count;
    return BLACKOUT_OK;
}
