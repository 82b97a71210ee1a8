/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet is recognised by its header, so that the file can be used as it is downloaded. Rates
 * are divided here, once, and are then the same as if `fx` had been written by hand; a day without
 * the USD column gives none. It has a reader of its own, since one record is many rows of `fx`:
 * neither columns nor declared rules of fields are looked at. A record with a fault is left out as
 * a whole (--on-error reject). */
#include "ingest/rate_sheet.h"

#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "core/number.h"
#include "ingest/date_text.h"
#include "ingest/rejecting.h"

/* What would make two rates of one, or the rate of no currency. Any three capitals make a sheet, so
 * that a misspelt code is named as such, and not the file as one of another kind. */
static void judge_code(struct rate_sheet *sheet, const struct csv_field *field, size_t at)
{
    const enum currency_standing standing = currency_code_standing(field->text);
    if (standing != CURRENCY_CURRENT && standing != CURRENCY_WITHDRAWN && sheet->unknown == 0) {
        sheet->unknown = at;
        memcpy(sheet->unknown_code, field->text, sizeof sheet->unknown_code);
    }
    for (size_t i = 1; i < at && sheet->repeated == 0; ++i) {
        sheet->repeated = sheet->currencies[i] == sheet->currencies[at] ? at : 0;
    }
}

/* `Date`, codes of currencies, the USD among them, and perhaps an empty field at the end.
 * eurofxref-hist.csv ends each line with a comma, hence the empty field. Codes alone make no sheet:
 * the USD is the way to the others. */
static blackout_status understand(void *user, const struct csv_record *record,
                                  blackout_error *error)
{
    struct rate_sheet *sheet = user;
    struct strings *strings = sheet->ingest->context.strings;
    char name[COLUMN_NAME_SIZE];
    size_t codes = 0;
    (void)error;
    if (record->field_count < 2 || record->field_count > MOST_FILE_COLUMNS) {
        return BLACKOUT_OK;
    }
    column_name_squeeze(name, record->fields[0].text);
    bool fits = strcmp(name, "date") == 0;
    for (size_t i = 1; i < record->field_count && fits; ++i) {
        const struct csv_field *field = &record->fields[i];
        const bool code = currency_code_is_shaped(field->text, field->length);
        fits = code || field->length == 0;
        codes += code ? 1 : 0;
        sheet->usd = code && strcmp(field->text, "USD") == 0 ? i : sheet->usd;
        sheet->euro_field = code && strcmp(field->text, "EUR") == 0 ? i : sheet->euro_field;
        sheet->currencies[i] =
            code ? strings_add(strings, field->text, field->length) : STRING_NONE;
        if (code) {
            judge_code(sheet, field, i);
        }
    }
    sheet->header_line = record->line;
    sheet->column_count = fits && sheet->usd > 0 && codes > 1 ? record->field_count : 0;
    return BLACKOUT_OK;
}

/* The first record alone is the header: the bank writes nothing above it. Under the wrong delimiter
 * there is one field, or none that is a code. */
bool rate_sheet_find(struct rate_sheet *sheet, struct table *table, struct ingest *ingest,
                     struct csv_reader *reader)
{
    blackout_error ignored;
    for (size_t i = 0; i < CSV_USUAL_DELIMITERS; ++i) {
        *sheet = (struct rate_sheet){
            .table = table, .ingest = ingest, .dialect = {csv_usual_delimiters[i], '"'}};
        csv_first_records(reader, sheet->dialect, 1, understand, sheet, &ignored);
        if (sheet->column_count > 0) {
            sheet->euro = strings_add(ingest->context.strings, "EUR", 3);
            table->delimiter = csv_usual_delimiters[i];
            return true;
        }
    }
    return false;
}

static void fault(const struct rate_sheet *sheet, const struct csv_record *record, size_t field,
                  const char *what, const char *remedy)
{
    const struct place place = {sheet->table->source, record->line, field + 1, "per_usd"};
    diagnostics_fault(sheet->ingest->context.diagnostics, &place, "bad_value", "%s ('%.40s'); %s",
                      what, field < record->field_count ? record->fields[field].text : "", remedy);
    sheet->table->lost_rows = true;
}

