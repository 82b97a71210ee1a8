/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second half of reading a row, which is done by one thread in the order of the file, so that
 * numbers of texts and the order of faults do not depend on threads. A faulty row is kept and
 * marked: other tables may refer to its key. */
#include "ingest/row_maker.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/currency_codes.h"
#include "ingest/base_rows.h"
#include "ingest/fallbacks.h"
#include "ingest/field_hints.h"
#include "ingest/total_words.h"

/* Cells start as assumed: a figure without a word on its basis has none, and the report must not
 * call it measured. */
void row_maker_init(struct row_maker *maker, const struct header *header, struct table *table,
                    struct ingest *ingest, bool keeps_sources)
{
    memset(maker, 0, offsetof(struct row_maker, fields));
    memset(maker->fields, 0, header->column_count * sizeof *maker->fields);
    memset(maker->known, 0, header->column_count * sizeof *maker->known);
    memset(maker->sources, 0, header->column_count * sizeof *maker->sources);
    maker->header = header;
    maker->table = table;
    maker->ingest = ingest;
    maker->keeps_sources = keeps_sources;
    maker->may_have_totals = total_may_be_in(table->id);
    for (size_t i = 0; i < MOST_COLUMNS; ++i) {
        maker->blank[i].basis = BASIS_ASSUMED;
    }
    for (size_t k = 0; k < header->read_count; ++k) {
        const struct file_column *column = &header->columns[header->read[k]];
        if (column->role == ROLE_CENTRE &&
            header->schema->columns[column->column].type == COLUMN_CURRENCY) {
            maker->currencies[maker->currency_count++] = header->read[k];
        }
    }
}

/* The line of the field, which may be below that of its record: quotes may hold line ends. */
static struct place place_of(const struct row_maker *maker, const struct csv_record *record,
                             size_t field)
{
    return (struct place){.source = maker->table->source,
                          .line = record->fields[field].line,
                          .column = field + 1,
                          .field = maker->header->columns[field].name};
}

/* A near code, or a hint that knows how spreadsheets go wrong, replaces the general remedy: one
 * message, the most precise one. */
static void report(struct row_maker *maker, const struct csv_record *record, size_t field,
                   enum field_fault fault)
{
    const int column = maker->header->columns[field].column;
    const struct column_schema *schema =
        column != ROW_WIDE ? &maker->header->schema->columns[column] : NULL;
    const struct place place = place_of(maker, record, field);
    char remedy[FIELD_REMEDY_SIZE];
    char readings[FIELD_REMEDY_SIZE];
    const char *text = record->fields[field].text;
    const struct field_style *style = &maker->header->columns[field].style;
    field_fault_remedy(remedy, fault, schema, style);
    field_fault_readings(readings, fault, text);
    const char *near = fault == FIELD_NOT_CURRENCY ? currency_code_nearest(text) : NULL;
    if (near != NULL) {
        snprintf(remedy, sizeof remedy, "perhaps '%s'", near);
    } else if (schema != NULL) {
        field_hint(remedy, fault, schema, style, text);
    }
    diagnostics_fault(maker->ingest->context.diagnostics, &place, field_fault_code(fault),
                      "%s %s ('%.80s'%s); %s", place.field, field_fault_text(fault), text, readings,
                      remedy);
    maker->row.faulty = true;
}

/* ---- Basis and source ------------------------------------------------------------------------ */

/* `basis` of the whole row comes first in the order of fields (header.h: `read`), so that X_basis
 * of one column overwrites it. Texts get it as well, where nothing asks for it. */
static void take_basis(struct row_maker *maker, const struct csv_record *record, size_t field)
{
    const struct field *read = &maker->fields[field];
    const int column = maker->header->columns[field].column;
    if (read->fault == FIELD_NOT_BASIS) {
        report(maker, record, field, FIELD_NOT_BASIS);
    }
    if (read->fault != FIELD_SOUND) {
        return;
    }
    const int first = column == ROW_WIDE ? 0 : column;
    const int last = column == ROW_WIDE ? (int)maker->row.column_count - 1 : column;
    for (int i = first; i <= last; ++i) {
        maker->cells[i].basis = read->basis;
    }
}

/* The number of a source. They are long, and rows below each other often share one. */
static string_id number_source(struct row_maker *maker, const struct csv_field *text, size_t field)
{
    struct strings *strings = maker->ingest->context.strings;
    string_id *last = &maker->sources[field];
    if (strcmp(strings_text(strings, *last), text->text) != 0) {
        *last = strings_add(strings, text->text, text->length);
    }
    return *last;
}

