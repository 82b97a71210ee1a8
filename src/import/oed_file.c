/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns are found by name, in any order and whatever the case of their letters, as the tools of
 * the format do. A column that is not read is listed once, with its first value: it is one decision
 * and not one for each row. */
#include "import/oed_file.h"

#include <stdbool.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"
#include "ingest/csv.h"

/* Another column is a word in the enum and a line here; it is not listed as unread then. */
const char *const oed_columns[OED_COLUMN_COUNT] = {
    [OED_ACC_NUMBER] = "AccNumber",
    [OED_ACC_CURRENCY] = "AccCurrency",
    [OED_PORT_NUMBER] = "PortNumber",
    [OED_POL_NUMBER] = "PolNumber",
    [OED_POL_PERILS_COVERED] = "PolPerilsCovered",
    [OED_LAYER_NUMBER] = "LayerNumber",
    [OED_ANNUAL_REVENUE] = "AnnualRevenue",
    [OED_ANNUAL_REVENUE_CURRENCY] = "AnnualRevenueCurrency",
    [OED_GROSS_PROFIT_MARGIN] = "GrossProfitMargin",
    [OED_INDUSTRY_SCHEME] = "IndustryScheme1",
    [OED_INDUSTRY_CODE] = "IndustryCode1",
    [OED_COUNTRY_CODE] = "CountryCode",
    [OED_CLOUD_VENDOR] = "CloudVendor",
    [OED_POL_COVERAGE] = "PolCoverage",
    [OED_BI_WAITING_PERIOD] = "BIWaitingPeriod",
    [OED_POL_DED] = "PolDed",
    [OED_POL_DED_CBI] = "PolDedCBI",
    [OED_POL_LIMIT_CBI] = "PolLimitCBI",
    [OED_LAYER_ATTACHMENT] = "LayerAttachment",
    [OED_LAYER_LIMIT] = "LayerLimit",
    [OED_LAYER_PARTICIPATION] = "LayerParticipation",
    [OED_LAYER_AGG_LIMIT] = "LayerAggLimit",
    [OED_LIMIT_CURRENCY] = "LimitCurrency",
    [OED_DED_CURRENCY] = "DedCurrency",
    [OED_POL_SIR] = "PolSIR",
    [OED_LAYER_AGG_ATTACHMENT] = "LayerAggAttachment",
    [OED_BIPOI] = "BIPOI",
    [OED_POL_DED_TYPE] = "PolDedType",
    [OED_POL_DED_TYPE_CBI] = "PolDedTypeCBI",
    [OED_POL_LIMIT_TYPE_CBI] = "PolLimitTypeCBI",
    [OED_POL_DED_CODE] = "PolDedCode",
    [OED_POL_DED_CODE_CBI] = "PolDedCodeCBI",
    [OED_VERSION] = "OEDVersion"};

/* Without these a row says nothing that a package could hold. */
static const enum oed_column required[] = {OED_ACC_NUMBER, OED_ANNUAL_REVENUE};

static const size_t nowhere = (size_t)-1;

/* A column of the file that is not read. */
struct other_column {
    const char *name;
    bool is_listed; /* it has had a value */
};

struct reading {
    blackout_import *import;
    const char *file;
    struct csv_dialect dialect;
    bool has_header;
    size_t field_count;
    size_t places[OED_COLUMN_COUNT]; /* in the row; `nowhere`: it is not there */
    struct other_column *others;     /* [field_count], by place; a NULL name is read */
    oed_row_function *take;
    void *user;
};

/* ---- The header ------------------------------------------------------------------------------ */

/* A column that is there twice is refused and not passed over: which of the two is meant would be a
 * guess. */
static blackout_status find_columns(struct reading *reading, const struct csv_record *record,
                                    blackout_error *error)
{
    reading->field_count = record->field_count;
    reading->others =
        arena_alloc(&reading->import->arena, record->field_count, sizeof *reading->others);
    if (reading->others == NULL) {
        return error_memory(error);
    }
    for (int column = 0; column < OED_COLUMN_COUNT; ++column) {
        reading->places[column] = nowhere;
    }
    for (size_t i = 0; i < record->field_count; ++i) {
        const struct csv_field *field = &record->fields[i];
        int column = 0;
        while (column < OED_COLUMN_COUNT && !text_alike(oed_columns[column], field->text)) {
            ++column;
        }
        if (column < OED_COLUMN_COUNT && reading->places[column] != nowhere) {
            return error_at(error, BLACKOUT_ERROR_INPUT, reading->file, field->line, i + 1,
                            "the column is there twice ('%.60s'); leave one out", field->text);
        }
        if (column < OED_COLUMN_COUNT) {
            reading->places[column] = i;
            continue;
        }
        reading->others[i].is_listed = false;
        reading->others[i].name =
            import_text(reading->import, field->text, strnlen(field->text, NOT_TAKEN_VALUE_SIZE));
        if (reading->others[i].name == NULL) {
            return error_memory(error);
        }
    }
    return BLACKOUT_OK;
}