/* A rate of the sheet; false where it has none, or a wrong one. N/A is the bank's word for
 * currencies that did not exist yet, or no longer; it is counted, not blamed. */
static bool read_rate(struct rate_sheet *sheet, const struct csv_record *record, size_t field,
                      double *rate)
{
    static const struct number_format point = {.decimal = '.'}; /* as the bank writes it */
    if (field >= record->field_count) {
        return false;
    }
    const struct csv_field *text = &record->fields[field];
    if (strcmp(text->text, "N/A") == 0 || text->length == 0) {
        ++sheet->not_available;
        return false;
    }
    if (number_parse(rate, text->text, text->length, &point) != NUMBER_OK || !(*rate > 0) ||
        field_is_too_large(*rate)) {
        fault(sheet, record, field, "the rate is not a number above 0",
              "as the European Central Bank writes it, like 1.0983, or N/A");
        return false;
    }
    return true;
}

/* Stored as a row of `fx` with its own key, so that a day that stands twice is a fault. What a
 * central bank has fixed is measured. */
static blackout_status add_rate(struct rate_sheet *sheet, size_t line, instant date,
                                string_id currency, double per_usd, blackout_error *error)
{
    struct cell cells[FX_DATE + 1] = {0};
    const struct row row = {
        .cells = cells, .line = line & ROW_LAST_LINE, .column_count = FX_DATE + 1};
    cells[FX_CURRENCY].text = currency;
    cells[FX_CURRENCY].given = true;
    cells[FX_PER_USD].number = per_usd;
    cells[FX_PER_USD].basis = BASIS_MEASURED;
    cells[FX_PER_USD].given = true;
    cells[FX_DATE].time = date;
    cells[FX_DATE].given = true;
    ++sheet->table->figures[BASIS_MEASURED];
    return table_store(sheet->table, &sheet->ingest->context, &row, error);
}

/* A row may end early: what it lacks is not there. Fields behind the last column have no currency;
 * empty ones lose nothing. */
static bool has_no_more_fields(const struct rate_sheet *sheet, const struct csv_record *record)
{
    size_t count = record->field_count;
    while (count > sheet->column_count && record->fields[count - 1].length == 0) {
        --count;
    }
    const struct place place = {sheet->table->source, record->line, sheet->column_count + 1, ""};
    if (count > sheet->column_count) {
        diagnostics_fault(sheet->ingest->context.diagnostics, &place, "bad_width",
                          "the row has more fields than the header ('%zu'); give %zu", count,
                          sheet->column_count);
        sheet->table->lost_rows = true;
    }
    return count <= sheet->column_count;
}

/* eurofxref.csv of a single day has "04 October 2021" */
static bool read_day(instant *date, const struct rate_sheet *sheet, const struct csv_record *record)
{
    const struct csv_field *day = &record->fields[0];
    if (date_text_is_certain(day->text, day->length) &&
        date_text_parse(date, NULL, day->text, day->length, DATE_DAY_FIRST)) {
        return true;
    }
    fault(sheet, record, 0, "Date is not a date", "ISO 8601, like 2021-10-04");
    return false;
}

static blackout_status take_rates(struct rate_sheet *sheet, const struct csv_record *record,
                                  instant date, blackout_error *error)
{
    double usd;
    double rate;
    if (!read_rate(sheet, record, sheet->usd, &usd)) {
        return BLACKOUT_OK; /* no way to the others; none was given or it is reported */
    }
    ++sheet->days;
    sheet->days_at_one += usd == 1 ? 1 : 0;
    /* the sheet has no column of the EUR, which is 1 of itself */
    blackout_status status = add_rate(sheet, record->line, date, sheet->euro, 1 / usd, error);
    for (size_t i = 1; i < sheet->column_count && status == BLACKOUT_OK; ++i) {
        if (sheet->currencies[i] != STRING_NONE && i != sheet->usd &&
            read_rate(sheet, record, i, &rate)) {
            status = add_rate(sheet, record->line, date, sheet->currencies[i], rate / usd, error);
        }
    }
    return status;
}

/* Whether the header alone refuses the sheet: no row is read then. */
static bool is_refused(const struct rate_sheet *sheet)
{
    return sheet->euro_field > 0 || sheet->repeated > 0 || sheet->unknown > 0;
}