/* Texts of sources may be one a row: of rows that are handed on, like those of `dependencies`, they
 * would fill the memory. */
static void take_source(struct row_maker *maker, const struct csv_record *record, size_t field)
{
    const struct csv_field *text = &record->fields[field];
    const int column = maker->header->columns[field].column;
    if (!maker->keeps_sources || maker->fields[field].fault != FIELD_SOUND) {
        return;
    }
    const string_id source = number_source(maker, text, field);
    const int first = column == ROW_WIDE ? 0 : column;
    const int last = column == ROW_WIDE ? (int)maker->row.column_count - 1 : column;
    for (int i = first; i <= last; ++i) {
        maker->cells[i].source = source;
    }
}

/* ---- Values ---------------------------------------------------------------------------------- */

/* The business of `dependencies` is not kept: there may be millions. */
static bool is_kept(const struct row_maker *maker, int column)
{
    return maker->table->id != DEPENDENCIES || column != DEPENDENCIES_BUSINESS;
}

/* The table that a text of this column must be in; NO_TABLE: none. Fallbacks and currencies have no
 * `refers_to` in the schema: a fallback may also be a channel outside of all platforms, and the USD
 * needs no rate. Only rows of a base ask for it; what is wrong with own rows is judged by the
 * checks of fallbacks and by reference_check_currency(). */
static enum table_id named_table(const struct row_maker *maker, int column)
{
    const enum table_id id = maker->table->id;
    const struct column_schema *schema = &maker->header->schema->columns[column];
    const bool is_fallback = (id == FALLBACKS && column == FALLBACKS_FALLBACK) ||
                             (id == DEPENDENCIES && column == DEPENDENCIES_FALLBACK);
    const bool is_amount = schema->type == COLUMN_CURRENCY && id != FX;
    return is_fallback ? PLATFORMS : is_amount ? FX : schema->refers_to;
}

/* Whether the row is a base's and names what the package over it does not have. A base's row on a
 * platform that the user's own table has replaced is nobody's mistake: it is left out with a count,
 * where one of the package's own rows would be a fault. */
static bool is_left_out(struct row_maker *maker, int column, const char *text, string_id id)
{
    const struct column_schema *schema = &maker->header->schema->columns[column];
    const struct table_context *context = &maker->ingest->context;
    const enum table_id other = named_table(maker, column);
    if (other == NO_TABLE || !base_rows_may_lack(maker->ingest, maker->table, other)) {
        return false;
    }
    const bool exists = other == FX ? reference_has_rate(context, text, id)
                        : schema->refers_to == NO_TABLE
                            ? fallback_is_known(context, id)
                            : reference_keys_may_exist(context, schema, text, id);
    maker->left_out_by = exists ? maker->left_out_by : other;
    return !exists;
}

/* Reports a row that adds up others. A fault and not a warning: counted once more, a total doubles
 * every sum that it is part of. */
static void refuse_total(struct row_maker *maker, const struct csv_record *record, size_t field)
{
    const struct csv_field *text = &record->fields[field];
    const int key = maker->header->schema->key_columns[0];
    if (maker->may_have_totals && maker->header->columns[field].column == key &&
        total_word(text->text, text->length)) {
        const struct place place = place_of(maker, record, field);
        diagnostics_fault(
            maker->ingest->context.diagnostics, &place, "total_row",
            "the row is a total of others, which would count twice ('%.80s'); leave it "
            "out, or give the %s of that name another one",
            text->text, place.field);
        maker->row.faulty = true;
    }
}

/* Looks the text up, or adds it; false where a second reading has not met it, and so has reported
 * it. Known texts are taken before they are checked: they are remembered only once they have
 * passed, so that each fault is reported at every row that has it. */
static bool take_text(struct row_maker *maker, const struct csv_record *record, size_t field,
                      struct cell *cell)
{
    const int column = maker->header->columns[field].column;
    const struct column_schema *schema = &maker->header->schema->columns[column];
    const struct csv_field *text = &record->fields[field];
    const struct table_context *context = &maker->ingest->context;
    struct known_texts *known = &maker->known[field];
    refuse_total(maker, record, field);
    if (!is_kept(maker, column)) {
        return true;
    }
    cell->text = known_texts_find(known, text->text, text->length, STRING_UNKNOWN);
    if (cell->text != STRING_UNKNOWN) {
        return true;
    }
    cell->text = context->strings_frozen ? strings_find(context->strings, text->text, text->length)
                                         : strings_add(context->strings, text->text, text->length);
    bool sound = true;
    if (is_left_out(maker, column, text->text, cell->text)) {
        return true;
    }
    if (schema->type == COLUMN_KEY || schema->type == COLUMN_KEYS) {
        const struct place place = place_of(maker, record, field);
        sound = reference_check_keys(context, &place, schema, text->text, cell->text);
    } else if (schema->type == COLUMN_CURRENCY && cell->text != STRING_UNKNOWN &&
               maker->table->id != FX) {
        const struct place place = place_of(maker, record, field);
        sound = reference_check_currency(maker->ingest, &place, text->text, cell->text);
    }
    if (sound && cell->text != STRING_UNKNOWN) {
        known_texts_add(known, strings_text(context->strings, cell->text), text->length,
                        cell->text);
    }
    maker->row.faulty = maker->row.faulty || !sound;
    return cell->text != STRING_UNKNOWN;
}

