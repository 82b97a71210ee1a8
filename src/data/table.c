/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: typed fields, the header, the dialect, the store. A fault in one field leaves the rest of
 * the row usable, so that one mistake gives one message: the row's keys still count as known, and
 * sums that the row belongs to are not judged. */
#include "data/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"

/* What a column of the file is for. */
enum role { ROLE_IGNORED, ROLE_CENTRE, ROLE_LOW, ROLE_HIGH, ROLE_BASIS, ROLE_SOURCE };

enum { ROW_WIDE = MOST_COLUMNS, MOST_FILE_COLUMNS = 256 };

struct file_column {
    enum role role;
    int column; /* of the schema; ROW_WIDE for `basis` and `source` of the whole row */
    struct number_format format;
};

struct reading {
    struct table *table;
    const struct table_schema *schema;
    const struct resource *resource;
    struct table_context *context;
    row_function *function;
    void *user;
    bool header_done;
    size_t column_count;
    struct file_column columns[MOST_FILE_COLUMNS];
    struct row row;
    size_t empty_rows;
    size_t first_empty_line;
};

const char *basis_name(enum basis basis)
{
    static const char *const names[] = {"measured", "reported", "derived", "assumed"};
    return names[basis];
}

/* ---- Keys ------------------------------------------------------------------------------------- */

struct place table_place(const struct table *table, const struct row *row, int column)
{
    const struct column_schema *schema = &schema_table(table->id)->columns[column];
    return (struct place){.source = table->source,
                          .line = row->line,
                          .column = row->cells[column].column,
                          .field = schema->name};
}

bool table_has_key(const struct table *table, string_id key)
{
    return key < table->seen_capacity && table->seen[key];
}

