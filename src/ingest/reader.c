/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: keys, typed fields, the header, rows, the dialect, the whole file. One mistake gives
 * one message: a fault in one field leaves the rest of the row usable, the row's keys still count
 * as known, and sums that the row belongs to are not judged. What a row that had to be left out may
 * have held is remembered for the same reason. */
#include "ingest/reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/error.h"
#include "core/number.h"
#include "core/text.h"
#include "ingest/csv.h"
#include "tables/key_list.h"
#include "tables/words.h"

/* What a column of the file is for. */
enum role { ROLE_IGNORED, ROLE_CENTRE, ROLE_LOW, ROLE_HIGH, ROLE_BASIS, ROLE_SOURCE };

enum { ROW_WIDE = MOST_COLUMNS, MOST_FILE_COLUMNS = 256 };

enum { COLUMN_NAME_SIZE = 64 };

struct file_column {
    char name[COLUMN_NAME_SIZE];
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
    char quote;
    bool header_done;
    size_t column_count;
    struct file_column columns[MOST_FILE_COLUMNS];
    struct row row;
    size_t empty_rows;
    size_t first_empty_line;
};

/* ---- Typed fields ---------------------------------------------------------------------------- */

static struct place field_place(const struct reading *reading, const struct csv_record *record,
                                size_t field)
{
    return (struct place){.source = reading->table->source,
                          .line = record->fields[field].line,
                          .column = field + 1,
                          .field = reading->columns[field].name};
}

static void field_fault(struct reading *reading, const struct csv_record *record, size_t field,
                        const char *what, const char *remedy)
{
    struct place place = field_place(reading, record, field);
    diagnostics_fault(reading->context->diagnostics, &place, "bad_value", "%s %s ('%.80s'); %s",
                      place.field, what, record->fields[field].text, remedy);
    reading->row.faulty = true;
}

static bool in_range(const struct column_schema *schema, double value)
{
    return value <= schema->max &&
           (schema->range_open ? value > schema->min : value >= schema->min);
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
        field_fault(reading, record, field, faults[status].what,
                    remedy != NULL ? remedy : schema->remedy);
        return false;
    }
    if (!in_range(schema, *number)) {
        field_fault(reading, record, field, "is out of range", schema->remedy);
        return false;
    }
    if (schema->type == COLUMN_INTEGER && *number != floor(*number)) {
        field_fault(reading, record, field, "is not a whole number", schema->remedy);
        return false;
    }
    return true;
}

/* Whether it has been said already that `currency` has no rate: one row of fx mends them all. */
static bool rate_is_told(struct table_context *context, string_id currency)
{
    for (size_t i = 0; i < context->currencies_told_count; ++i) {
        if (context->currencies_told[i] == currency) {
            return true;
        }
    }
    if (context->currencies_told_count < MOST_CURRENCIES_TOLD) {
        context->currencies_told[context->currencies_told_count++] = currency;
    }
    return false;
}