/* A flag keeps its text as well, which may be a reason in words. */
static void take_value(struct row_maker *maker, const struct csv_record *record, size_t field,
                       struct cell *cell)
{
    const struct field *read = &maker->fields[field];
    switch (maker->header->schema->columns[maker->header->columns[field].column].type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        cell->number = read->number;
        cell->given = true;
        break;
    case COLUMN_INSTANT:
        cell->time = read->time;
        cell->has_time = read->has_time;
        cell->given = true;
        break;
    case COLUMN_FLAG:
    case COLUMN_REASON:
        cell->flag = read->flag;
        cell->given = take_text(maker, record, field, cell);
        break;
    default:
        cell->given = take_text(maker, record, field, cell);
        break;
    }
    cell->refused = !cell->given; /* a text that a second reading does not find */
}

/* An empty optional cell is not given, which is something else than 0. */
static void take_centre(struct row_maker *maker, const struct csv_record *record, size_t field)
{
    const int column = maker->header->columns[field].column;
    const enum field_fault fault = (enum field_fault)maker->fields[field].fault;
    struct cell *cell = &maker->cells[column];
    switch (fault) {
    case FIELD_SOUND:
        take_value(maker, record, field, cell);
        break;
    case FIELD_EMPTY:
        if (maker->header->schema->columns[column].need == REQUIRED) {
            report(maker, record, field, fault);
        }
        break;
    case FIELD_SPOILT:
        cell->refused = true; /* reported already */
        break;
    default:
        report(maker, record, field, fault);
        cell->number = maker->fields[field].number; /* out of range: sums show it too */
        cell->refused = true;
        break;
    }
}

/* ---- Ranges ---------------------------------------------------------------------------------- */

/* "Given" includes what could not be read: a range of which one end is wrong is not one with an end
 * missing. */
static bool is_given(const struct row_maker *maker, size_t field)
{
    return field != NO_FIELD && maker->fields[field].fault != FIELD_EMPTY;
}

/* Whether the field holds nothing, or a number. */
static bool is_usable(const struct row_maker *maker, size_t field)
{
    return !is_given(maker, field) || maker->fields[field].fault == FIELD_SOUND;
}

/* Whether the row has no centre where it need not have one: a required column is reported itself,
 * as is a centre that could not be read. */
static bool lacks_centre(const struct row_maker *maker, int column)
{
    const size_t place = maker->table->places[column];
    return maker->header->schema->columns[column].need == OPTIONAL &&
           (place == 0 || maker->fields[place - 1].fault == FIELD_EMPTY);
}

/* A range of a centre that is certain, or has a fault of its own, is passed over: it would be
 * judged against nothing. */
static void take_both_ends(struct row_maker *maker, const struct csv_record *record,
                           const struct header_range *fields)
{
    const struct column_schema *schema = &maker->header->schema->columns[fields->column];
    struct cell *cell = &maker->cells[fields->column];
    struct range *range = &maker->cells[maker->row.column_count + (size_t)fields->column].range;
    if (lacks_centre(maker, fields->column)) {
        report(maker, record, fields->low, FIELD_LACKS_CENTRE);
    }
    if (!cell->given || !field_takes_range(schema, cell->number)) {
        return;
    }
    *range = (struct range){maker->fields[fields->low].number, maker->fields[fields->high].number};
    const struct range_faults faults = field_check_range(schema, cell->number, range);
    if (faults.low != FIELD_SOUND) {
        report(maker, record, fields->low, faults.low);
    }
    if (faults.high != FIELD_SOUND) {
        report(maker, record, fields->high, faults.high);
    }
    cell->has_range = faults.low == FIELD_SOUND && faults.high == FIELD_SOUND;
    maker->row.has_ranges = maker->row.has_ranges || cell->has_range;
}