static blackout_status read_header(struct reading *reading, const struct csv_record *record,
                                   blackout_error *error)
{
    reading->has_header = true;
    blackout_status status = find_columns(reading, record, error);
    for (size_t i = 0; i < sizeof required / sizeof required[0] && status == BLACKOUT_OK; ++i) {
        if (reading->places[required[i]] == nowhere) {
            status = error_at(error, BLACKOUT_ERROR_INPUT, reading->file, record->line, 1,
                              "the file has no column %s; give a file of accounts of Open Exposure "
                              "Data, with its header",
                              oed_columns[required[i]]);
        }
    }
    return status;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static blackout_status leave_out(const struct reading *reading, size_t line, const char *column,
                                 const char *value, const char *reason, blackout_error *error)
{
    const struct not_taken_entry entry = {
        .file = reading->file, .row = line, .column = column, .value = value};
    return not_taken_add(&reading->import->not_taken, &reading->import->arena, &entry, reason) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* Spreadsheets leave such rows at the end of a sheet. */
static bool is_blank(const struct csv_record *record)
{
    bool blank = record->fault == CSV_SOUND;
    for (size_t i = 0; i < record->field_count && blank; ++i) {
        blank = record->fields[i].length == 0;
    }
    return blank;
}

/* Columns that are not read, each at its first value: one that is empty throughout is no loss. Of
 * each file, as another may have other columns. */
static blackout_status note_others(struct reading *reading, const struct csv_record *record,
                                   blackout_error *error)
{
    static const char reason[] = "no table of a package has a place for the column";
    for (size_t i = 0; i < record->field_count; ++i) {
        struct other_column *other = &reading->others[i];
        const struct csv_field *field = &record->fields[i];
        if (other->name == NULL || field->length == 0 || other->is_listed) {
            continue;
        }
        other->is_listed = true;
        blackout_status status =
            leave_out(reading, record->line, other->name, field->text, reason, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    return BLACKOUT_OK;
}

/* A row with a fault is listed and counted, and the file read on: one account must not cost all
 * others. Of a row with another number of fields nobody knows which one is missing. */
static blackout_status read_row(struct reading *reading, const struct csv_record *record,
                                blackout_error *error)
{
    struct oed_row row = {.file = reading->file, .line = record->line};
    const char *fault = record->fault != CSV_SOUND ? csv_fault_text(record->fault) : NULL;
    for (size_t i = 0; i < record->field_count && fault == NULL; ++i) {
        const enum csv_fault found = record->fields[i].fault;
        fault = found != CSV_SOUND ? csv_fault_text(found) : NULL;
    }
    ++reading->import->read;
    if (fault != NULL) {
        return leave_out(reading, record->line, "row", "", fault, error);
    }
    if (record->field_count != reading->field_count) {
        return leave_out(reading, record->line, "row", "",
                         "the row has another number of fields than the header", error);
    }
    for (int column = 0; column < OED_COLUMN_COUNT; ++column) {
        const size_t place = reading->places[column];
        row.texts[column] = place != nowhere ? record->fields[place].text : "";
    }
    blackout_status status = note_others(reading, record, error);
    return status == BLACKOUT_OK ? reading->take(reading->user, &row, error) : status;
}

/* Blank rows are passed over before the header too, and none of them is counted. */
static blackout_status on_record(void *user, const struct csv_record *record, blackout_error *error)
{
    struct reading *reading = user;
    if (is_blank(record)) {
        return BLACKOUT_OK;
    }
    return reading->has_header ? read_row(reading, record, error)
                               : read_header(reading, record, error);
}

/* ---- The file -------------------------------------------------------------------------------- */

/* Counts the names of an account in the first record. That has to be the header: titles before
 * it are not looked for. */
static blackout_status count_names(void *user, const struct csv_record *record,
                                   blackout_error *error)
{
    size_t *count = user;
    (void)error;
    for (size_t i = 0; i < record->field_count; ++i) {
        for (int column = 0; column < OED_COLUMN_COUNT; ++column) {
            *count += text_alike(oed_columns[column], record->fields[i].text) ? 1 : 0;
        }
    }
    return BLACKOUT_OK;
}

/* The delimiter under which most names are found. Names and not fields are counted: a header that
 * is split in the wrong places has fields too. */
static blackout_status find_dialect(struct reading *reading, struct csv_reader *csv,
                                    blackout_error *error)
{
    size_t most = 0;
    reading->dialect = (struct csv_dialect){',', '"'};
    for (int i = 0; i < CSV_USUAL_DELIMITERS; ++i) {
        const struct csv_dialect dialect = {csv_usual_delimiters[i], '"'};
        size_t count = 0;
        blackout_status status = csv_first_records(csv, dialect, 1, count_names, &count, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        if (count > most) {
            most = count;
            reading->dialect = dialect;
        }
    }
    return BLACKOUT_OK;
}

/* No checksum: a package that is made of the file does not say it. */
blackout_status oed_file_read(blackout_import *import, const struct import_source *source,
                              oed_row_function *take, void *user, blackout_error *error)
{
    struct reading reading = {.import = import, .file = source->name, .take = take, .user = user};
    const struct csv_input input = {.source = source->name,
                                    .memory = source->bytes,
                                    .memory_size = source->size,
                                    .no_checksum = true};
    struct csv_reader *csv = NULL;
    blackout_status status = csv_open(&csv, &input, error);
    if (status == BLACKOUT_OK) {
        status = find_dialect(&reading, csv, error);
    }
    if (status == BLACKOUT_OK) {
        status = csv_read(csv, reading.dialect, on_record, &reading, error);
    }
    if (status == BLACKOUT_OK && !reading.has_header) {
        status = error_at(error, BLACKOUT_ERROR_INPUT, source->name, 1, 1,
                          "the file is empty; give a file of accounts of Open Exposure Data");
    }
    csv_close(csv);
    return status;
}