/* A line of delimiters is passed over, as in any table (reader.c). */
static blackout_status take_record(void *user, const struct csv_record *record,
                                   blackout_error *error)
{
    struct rate_sheet *sheet = user;
    struct ingest *ingest = sheet->ingest;
    instant date;
    bool cut;
    if (record->line <= sheet->header_line || csv_record_is_empty(record) || is_refused(sheet)) {
        return BLACKOUT_OK;
    }
    ++sheet->table->rows_read;
    struct reject *reject = rejecting_find(ingest, sheet->table, record);
    if (reject != NULL) {
        return rejecting_leave_out(ingest, reject, sheet->table, record) == 0 ? BLACKOUT_OK
                                                                              : error_memory(error);
    }
    if (!header_check_text(sheet->table, record, &cut, ingest->context.diagnostics)) {
        sheet->table->lost_rows = true;
        return BLACKOUT_OK;
    }
    if (!has_no_more_fields(sheet, record) || !read_day(&date, sheet, record)) {
        return BLACKOUT_OK;
    }
    return take_rates(sheet, record, date, error);
}

static void fault_unknown(const struct rate_sheet *sheet, struct place *place)
{
    const char *near = currency_code_nearest(sheet->unknown_code);
    place->column = sheet->unknown + 1;
    diagnostics_fault(sheet->ingest->context.diagnostics, place, "bad_value",
                      "a column of the sheet is not a currency ('%s'); %s%s", sheet->unknown_code,
                      near != NULL ? "perhaps " : "codes of ISO 4217, like GBP",
                      near != NULL ? near : "");
}

/* What refuses the sheet: a column whose rates are of nothing or of the same as another's, and what
 * says that they are for one of another currency, that they have the EUR, or the USD at 1
 * throughout. A single day proves nothing: on 31 August 2022 it was at 1. */
static bool is_sound(const struct rate_sheet *sheet)
{
    struct place place = {sheet->table->source, sheet->header_line, sheet->euro_field + 1,
                          "per_usd"};
    struct diagnostics *diagnostics = sheet->ingest->context.diagnostics;
    static const char remedy[] = "write them as rows of currency,per_usd,date";
    if (sheet->euro_field > 0) {
        diagnostics_fault(diagnostics, &place, "bad_value",
                          "the sheet has a column 'EUR', so that its rates are not for one EUR; %s",
                          remedy);
        return false;
    }
    if (sheet->unknown > 0) {
        fault_unknown(sheet, &place);
        return false;
    }
    if (sheet->repeated > 0) {
        place.column = sheet->repeated + 1;
        diagnostics_fault(
            diagnostics, &place, "repeated_column", "the column appears twice ('%s'); keep one",
            strings_text(sheet->ingest->context.strings, sheet->currencies[sheet->repeated]));
        return false;
    }
    if (sheet->days > 1 && sheet->days_at_one == sheet->days) {
        place.column = sheet->usd + 1;
        diagnostics_fault(diagnostics, &place, "bad_value",
                          "'USD' is 1 on each of %zu days, so that the rates are for one USD, and "
                          "not for one EUR; %s",
                          sheet->days, remedy);
        return false;
    }
    return true;
}

/* Places for the checks that follow: currencies and rates have no columns of their own here. */
blackout_status rate_sheet_read(struct rate_sheet *sheet, struct csv_reader *reader,
                                blackout_error *error)
{
    const struct place place = {sheet->table->source, sheet->header_line, 1, ""};
    sheet->table->places[FX_DATE] = 1;
    sheet->table->places[FX_CURRENCY] = 1;
    sheet->table->places[FX_PER_USD] = 2;
    blackout_status status = csv_read(reader, sheet->dialect, take_record, sheet, error);
    if (!is_sound(sheet)) { /* rates that are missing or wrong then are no fault of their own */
        sheet->table->lost_rows = sheet->table->lost_keys = true;
        return status;
    }
    diagnostics_warn(
        sheet->ingest->context.diagnostics, &place, "rate_sheet",
        "rates for one EUR are read as rates for one USD, by way of the column USD; %zu "
        "%s not available and left out",
        sheet->not_available, sheet->not_available == 1 ? "is" : "are");
    return status;
}