static void take_range(struct row_maker *maker, const struct csv_record *record,
                       const struct header_range *fields)
{
    const bool low = is_given(maker, fields->low);
    const bool high = is_given(maker, fields->high);
    if (!is_usable(maker, fields->low) || !is_usable(maker, fields->high)) {
        return;
    }
    if (low && high) {
        take_both_ends(maker, record, fields);
    } else if (low) {
        report(maker, record, fields->low, FIELD_LACKS_HIGH);
    } else if (high) {
        report(maker, record, fields->high, FIELD_LACKS_LOW);
    }
}

/* ---- Rows ------------------------------------------------------------------------------------ */

/* A range's ends are checked as fields here; as a pair later, when the centre is known. */
static void take_field(struct row_maker *maker, const struct csv_record *record, size_t field)
{
    const enum field_fault fault = (enum field_fault)maker->fields[field].fault;
    switch (maker->header->columns[field].role) {
    case ROLE_BASIS:
        take_basis(maker, record, field);
        break;
    case ROLE_SOURCE:
        take_source(maker, record, field);
        break;
    case ROLE_CENTRE:
        take_centre(maker, record, field);
        break;
    case ROLE_LOW:
    case ROLE_HIGH:
        if (fault != FIELD_SOUND && fault != FIELD_EMPTY && fault != FIELD_SPOILT) {
            report(maker, record, field, fault);
        }
        break;
    case ROLE_IGNORED:
        break;
    }
}

/* The date of a row, or NULL: what it says was so then. A figure that was published in the Deutsche
 * Mark is dated by its publication; tables without dates have none, and are judged as of today. */
static const struct cell *date_of(const struct row_maker *maker)
{
    const int as_of = maker->header->schema->as_of_column;
    const int column = maker->table->id == PUBLISHED ? PUBLISHED_DATE : as_of;
    return column >= 0 && maker->cells[column].given ? &maker->cells[column] : NULL;
}

static void warn_withdrawn(const struct row_maker *maker, const struct csv_record *record,
                           size_t field, const struct withdrawn_currency *currency)
{
    const struct cell *date = date_of(maker);
    if (date == NULL || date->time >= currency_code_end(currency)) {
        const struct place place = place_of(maker, record, field);
        diagnostics_warn(maker->ingest->context.diagnostics, &place, "currency_withdrawn",
                         "the currency was withdrawn on %s ('%s'); from then on amounts are in %s",
                         currency->date, currency->code, currency->successor);
    }
}

/* Currencies that were none when the row was written, once the row's date is known. The last
 * currency that was found current is remembered: nearly all rows have it, and the search is not
 * made for them. */
static void check_currencies(struct row_maker *maker, const struct csv_record *record)
{
    const struct header *header = maker->header;
    for (size_t k = 0; k < maker->currency_count; ++k) {
        const size_t field = maker->currencies[k];
        const struct cell *cell = &maker->cells[header->columns[field].column];
        if (!cell->given || cell->text == maker->current_currency) {
            continue;
        }
        const struct withdrawn_currency *currency =
            currency_code_withdrawn(record->fields[field].text);
        if (currency != NULL) {
            warn_withdrawn(maker, record, field, currency);
        } else {
            maker->current_currency = cell->text;
        }
    }
}

/* Ranges are the second half of `cells`; files without any pay nothing for them. Where the file
 * lacks a required column every row of it is faulty: its keys count, and no sum is made of it. */
void row_maker_make(struct row_maker *maker, const struct csv_record *record, bool sound)
{
    const struct header *header = maker->header;
    const size_t columns = header->schema->column_count;
    maker->left_out_by = NO_TABLE;
    memcpy(maker->cells, maker->blank, columns * sizeof *maker->cells);
    if (header->range_count > 0) {
        memset(maker->cells + columns, 0, columns * sizeof *maker->cells);
    }
    maker->row = (struct row){.cells = maker->cells,
                              .line = record->line & ROW_LAST_LINE,
                              .column_count = (uint8_t)columns,
                              .faulty = !sound || maker->table->lacks_columns};
    for (size_t k = 0; k < header->read_count; ++k) {
        take_field(maker, record, header->read[k]);
    }
    for (size_t k = 0; k < header->range_count; ++k) {
        take_range(maker, record, &header->ranges[k]);
    }
    check_currencies(maker, record);
}

void row_maker_free(struct row_maker *maker)
{
    const struct header *header = maker->header;
    for (size_t i = 0; header != NULL && i < header->column_count; ++i) {
        known_texts_free(&maker->known[i]);
    }
}