/* An amount of money needs a rate as soon as the package has two currencies. */
static void check_currency(struct reading *reading, const struct csv_record *record, size_t field,
                           string_id currency)
{
    struct table_context *context = reading->context;
    const struct table *fx = &context->tables[FX];
    const char *text = record->fields[field].text;
    struct place place = field_place(reading, record, field);
    if (reading->table->id == FX) {
        return;
    }
    if (!word_is_rate_currency(text) && table_lacks_key(fx, currency)) {
        reading->row.faulty = true;
        if (!rate_is_told(context, currency)) {
            diagnostics_fault(context->diagnostics, &place, "missing_rate",
                              "the currency has no rate in fx ('%.80s'); a row of fx with per_usd",
                              text);
        }
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

static void check_key(struct reading *reading, const struct csv_record *record, size_t field,
                      const struct column_schema *schema, const char *text, size_t length)
{
    if (schema->refers_to == NO_TABLE) {
        return;
    }
    const struct table_context *context = reading->context;
    const struct table *other = &context->tables[schema->refers_to];
    if (!table_lacks_key(other, strings_find(context->strings, text, length))) {
        return;
    }
    char part[COLUMN_NAME_SIZE];
    snprintf(part, sizeof part, "%.*s", (int)(length < sizeof part ? length : sizeof part), text);
    struct place place = field_place(reading, record, field);
    const char *name = schema_table(other->id)->name;
    const char *near = table_nearest_key(context, other, part);
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
    const char *rest = record->fields[field].text;
    struct key_name name;
    while (key_list_next(&name, &rest)) {
        check_key(reading, record, field, schema, name.text, name.length);
    }
}

static bool is_no(const char *text)
{
    return strcasecmp(text, "no") == 0 || strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0;
}

/* The business of `dependencies` is not kept: there may be millions. */
static string_id keep_text(const struct reading *reading, int column, const struct csv_field *text)
{
    struct strings *strings = reading->context->strings;
    if (reading->table->id == DEPENDENCIES && column == DEPENDENCIES_BUSINESS) {
        return STRING_NONE;
    }
    return reading->context->strings_frozen ? strings_find(strings, text->text, text->length)
                                            : strings_add(strings, text->text, text->length);
}

/* Whether a text that is not empty is understood; a fault is told otherwise. */
static bool read_typed(struct reading *reading, const struct csv_record *record, size_t field,
                       int column, struct cell *cell)
{
    const struct column_schema *schema = &reading->schema->columns[column];
    const struct csv_field *text = &record->fields[field];
    switch (schema->type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        return read_number(reading, record, field, schema, &cell->number);
    case COLUMN_INSTANT:
        if (!calendar_parse_instant(&cell->time, &cell->has_time, text->text, text->length)) {
            field_fault(reading, record, field, "is not a date or time", schema->remedy);
            return false;
        }
        return true;
    case COLUMN_CURRENCY:
        if (!is_currency(text->text)) {
            field_fault(reading, record, field, "is not a currency", schema->remedy);
            return false;
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
    return cell->text != STRING_UNKNOWN; /* in a second reading: not met before, so a fault */
}

static void read_centre(struct reading *reading, const struct csv_record *record, size_t field,
                        int column)
{
    const struct column_schema *schema = &reading->schema->columns[column];
    const struct csv_field *text = &record->fields[field];
    struct cell *cell = &reading->row.cells[column];
    cell->column = (uint32_t)field + 1;
    if (text->fault != CSV_SOUND) {
        cell->refused = true; /* told already */
    } else if (text->length > 0) {
        cell->given = read_typed(reading, record, field, column, cell);
        cell->refused = !cell->given;
        if (cell->given && schema->type == COLUMN_CURRENCY) {
            check_currency(reading, record, field, cell->text);
        }
    } else if (schema->need == REQUIRED) {
        field_fault(reading, record, field, "is empty", schema->remedy);
    }
}

static void read_basis(struct reading *reading, const struct csv_record *record, size_t field,
                       int column)
{
    const char *text = record->fields[field].text;
    if (text[0] == '\0' || record->fields[field].fault != CSV_SOUND) {
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
    field_fault(reading, record, field, "is not known", "measured, reported, derived or assumed");
}

/* Only stored tables keep sources: of `dependencies` there may be one a row. */
static void read_source(struct reading *reading, const struct csv_record *record, size_t field,
                        int column)
{
    const struct csv_field *text = &record->fields[field];
    if (reading->function != NULL || reading->context->strings_frozen || text->fault != CSV_SOUND) {
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
    cell->has_range =
        cell->given && !(positive && cell->number == 0) && !(share && cell->number == 1);
    if (!cell->has_range) {
        return;
    }
    if (cell->low > cell->number || (positive && cell->low <= 0)) {
        field_fault(reading, record, fields[0],
                    cell->low > cell->number ? "is above its centre" : "is not above 0",
                    "0 < low <= centre <= high");
        cell->has_range = false;
    }
    if (cell->high < cell->number || (share && cell->high >= 1)) {
        field_fault(reading, record, fields[1],
                    cell->high < cell->number ? "is below its centre" : "is not below 1",
                    share ? "centre <= high < 1" : "low <= centre <= high");
        cell->has_range = false;
    }
}

/* Which of a column's low and high value a row has. */
enum { HAS_LOW = 1, HAS_HIGH = 2, HAS_BOTH = HAS_LOW | HAS_HIGH, HAS_BAD = 4 };

static void read_ranges(struct reading *reading, const struct csv_record *record)
{
    size_t fields[MOST_COLUMNS][2] = {{0}};
    unsigned given[MOST_COLUMNS] = {0};
    for (size_t i = 0; i < reading->column_count; ++i) {
        const struct file_column *column = &reading->columns[i];
        const struct csv_field *text = &record->fields[i];
        if ((column->role != ROLE_LOW && column->role != ROLE_HIGH) || text->length == 0) {
            continue;
        }
        bool low = column->role == ROLE_LOW;
        struct cell *cell = &reading->row.cells[column->column];
        const struct column_schema *schema = &reading->schema->columns[column->column];
        fields[column->column][low ? 0 : 1] = i;
        bool good = text->fault == CSV_SOUND &&
                    read_number(reading, record, i, schema, low ? &cell->low : &cell->high);
        given[column->column] |= !good ? HAS_BAD : low ? HAS_LOW : HAS_HIGH;
    }
    for (int i = 0; i < (int)reading->schema->column_count; ++i) {
        if (given[i] == HAS_BOTH) {
            check_range(reading, record, i, fields[i]);
        } else if (given[i] == HAS_LOW) {
            field_fault(reading, record, fields[i][0], "has no high value beside it",
                        "both or neither");
        } else if (given[i] == HAS_HIGH) {
            field_fault(reading, record, fields[i][1], "has no low value beside it",
                        "both or neither");
        }
    }
}

/* ---- The header ------------------------------------------------------------------------------ */

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
    } suffixes[] = {
        {"_low", ROLE_LOW}, {"_high", ROLE_HIGH}, {"_basis", ROLE_BASIS}, {"_source", ROLE_SOURCE}};
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

static void warn_ignored(struct reading *reading, const struct csv_record *record, size_t field)
{
    const char *known[MOST_COLUMNS];
    for (size_t i = 0; i < reading->schema->column_count; ++i) {
        known[i] = reading->schema->columns[i].name;
    }
    struct place place = field_place(reading, record, field);
    const char *near = text_nearest(place.field, known, reading->schema->column_count);
    diagnostics_warn(reading->context->diagnostics, &place, "unknown_column",
                     near != NULL ? "the column '%s' is not known: it is ignored; perhaps '%s'"
                                  : "the column '%s' is not known: it is ignored",
                     place.field, near);
}

/* The second of two equal columns is told and ignored, so that the rows are read nevertheless. */
static bool is_repeated_column(struct reading *reading, const struct csv_record *record,
                               size_t field)
{
    const struct file_column *column = &reading->columns[field];
    for (size_t k = 0; k < field && column->role != ROLE_IGNORED; ++k) {
        if (reading->columns[k].role == column->role &&
            reading->columns[k].column == column->column) {
            struct place place = field_place(reading, record, field);
            diagnostics_fault(reading->context->diagnostics, &place, "repeated_column",
                              "the column stands twice ('%s'); once", column->name);
            return true;
        }
    }
    return false;
}

static blackout_status read_header(struct reading *reading, const struct csv_record *record)
{
    reading->header_done = true;
    for (size_t i = 0; i < record->field_count; ++i) {
        char name[COLUMN_NAME_SIZE];
        trim_name(name, sizeof name, record->fields[i].text);
        struct file_column *column = &reading->columns[i];
        *column = understand(reading->schema, name);
        column->format = format_of(reading->resource, name, reading->table->delimiter);
        memcpy(column->name, name, sizeof name);
        if (name[0] != '\0') {
            reading->column_count = i + 1; /* empty names at the end are a spreadsheet's */
        }
        if (is_repeated_column(reading, record, i)) {
            column->role = ROLE_IGNORED;
        } else if (column->role == ROLE_CENTRE) {
            reading->table->has_column[column->column] = true;
            if (column->column == reading->schema->key_columns[0]) {
                reading->table->first_key_column = i + 1;
            }
        } else if (column->role == ROLE_IGNORED && name[0] != '\0') {
            warn_ignored(reading, record, i);
        }
    }
    return BLACKOUT_OK;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

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
    size_t column = count > reading->column_count ? reading->column_count + 1 : count;
    struct place place = {reading->table->source, record->line, column, ""};
    diagnostics_fault(reading->context->diagnostics, &place, "bad_width",
                      "the row has another number of fields than the header ('%zu'); %zu", count,
                      reading->column_count);
    return false;
}

/* Faults of the text itself; false if the end of the row is lost. */
static bool has_sound_text(struct reading *reading, const struct csv_record *record)
{
    struct diagnostics *diagnostics = reading->context->diagnostics;
    for (size_t i = 0; i < record->field_count; ++i) {
        const struct csv_field *field = &record->fields[i];
        if (field->fault != CSV_SOUND) {
            struct place place = {reading->table->source, field->line, i + 1, ""};
            diagnostics_fault(diagnostics, &place, "bad_text", "%s ('%.40s'); %s",
                              csv_fault_text(field->fault), field->text,
                              csv_fault_remedy(field->fault));
            reading->row.faulty = true;
        }
    }
    if (record->fault == CSV_SOUND) {
        return true;
    }
    struct place place = {reading->table->source, record->line, record->field_count + 1, ""};
    diagnostics_fault(diagnostics, &place, "bad_text", "%s ('%zu fields before it'); %s",
                      csv_fault_text(record->fault), record->field_count,
                      csv_fault_remedy(record->fault));
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

/* Whether `text` could stand in a column: tells nothing. */
static bool is_plausible(const struct reading *reading, const struct file_column *column,
                         const struct csv_field *text)
{
    if (column->role == ROLE_IGNORED || column->column == ROW_WIDE) {
        return true;
    }
    const struct column_schema *schema = &reading->schema->columns[column->column];
    const bool number = schema->type == COLUMN_NUMBER || schema->type == COLUMN_INTEGER;
    double value;
    instant time;
    if (text->length == 0) {
        return column->role != ROLE_CENTRE || schema->need == OPTIONAL;
    }
    if (number && column->role != ROLE_BASIS && column->role != ROLE_SOURCE) {
        return number_parse(&value, text->text, text->length, &column->format) == NUMBER_OK &&
               in_range(schema, value);
    }
    switch (column->role == ROLE_CENTRE ? schema->type : COLUMN_TEXT) {
    case COLUMN_INSTANT:
        return calendar_parse_instant(&time, NULL, text->text, text->length);
    case COLUMN_CURRENCY:
        return is_currency(text->text);
    case COLUMN_KEY:
        return schema->refers_to == NO_TABLE ||
               !table_lacks_key(&reading->context->tables[schema->refers_to],
                                strings_find(reading->context->strings, text->text, text->length));
    default:
        return true;
    }
}

static bool is_plausible_row(const struct reading *reading, const struct csv_record *record,
                             size_t shift)
{
    for (size_t i = 0; i < record->field_count; ++i) {
        if (!is_plausible(reading, &reading->columns[i + shift], &record->fields[i])) {
            return false;
        }
    }
    return true;
}

/* Whether the fields that a row has are the first ones of it, so that its key is known: they fit
 * their columns, and not those further on. */
static bool begins_well(const struct reading *reading, const struct csv_record *record)
{
    const size_t key_field = reading->table->first_key_column - 1;
    if (reading->table->first_key_column == 0 || key_field >= record->field_count ||
        record->fields[key_field].length == 0 || record->fields[key_field].fault != CSV_SOUND) {
        return false;
    }
    return record->field_count >= reading->column_count || record->fault != CSV_SOUND ||
           (is_plausible_row(reading, record, 0) &&
            !is_plausible_row(reading, record, reading->column_count - record->field_count));
}

/* A row of a wrong width is not kept, but what it holds counts as known: one mistake, one message.
 */
static blackout_status leave_out(struct reading *reading, const struct csv_record *record,
                                 blackout_error *error)
{
    struct table_context *context = reading->context;
    struct table *table = reading->table;
    blackout_status status = BLACKOUT_OK;
    table->lost_rows = true;
    if (reading->function != NULL || context->strings_frozen) {
        return BLACKOUT_OK;
    }
    const bool key_known = begins_well(reading, record);
    table->lost_keys = table->lost_keys || !key_known;
    for (size_t i = 0; i < record->field_count && status == BLACKOUT_OK; ++i) {
        const struct csv_field *field = &record->fields[i];
        if (field->length > 0 && field->fault == CSV_SOUND) {
            bool is_key = key_known && i + 1 == table->first_key_column;
            status = table_mark_text(table, context->arena,
                                     strings_add(context->strings, field->text, field->length),
                                     MARK_LOST | (is_key ? MARK_KEY : MARK_MAYBE), error);
        }
    }
    return status;
}

static void count_figures(struct reading *reading)
{
    for (size_t i = 0; i < reading->schema->column_count; ++i) {
        const struct cell *cell = &reading->row.cells[i];
        if (reading->schema->columns[i].type == COLUMN_NUMBER && cell->given) {
            ++reading->table->figures[cell->basis];
        }
    }
}

static blackout_status on_record(void *user, const struct csv_record *record, blackout_error *error)
{
    struct reading *reading = user;
    if (!reading->header_done) {
        return read_header(reading, record);
    }
    if (record->fault == CSV_SOUND && is_empty(record)) {
        if (reading->empty_rows++ == 0) {
            reading->first_empty_line = record->line;
        }
        return BLACKOUT_OK;
    }
    ++reading->table->rows_read;
    reading->row = (struct row){.line = record->line, .faulty = reading->table->lacks_columns};
    for (int i = 0; i < MOST_COLUMNS; ++i) {
        reading->row.cells[i].basis = BASIS_ASSUMED;
    }
    if (!has_sound_text(reading, record) || !has_right_width(reading, record)) {
        return leave_out(reading, record, error);
    }
    read_fields(reading, record);
    count_figures(reading);
    if (reading->function != NULL) {
        size_t key = reading->table->first_key_column;
        return reading->function(reading->user, &reading->row,
                                 key > 0 ? record->fields[key - 1].text : "", error);
    }
    return table_store(reading->table, reading->context, &reading->row, error);
}

/* ---- The dialect ----------------------------------------------------------------------------- */

/* How the first record, read under one delimiter, agrees with the columns of the table. */
struct header_match {
    const struct table_schema *schema;
    char delimiter;
    size_t required_count;
    size_t missing_count;
    size_t matched_count;
    bool missing[MOST_COLUMNS];
    size_t line; /* 0: there is no record */
    bool too_wide;
    bool spoilt;                     /* the text of the header is bad */
    char misspelt[COLUMN_NAME_SIZE]; /* what a missing column may be called, or "" */
    size_t misspelt_column;
    blackout_status status;
    blackout_error why;
};

static void find_misspelt(struct header_match *match, const struct csv_record *record)
{
    const char *missing[MOST_COLUMNS];
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        missing[i] = match->missing[i] ? match->schema->columns[i].name : NULL;
    }
    for (size_t k = 0; k < record->field_count && match->misspelt[0] == '\0'; ++k) {
        char name[COLUMN_NAME_SIZE];
        trim_name(name, sizeof name, record->fields[k].text);
        if (understand(match->schema, name).role == ROLE_IGNORED &&
            text_nearest(name, missing, match->schema->column_count) != NULL) {
            memcpy(match->misspelt, name, sizeof name);
            match->misspelt_column = k + 1;
        }
    }
}

static blackout_status match_header(void *user, const struct csv_record *record,
                                    blackout_error *error)
{
    struct header_match *match = user;
    (void)error;
    match->line = record->line;
    match->too_wide = record->field_count > MOST_FILE_COLUMNS;
    match->spoilt = record->fault != CSV_SOUND;
    for (size_t k = 0; k < record->field_count; ++k) {
        match->spoilt = match->spoilt || record->fields[k].fault != CSV_SOUND;
    }
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        bool found = false;
        for (size_t k = 0; k < record->field_count && !found; ++k) {
            char name[COLUMN_NAME_SIZE];
            trim_name(name, sizeof name, record->fields[k].text);
            found = strcmp(name, match->schema->columns[i].name) == 0;
        }
        match->matched_count += found ? 1 : 0;
        match->missing[i] = !found && match->schema->columns[i].need == REQUIRED;
        match->missing_count += match->missing[i] ? 1 : 0;
        match->required_count += match->schema->columns[i].need == REQUIRED ? 1 : 0;
    }
    find_misspelt(match, record);
    return BLACKOUT_OK;
}

static void try_delimiter(struct header_match *match, struct reading *reading,
                          struct csv_reader *reader, char delimiter)
{
    const struct csv_dialect dialect = {delimiter, reading->quote};
    *match = (struct header_match){.schema = reading->schema, .delimiter = delimiter};
    match->status = csv_first_record(reader, dialect, match_header, match, &match->why);
    for (size_t i = 0; i < match->schema->column_count && match->line == 0; ++i) {
        match->missing[i] = match->schema->columns[i].need == REQUIRED;
        match->missing_count += match->missing[i] ? 1 : 0;
    }
}

/* "owner, name": the missing columns. */
static void list_missing(char *names, size_t size, const struct header_match *match)
{
    size_t used = 0;
    names[0] = '\0';
    for (size_t i = 0; i < match->schema->column_count; ++i) {
        const char *name = match->schema->columns[i].name;
        if (match->missing[i] && used + strlen(name) + 3 < size) {
            used += (size_t)snprintf(names + used, size - used, "%s%s", used > 0 ? ", " : "", name);
        }
    }
}

static void fault_columns(struct reading *reading, const struct header_match *match)
{
    char names[400];
    struct diagnostics *diagnostics = reading->context->diagnostics;
    struct place place = {reading->table->source, match->line > 0 ? match->line : 1, 1, ""};
    const char *mark = match->delimiter == '\t' ? "tab" : (char[]){match->delimiter, '\0'};
    list_missing(names, sizeof names, match);
    if (match->line == 0) {
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "the file is empty (''); a header with %s", names);
    } else if (match->too_wide) {
        diagnostics_fault(diagnostics, &place, "bad_width",
                          "the header has more fields than any table ('%d'); fewer",
                          MOST_FILE_COLUMNS);
    } else if (match->misspelt[0] != '\0') {
        place.column = match->misspelt_column;
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "the header lacks columns ('%s', read with the delimiter '%s'); a header "
                          "with these names: perhaps '%s' is meant",
                          names, mark, match->misspelt);
    } else {
        diagnostics_fault(diagnostics, &place, "missing_column",
                          "the header lacks columns ('%s', read with the delimiter '%s'); a header "
                          "with these names",
                          names, mark);
    }
}

static void fault_file(struct reading *reading, const blackout_error *why)
{
    struct place place = {reading->table->source, why->line > 0 ? why->line : 1,
                          why->column > 0 ? why->column : 1, ""};
    diagnostics_fault(reading->context->diagnostics, &place, "bad_file", "%s", why->message);
    reading->table->broken = true;
}

static blackout_status tell_spoilt_header(void *user, const struct csv_record *record,
                                          blackout_error *error)
{
    (void)error;
    has_sound_text(user, record);
    return BLACKOUT_OK;
}

/* Tells what is wrong with the header. A table that lacks a column or two is read nevertheless, for
 * its keys and for what else is wrong in it; where more is missing nobody knows what it is. */
static void judge_header(struct reading *reading, struct csv_reader *reader,
                         const struct header_match *match)
{
    struct table *table = reading->table;
    const int key = reading->schema->key_columns[0];
    if (match->status != BLACKOUT_OK) {
        fault_file(reading, &match->why);
    } else if (match->spoilt) {
        blackout_error ignored;
        csv_first_record(reader, (struct csv_dialect){match->delimiter, reading->quote},
                         tell_spoilt_header, reading, &ignored);
        table->broken = true;
    } else if (match->missing_count > 0 || match->too_wide) {
        fault_columns(reading, match);
        table->lacks_columns = true;
        table->broken = match->too_wide || match->line == 0 || match->missing[key] ||
                        2 * match->missing_count > match->required_count;
    }
}

/* Under the right delimiter all required columns are there; ties go to the most columns known, then
 * to the order of `candidates`. */
static void find_delimiter(struct reading *reading, struct csv_reader *reader)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    struct header_match best = {.missing_count = MOST_COLUMNS + 1};
    char fixed = reading->resource->delimiter;
    fixed = fixed != '\0' ? fixed : csv_declared_delimiter(reader);
    for (size_t i = 0; i < (fixed != '\0' ? 1 : sizeof candidates); ++i) {
        struct header_match match;
        try_delimiter(&match, reading, reader, fixed != '\0' ? fixed : candidates[i]);
        if (match.missing_count < best.missing_count ||
            (match.missing_count == best.missing_count &&
             match.matched_count > best.matched_count)) {
            best = match;
        }
    }
    reading->table->delimiter = best.delimiter;
    judge_header(reading, reader, &best);
}

/* ---- A whole file ---------------------------------------------------------------------------- */

void table_check_declared(const struct table *table, const struct resource *resource,
                          struct diagnostics *diagnostics)
{
    struct place place = {table->source, 1, 1, ""};
    if (!table->present || table->broken || diagnostics_faults_of(diagnostics, table->source) > 0) {
        return;
    }
    if (resource->sha256 != NULL && strcmp(resource->sha256, table->sha256) != 0) {
        diagnostics_fault(diagnostics, &place, "bad_hash",
                          "the file is not the one that is described ('sha256:%s'); sha256:%s",
                          table->sha256, resource->sha256);
    } else if (resource->has_bytes && resource->bytes != (double)table->bytes) {
        diagnostics_fault(diagnostics, &place, "bad_bytes",
                          "the file has another size than is described ('%zu'); %.0f bytes",
                          table->bytes, resource->bytes);
    }
}

static void warn_empty_rows(const struct reading *reading)
{
    if (reading->empty_rows > 0) {
        struct place place = {reading->table->source, reading->first_empty_line, 1, ""};
        diagnostics_warn(reading->context->diagnostics, &place, "empty_row",
                         "%zu rows without any value are skipped", reading->empty_rows);
    }
}

static blackout_status read_file(struct reading *reading, struct csv_reader *reader,
                                 blackout_error *why)
{
    struct table *table = reading->table;
    find_delimiter(reading, reader);
    if (table->broken) {
        return BLACKOUT_OK;
    }
    const struct csv_dialect dialect = {table->delimiter, reading->quote};
    blackout_status status = csv_read(reader, dialect, on_record, reading, why);
    if (status == BLACKOUT_OK) {
        memcpy(table->sha256, csv_sha256(reader), sizeof table->sha256);
        table->bytes = csv_bytes(reader);
        warn_empty_rows(reading);
    }
    return status;
}

blackout_status table_read(struct table *table, const struct resource *resource,
                           struct table_context *context, row_function *function, void *user,
                           blackout_error *error)
{
    table->present = true;
    table->source = resource->source;
    table->package = resource->package;
    diagnostics_file(context->diagnostics, resource->source);
    if (resource->refused) {
        table->broken = true;
        return BLACKOUT_OK;
    }
    struct reading *reading = calloc(1, sizeof *reading);
    struct csv_reader *reader = NULL;
    blackout_error why = {0};
    if (reading == NULL) {
        return error_memory(error);
    }
    char quote = resource->quote != '\0' ? resource->quote : '"';
    *reading = (struct reading){.table = table,
                                .schema = schema_table(table->id),
                                .resource = resource,
                                .context = context,
                                .function = function,
                                .user = user,
                                .quote = quote};
    blackout_status status =
        csv_open(&reader, resource->path, resource->source, resource->encoding, &why);
    if (status == BLACKOUT_OK) {
        status = read_file(reading, reader, &why);
    }
    if (status == BLACKOUT_ERROR_INPUT || status == BLACKOUT_ERROR_IO) {
        fault_file(reading, &why);
        status = BLACKOUT_OK;
    } else if (status != BLACKOUT_OK && error != NULL) {
        *error = why;
    }
    csv_close(reader);
    free(reading);
    return status;
}