static blackout_status note_key(struct table *table, struct arena *arena, string_id key,
                                blackout_error *error)
{
    if (key >= table->seen_capacity) {
        size_t capacity = 2 * ((size_t)key + 64);
        bool *seen = arena_alloc(arena, capacity, sizeof *seen);
        if (seen == NULL) {
            return error_memory(error);
        }
        if (table->seen_capacity > 0) {
            memcpy(seen, table->seen, table->seen_capacity * sizeof *seen);
        }
        table->seen = seen;
        table->seen_capacity = capacity;
    }
    table->seen[key] = true;
    return BLACKOUT_OK;
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

/* Whether all key columns that must have a value have one. */
static bool has_key(const struct table_schema *schema, const struct row *row)
{
    for (size_t i = 0; i < schema->key_column_count; ++i) {
        int column = schema->key_columns[i];
        if (schema->columns[column].need == REQUIRED && !row->cells[column].given) {
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

/* ---- Typed fields ----------------------------------------------------------------------------- */

static struct place field_place(const struct reading *reading, const struct csv_record *record,
                                size_t field, const char *name)
{
    return (struct place){.source = reading->table->source,
                          .line = record->fields[field].line,
                          .column = field + 1,
                          .field = name};
}

static void field_fault(struct reading *reading, const struct csv_record *record, size_t field,
                        const char *name, const char *what, const char *remedy)
{
    struct place place = field_place(reading, record, field, name);
    diagnostics_fault(reading->context->diagnostics, &place, "bad_value", "%s %s ('%.80s'); %s",
                      name, what, record->fields[field].text, remedy);
    reading->row.faulty = true;
}

static bool in_range(const struct column_schema *schema, double value)
{
    return value <= schema->max && (schema->range_open ? value > schema->min
                                                       : value >= schema->min);
}

static bool read_number(struct reading *reading, const struct csv_record *record, size_t field,
                        const struct column_schema *schema, double *number)
{
    static const struct {
        const char *what;
        const char *remedy;
    } faults[] = {
        [NUMBER_MALFORMED] = {"is not a number", NULL},
        [NUMBER_AMBIGUOUS] = {"may mean thousands or a decimal mark",
                              "write it without the point, or with a decimal comma"},
        [NUMBER_GROUPED] = {"has a grouping or decimal mark that is not declared",
                            "write it without grouping, or declare decimalChar and groupChar"},
        [NUMBER_PERCENT] = {"has a percent sign", "a plain number, like 0.12 for 12 %"},
        [NUMBER_OVERFLOW] = {"is too large", "a number below 1e308"},
    };
    const struct csv_field *text = &record->fields[field];
    enum number_status status =
        number_parse(number, text->text, text->length, &reading->columns[field].format);
    if (status != NUMBER_OK) {
        const char *remedy = faults[status].remedy;
        field_fault(reading, record, field, schema->name, faults[status].what,
                    remedy != NULL ? remedy : schema->remedy);
        return false;
    }
    if (!in_range(schema, *number)) {
        field_fault(reading, record, field, schema->name, "is out of range", schema->remedy);
        return false;
    }
    if (schema->type == COLUMN_INTEGER && *number != floor(*number)) {
        field_fault(reading, record, field, schema->name, "is not a whole number",
                    schema->remedy);
        return false;
    }
    return true;
}

/* An amount of money needs a rate as soon as the package has two currencies. */
static void check_currency(struct reading *reading, const struct csv_record *record, size_t field,
                           string_id currency)
{
    struct table_context *context = reading->context;
    const struct table *fx = &context->tables[FX];
    const char *text = record->fields[field].text;
    struct place place = field_place(reading, record, field, "currency");
    if (reading->table->id == FX || fx->broken) {
        return;
    }
    if (fx->present && strcmp(text, "USD") != 0 && !table_has_key(fx, currency)) {
        diagnostics_fault(context->diagnostics, &place, "missing_rate",
                          "the currency has no rate in fx ('%.80s'); a row of fx with per_usd",
                          text);
        reading->row.faulty = true;
    } else if (!fx->present && context->first_currency != STRING_NONE &&
               context->first_currency != currency && !context->fx_fault_told) {
        diagnostics_fault(context->diagnostics, &place, "missing_table",
                          "a second currency needs the table fx ('%.80s' beside '%s'); a file "
                          "fx.csv with the columns currency, per_usd, date",
                          text, strings_text(context->strings, context->first_currency));
        context->fx_fault_told = true;
    }
    if (context->first_currency == STRING_NONE) {
        context->first_currency = currency;
    }
}

static bool is_currency(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* Candidates for "did you mean": the keys of a table. */
static const char *nearest_key(const struct table_context *context, const struct table *table,
                               const char *text)
{
    enum { MOST_CANDIDATES = 512 };
    const char *candidates[MOST_CANDIDATES];
    size_t count = 0;
    for (string_id id = 1; id < table->seen_capacity && count < MOST_CANDIDATES; ++id) {
        if (table->seen[id]) {
            candidates[count++] = strings_text(context->strings, id);
        }
    }
    return text_nearest(text, candidates, count);
}

static void check_key(struct reading *reading, const struct csv_record *record, size_t field,
                      const struct column_schema *schema, const char *text, size_t length)
{
    if (schema->refers_to == NO_TABLE) {
        return;
    }
    const struct table_context *context = reading->context;
    const struct table *other = &context->tables[schema->refers_to];
    if (!other->present || other->broken) {
        return; /* said once, for the table */
    }
    string_id key = strings_find(context->strings, text, length);
    if (key != STRING_UNKNOWN && table_has_key(other, key)) {
        return;
    }
    struct place place = field_place(reading, record, field, schema->name);
    const char *name = schema_table(other->id)->name;
    const char *near = nearest_key(context, other, text);
    if (near != NULL) {
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "%s is not in %s ('%.*s'); perhaps '%s'", schema->name, name,
                          (int)(length < 80 ? length : 80), text, near);
    } else {
        diagnostics_fault(context->diagnostics, &place, "missing_key",
                          "%s is not in %s ('%.*s'); a %s that stands there", schema->name, name,
                          (int)(length < 80 ? length : 80), text,
                          schema_table(other->id)->columns[0].name);
    }
    reading->row.faulty = true;
}

static void check_keys(struct reading *reading, const struct csv_record *record, size_t field,
                       const struct column_schema *schema)
{
    const char *part = record->fields[field].text;
    while (*part != '\0') {
        size_t length = strcspn(part, ";");
        check_key(reading, record, field, schema, part, length);
        part += length + (part[length] == ';' ? 1 : 0);
    }
}

static bool is_no(const char *text)
{
    return strcasecmp(text, "no") == 0 || strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0;
}

/* The business of `dependencies` is not kept: there may be millions. */
static string_id keep_text(const struct reading *reading, int column,
                           const struct csv_field *text)
{
    struct strings *strings = reading->context->strings;
    if (reading->table->id == DEPENDENCIES && column == DEPENDENCIES_BUSINESS) {
        return STRING_NONE;
    }
    return reading->context->strings_frozen ? strings_find(strings, text->text, text->length)
                                            : strings_add(strings, text->text, text->length);
}

static void read_centre(struct reading *reading, const struct csv_record *record, size_t field,
                        int column)
{
    const struct column_schema *schema = &reading->schema->columns[column];
    const struct csv_field *text = &record->fields[field];
    struct cell *cell = &reading->row.cells[column];
    cell->column = (uint32_t)field + 1;
    if (text->length == 0) {
        if (schema->need == REQUIRED && schema->type != COLUMN_TEXT) {
            field_fault(reading, record, field, schema->name, "is empty", schema->remedy);
        }
        return;
    }
    cell->given = true;
    switch (schema->type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        cell->given = read_number(reading, record, field, schema, &cell->number);
        return;
    case COLUMN_INSTANT:
        cell->given = calendar_parse_instant(&cell->time, NULL, text->text, text->length);
        if (!cell->given) {
            field_fault(reading, record, field, schema->name, "is not a date or time",
                        schema->remedy);
        }
        return;
    case COLUMN_CURRENCY:
        if (!is_currency(text->text)) {
            field_fault(reading, record, field, schema->name, "is not a currency",
                        schema->remedy);
            cell->given = false;
            return;
        }
        break;
    case COLUMN_FLAG:
        cell->flag = !is_no(text->text);
        break;
    case COLUMN_KEY:
    case COLUMN_KEYS:
        check_keys(reading, record, field, schema);
        break;
    case COLUMN_TEXT:
        break;
    }
    cell->text = keep_text(reading, column, text);
    if (schema->type == COLUMN_CURRENCY) {
        check_currency(reading, record, field, cell->text);
    }
}

static void read_basis(struct reading *reading, const struct csv_record *record, size_t field,
                       int column)
{
    const char *text = record->fields[field].text;
    if (text[0] == '\0') {
        return;
    }
    for (int basis = 0; basis < BASIS_COUNT; ++basis) {
        if (strcmp(text, basis_name((enum basis)basis)) == 0) {
            for (int i = 0; i < MOST_COLUMNS; ++i) {
                if (i == column || column == ROW_WIDE) {
                    reading->row.cells[i].basis = (uint8_t)basis;
                }
            }
            return;
        }
    }
    field_fault(reading, record, field, "basis", "is not known",
                "measured, reported, derived or assumed");
}

/* Only stored tables keep sources: of `dependencies` there may be one a row. */
static void read_source(struct reading *reading, const struct csv_record *record, size_t field,
                        int column)
{
    const struct csv_field *text = &record->fields[field];
    if (reading->function != NULL || reading->context->strings_frozen) {
        return;
    }
    string_id source = strings_add(reading->context->strings, text->text, text->length);
    for (int i = 0; i < MOST_COLUMNS && text->length > 0; ++i) {
        if (i == column || column == ROW_WIDE) {
            reading->row.cells[i].source = source;
        }
    }
}

/* 0 < low <= centre <= high, below 1 for shares; a centre at the end of its range is certain. */
static void check_range(struct reading *reading, const struct csv_record *record, int column,
                        const size_t fields[2])
{
    const struct column_schema *schema = &reading->schema->columns[column];
    struct cell *cell = &reading->row.cells[column];
    bool positive = schema->min >= 0;
    bool share = positive && schema->max == 1;
    if (!cell->given || (positive && cell->number == 0) || (share && cell->number == 1)) {
        cell->has_range = false;
        return;
    }
    if (cell->low > cell->number || (positive && cell->low <= 0)) {
        field_fault(reading, record, fields[0], schema->name,
                    cell->low > cell->number ? "has a low value above its centre"
                                             : "has a low value that is not above 0",
                    "0 < low <= centre <= high");
        cell->has_range = false;
    } else if (cell->high < cell->number || (share && cell->high >= 1)) {
        field_fault(reading, record, fields[1], schema->name,
                    cell->high < cell->number ? "has a high value below its centre"
                                              : "has a high value that is not below 1",
                    share ? "centre <= high < 1" : "low <= centre <= high");
        cell->has_range = false;
    }
}

static void read_ranges(struct reading *reading, const struct csv_record *record)
{
    size_t fields[MOST_COLUMNS][2] = {{0}};
    unsigned given[MOST_COLUMNS] = {0};
    for (size_t i = 0; i < reading->column_count; ++i) {
        const struct file_column *column = &reading->columns[i];
        if ((column->role != ROLE_LOW && column->role != ROLE_HIGH) ||
            record->fields[i].length == 0) {
            continue;
        }
        bool low = column->role == ROLE_LOW;
        struct cell *cell = &reading->row.cells[column->column];
        const struct column_schema *schema = &reading->schema->columns[column->column];
        fields[column->column][low ? 0 : 1] = i;
        if (read_number(reading, record, i, schema, low ? &cell->low : &cell->high)) {
            given[column->column] |= low ? 1U : 2U;
        } else {
            given[column->column] |= 4U;
        }
    }
    for (int i = 0; i < (int)reading->schema->column_count; ++i) {
        if (given[i] == 3) {
            reading->row.cells[i].has_range = true;
            check_range(reading, record, i, fields[i]);
        } else if (given[i] == 1 || given[i] == 2) {
            field_fault(reading, record, fields[i][given[i] - 1], reading->schema->columns[i].name,
                        given[i] == 1 ? "has a low but no high value"
                                      : "has a high but no low value",
                        "both or neither");
        }
    }
}

/* ---- The header ------------------------------------------------------------------------------- */

static int find_column(const struct table_schema *schema, const char *name, size_t length)
{
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (strlen(schema->columns[i].name) == length &&
            strncmp(schema->columns[i].name, name, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

/* `annual_revenue_low` is the low value of annual_revenue, unless a column has that very name. */
static struct file_column understand(const struct table_schema *schema, const char *name)
{
    static const struct {
        const char *suffix;
        enum role role;
    } suffixes[] = {{"_low", ROLE_LOW}, {"_high", ROLE_HIGH}, {"_basis", ROLE_BASIS},
                    {"_source", ROLE_SOURCE}};
    size_t length = strlen(name);
    int column = find_column(schema, name, length);
    if (column >= 0) {
        return (struct file_column){.role = ROLE_CENTRE, .column = column};
    }
    if (strcmp(name, "basis") == 0 || strcmp(name, "source") == 0) {
        return (struct file_column){.role = name[0] == 'b' ? ROLE_BASIS : ROLE_SOURCE,
                                    .column = ROW_WIDE};
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; ++i) {
        size_t suffix = strlen(suffixes[i].suffix);
        if (length > suffix && strcmp(name + length - suffix, suffixes[i].suffix) == 0) {
            column = find_column(schema, name, length - suffix);
            bool provenance = suffixes[i].role == ROLE_BASIS || suffixes[i].role == ROLE_SOURCE;
            if (column >= 0 && (provenance || schema->columns[column].type == COLUMN_NUMBER ||
                                schema->columns[column].type == COLUMN_INTEGER)) {
                return (struct file_column){.role = suffixes[i].role, .column = column};
            }
        }
    }
    return (struct file_column){.role = ROLE_IGNORED, .column = -1};
}

static void trim_name(char *out, size_t size, const char *text)
{
    while (*text == ' ') {
        ++text;
    }
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ') {
        --length;
    }
    length = length < size - 1 ? length : size - 1;
    memcpy(out, text, length);
    out[length] = '\0';
}

/* How the numbers of a field are written: as declared, or by the custom of the delimiter. */
static struct number_format format_of(const struct resource *resource, const char *name,
                                      char delimiter)
{
    for (size_t i = 0; i < resource->format_count; ++i) {
        if (strcmp(resource->formats[i].field, name) == 0) {
            return (struct number_format){.decimal = resource->formats[i].decimal,
                                          .group = resource->formats[i].group};
        }
    }
    return (struct number_format){.decimal = delimiter == ',' ? '.' : ',',
                                  .point_ambiguous = delimiter != ','};
}

static void warn_ignored(struct reading *reading, const struct csv_record *record, size_t field,
                         const char *name)
{
    const char *known[MOST_COLUMNS];
    for (size_t i = 0; i < reading->schema->column_count; ++i) {
        known[i] = reading->schema->columns[i].name;
    }
    const char *near = text_nearest(name, known, reading->schema->column_count);
    struct place place = field_place(reading, record, field, name);
    diagnostics_warn(reading->context->diagnostics, &place, "unknown_column",
                     near != NULL ? "the column '%s' is not known: it is ignored; perhaps '%s'"
                                  : "the column '%s' is not known: it is ignored",
                     name, near);
}

static void repeated_column(struct reading *reading, const struct csv_record *record,
                            size_t field, const char *name)
{
    struct place place = field_place(reading, record, field, name);
    diagnostics_fault(reading->context->diagnostics, &place, "repeated_column",
                      "the column stands twice ('%s'); once", name);
    reading->table->broken = true;
}

static blackout_status read_header(struct reading *reading, const struct csv_record *record,
                                   blackout_error *error)
{
    (void)error;
    reading->header_done = true;
    reading->column_count = record->field_count;
    for (size_t i = 0; i < record->field_count; ++i) {
        char name[128];
        trim_name(name, sizeof name, record->fields[i].text);
        struct file_column column = understand(reading->schema, name);
        column.format = format_of(reading->resource, name, reading->table->delimiter);
        for (size_t k = 0; k < i && column.role != ROLE_IGNORED; ++k) {
            if (reading->columns[k].role == column.role &&
                reading->columns[k].column == column.column) {
                repeated_column(reading, record, i, name);
            }
        }
        reading->columns[i] = column;
        if (column.role == ROLE_CENTRE) {
            reading->table->has_column[column.column] = true;
            if (column.column == reading->schema->key_columns[0]) {
                reading->table->first_key_column = i + 1;
            }
        } else if (column.role == ROLE_IGNORED && name[0] != '\0') {
            warn_ignored(reading, record, i, name);
        }
    }
    return BLACKOUT_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------- */

static bool is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->field_count; ++i) {
        if (record->fields[i].length > 0) {
            return false;
        }
    }
    return true;
}

/* Spreadsheets leave empty fields behind the last column; anything else there is lost data. */
static bool has_right_width(struct reading *reading, const struct csv_record *record)
{
    size_t count = record->field_count;
    while (count > reading->column_count && record->fields[count - 1].length == 0) {
        --count;
    }
    if (count == reading->column_count) {
        return true;
    }
    struct place place = {reading->table->source, record->line, count, ""};
    diagnostics_fault(reading->context->diagnostics, &place, "bad_width",
                      "the row has another number of fields than the header ('%zu'); %zu", count,
                      reading->column_count);
    return false;
}

static void read_fields(struct reading *reading, const struct csv_record *record)
{
    /* whole-row basis and source first, so that those of a column replace them */
    for (int row_wide = 1; row_wide >= 0; --row_wide) {
        for (size_t i = 0; i < reading->column_count; ++i) {
            const struct file_column *column = &reading->columns[i];
            if ((column->column == ROW_WIDE) != (row_wide == 1)) {
                continue;
            }
            if (column->role == ROLE_BASIS) {
                read_basis(reading, record, i, column->column);
            } else if (column->role == ROLE_SOURCE) {
                read_source(reading, record, i, column->column);
            } else if (column->role == ROLE_CENTRE) {
                read_centre(reading, record, i, column->column);
            }
        }
    }
    read_ranges(reading, record);
}

static void fault_repeated(const struct table *table, struct table_context *context,
                           const struct row *row, const struct row *earlier)
{
    const struct table_schema *schema = schema_table(table->id);
    struct place place = table_place(table, row, schema->key_columns[0]);
    diagnostics_fault(context->diagnostics, &place, "repeated_key",
                      "the key stands in line %zu already ('%s'); one row for each %s",
                      earlier->line,
                      strings_text(context->strings, row->cells[schema->key_columns[0]].text),
                      schema->key_column_count > 1 ? "combination of keys"
                                                   : schema->columns[0].name);
}

blackout_status table_store(struct table *table, struct table_context *context,
                            const struct row *row, blackout_error *error)
{
    const struct table_schema *schema = schema_table(table->id);
    const struct cell *first = &row->cells[schema->key_columns[0]];
    bool keyed = has_key(schema, row);
    const struct row *earlier = keyed ? table_find(table, row) : NULL;
    if (earlier != NULL) {
        fault_repeated(table, context, row, earlier);
        return BLACKOUT_OK;
    }
    if (arena_grow(context->arena, (void **)&table->rows, &table->row_capacity, table->row_count,
                   sizeof *table->rows) != 0) {
        return error_memory(error);
    }
    table->rows[table->row_count++] = *row;
    if (schema->key_column_count > 0 && first->given &&
        note_key(table, context->arena, first->text, error) != BLACKOUT_OK) {
        return BLACKOUT_ERROR_MEMORY;
    }
    if (!keyed) {
        return BLACKOUT_OK;
    }
    if (2 * table->row_count > table->slot_count) {
        return index_rows(table, context->arena,
                          table->slot_count > 0 ? 2 * table->slot_count : 64, error);
    }
    table->slots[find_slot(table, row)] = (uint32_t)table->row_count;
    return BLACKOUT_OK;
}

/* A row of a wrong width is not kept, but its key counts as known: one mistake, one message. */
static blackout_status leave_out(struct reading *reading, const char *first_key,
                                 blackout_error *error)
{
    struct table_context *context = reading->context;
    reading->table->lost_rows = true;
    if (first_key[0] == '\0' || reading->function != NULL || context->strings_frozen) {
        return BLACKOUT_OK;
    }
    string_id key = strings_add(context->strings, first_key, strlen(first_key));
    return note_key(reading->table, context->arena, key, error);
}

static blackout_status on_record(void *user, const struct csv_record *record,
                                 blackout_error *error)
{
    struct reading *reading = user;
    if (!reading->header_done) {
        return read_header(reading, record, error);
    }
    if (reading->table->broken) {
        return BLACKOUT_OK; /* read on for the hash alone */
    }
    if (is_empty(record)) {
        if (reading->empty_rows++ == 0) {
            reading->first_empty_line = record->line;
        }
        return BLACKOUT_OK;
    }
    ++reading->table->rows_read;
    size_t key_field = reading->table->first_key_column - 1;
    const char *first_key =
        reading->table->first_key_column > 0 && key_field < record->field_count
            ? record->fields[key_field].text : "";
    if (!has_right_width(reading, record)) {
        return leave_out(reading, first_key, error);
    }
    reading->row = (struct row){.line = record->line};
    for (int i = 0; i < MOST_COLUMNS; ++i) {
        reading->row.cells[i].basis = BASIS_ASSUMED;
    }
    read_fields(reading, record);
    if (reading->function != NULL) {
        return reading->function(reading->user, &reading->row, first_key, error);
    }
    return table_store(reading->table, reading->context, &reading->row, error);
}

/* ---- The dialect ------------------------------------------------------------------------------ */

struct header_match {
    const struct table_schema *schema;
    size_t missing_count;
    size_t matched_count;
    bool missing[MOST_COLUMNS];
    size_t line;
    bool too_wide;
};

static blackout_status match_header(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    struct header_match *match = user;
    (void)error;
    match->line = record->line;
    match->too_wide = record->field_count > MOST_FILE_COLUMNS;
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        bool found = false;
        for (size_t k = 0; k < record->field_count && !found; ++k) {
            char name[128];
            trim_name(name, sizeof name, record->fields[k].text);
            found = strcmp(name, match->schema->columns[i].name) == 0;
        }
        match->matched_count += found ? 1 : 0;
        match->missing[i] = !found && match->schema->columns[i].need == REQUIRED;
        match->missing_count += match->missing[i] ? 1 : 0;
    }
    return BLACKOUT_OK;
}

static void fault_header(struct reading *reading, const struct header_match *match,
                         char delimiter)
{
    char names[400] = "";
    size_t used = 0;
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        const char *name = match->schema->columns[i].name;
        if (match->missing[i] && used + strlen(name) + 3 < sizeof names) {
            memcpy(names + used, used > 0 ? ", " : "", used > 0 ? 2 : 0);
            used += used > 0 ? 2 : 0;
            memcpy(names + used, name, strlen(name) + 1);
            used += strlen(name);
        }
    }
    const char *mark = delimiter == '\t' ? "tab" : (char[]){delimiter, '\0'};
    struct place place = {reading->table->source, match->line > 0 ? match->line : 1, 1, ""};
    if (match->line == 0) {
        diagnostics_fault(reading->context->diagnostics, &place, "missing_column",
                          "the file is empty (''); a header with %s", names);
    } else if (match->too_wide) {
        diagnostics_fault(reading->context->diagnostics, &place, "bad_width",
                          "the header has more than %d fields; fewer", MOST_FILE_COLUMNS);
    } else {
        diagnostics_fault(reading->context->diagnostics, &place, "missing_column",
                          "the header lacks columns ('%s', read with the delimiter '%s'); a header "
                          "with these names",
                          names, mark);
    }
}

/* Under the right delimiter all required columns are there; ties go to the most columns known, then
 * to the order of `candidates`. */
static char find_delimiter(struct reading *reading, struct csv_reader *reader)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    struct header_match best = {.missing_count = MOST_COLUMNS + 1};
    char found = ',';
    char fixed = reading->resource->dialect.delimiter != '\0' ? reading->resource->dialect.delimiter
                                                              : csv_declared_delimiter(reader);
    for (size_t i = 0; i < (fixed != '\0' ? 1 : sizeof candidates); ++i) {
        struct header_match match = {.schema = reading->schema};
        char quote = reading->resource->dialect.quote;
        struct csv_dialect dialect = {fixed != '\0' ? fixed : candidates[i],
                                      quote != '\0' ? quote : '"'};
        blackout_error ignored;
        if (csv_first_record(reader, dialect, match_header, &match, &ignored) != BLACKOUT_OK ||
            match.line == 0) {
            match.missing_count = 0;
            for (size_t k = 0; k < match.schema->column_count; ++k) {
                match.missing[k] = match.schema->columns[k].need == REQUIRED;
                match.missing_count += match.missing[k] ? 1 : 0;
            }
        }
        if (match.missing_count < best.missing_count ||
            (match.missing_count == best.missing_count &&
             match.matched_count > best.matched_count)) {
            best = match;
            found = dialect.delimiter;
        }
    }
    if (best.missing_count > 0 || best.too_wide) {
        fault_header(reading, &best, found);
        reading->table->broken = true;
    }
    return found;
}

/* ---- A whole file ----------------------------------------------------------------------------- */

static void check_declared(const struct reading *reading, const struct csv_reader *reader)
{
    const struct resource *resource = reading->resource;
    struct place place = {reading->table->source, 1, 1, ""};
    if (resource->sha256 != NULL && strcmp(resource->sha256, csv_sha256(reader)) != 0) {
        diagnostics_fault(reading->context->diagnostics, &place, "bad_hash",
                          "the file is not the one that is described ('%s'); sha256:%s",
                          csv_sha256(reader), resource->sha256);
    } else if (resource->has_bytes && resource->bytes != (double)csv_bytes(reader)) {
        diagnostics_fault(reading->context->diagnostics, &place, "bad_bytes",
                          "the file has another size than is described ('%zu'); %.0f bytes",
                          csv_bytes(reader), resource->bytes);
    }
}

static void fault_file(struct reading *reading, const blackout_error *why)
{
    struct place place = {reading->table->source, why->line > 0 ? why->line : 1,
                          why->column > 0 ? why->column : 1, ""};
    diagnostics_fault(reading->context->diagnostics, &place, "bad_file", "%s", why->message);
    reading->table->broken = true;
}

static void warn_empty_rows(const struct reading *reading)
{
    if (reading->empty_rows > 0) {
        struct place place = {reading->table->source, reading->first_empty_line, 1, ""};
        diagnostics_warn(reading->context->diagnostics, &place, "empty_row",
                         "%zu rows without any value are skipped", reading->empty_rows);
    }
}

blackout_status table_read(struct table *table, const struct resource *resource,
                           struct table_context *context, row_function *function, void *user,
                           blackout_error *error)
{
    struct reading *reading = calloc(1, sizeof *reading);
    struct csv_reader *reader = NULL;
    blackout_error why = {0};
    if (reading == NULL) {
        return error_memory(error);
    }
    *reading = (struct reading){.table = table, .schema = schema_table(table->id),
                                .resource = resource, .context = context, .function = function,
                                .user = user};
    table->present = true;
    table->source = resource->source;
    table->package = resource->package;
    blackout_status status =
        csv_open(&reader, resource->path, resource->source, resource->encoding, &why);
    if (status == BLACKOUT_OK) {
        char quote = resource->dialect.quote != '\0' ? resource->dialect.quote : '"';
        table->delimiter = find_delimiter(reading, reader);
        if (!table->broken) {
            status = csv_read(reader, (struct csv_dialect){table->delimiter, quote}, on_record,
                              reading, &why);
        }
    }
    if (status == BLACKOUT_OK && !table->broken) {
        memcpy(table->sha256, csv_sha256(reader), sizeof table->sha256);
        check_declared(reading, reader);
        warn_empty_rows(reading);
    } else if (status == BLACKOUT_ERROR_INPUT || status == BLACKOUT_ERROR_IO) {
        fault_file(reading, &why);
        status = BLACKOUT_OK;
    } else if (status != BLACKOUT_OK && error != NULL) {
        *error = why;
    }
    csv_close(reader);
    free(reading);
    return status;
}
