/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In order: records that cannot become rows, rows, the whole file. One mistake gives one message:
 * the keys of a row that has to be left out still count as known where they can be told, and sums
 * that it belongs to are not judged. */
#include "ingest/price_layouts.h"
#include "ingest/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/base_rows.h"
#include "ingest/csv.h"
#include "ingest/declared_file.h"
#include "ingest/field_rules.h"
#include "ingest/header.h"
#include "ingest/passed_over.h"
#include "ingest/rate_sheet.h"
#include "ingest/rejecting.h"
#include "ingest/row_range.h"
#include "ingest/row_maker.h"
#include "ingest/survey.h"

struct reading {
    struct table *table;
    const struct resource *resource;
    struct ingest *ingest;
    row_function *function;
    void *user;
    bool header_done;
    struct passed_over passed_over;
    struct csv_block_taker taker;
    struct field_checker *checker; /* NULL: nothing is declared of the fields */
    struct header header;          /* from here on each clears itself */
    struct row_maker maker;
};

/* ---- The money of rows ----------------------------------------------------------------------- */

/* The currency of what a row of `dependencies` earns; NULL where its money cannot be read. */
static const char *money_of(double *amount, const struct reading *reading, const struct row *row)
{
    const struct cell *revenue = &row->cells[DEPENDENCIES_ANNUAL_REVENUE];
    const struct cell *currency = &row->cells[DEPENDENCIES_CURRENCY];
    const struct cell *firms = &row->cells[DEPENDENCIES_FIRMS];
    *amount = revenue->number * (firms->given ? firms->number : 1);
    return revenue->given && currency->given && !firms->refused
               ? strings_text(reading->ingest->context.strings, currency->text)
               : NULL;
}

/* Counts a row of `dependencies`, NULL: one that is none, and says what it earns of all that was
 * found in it. Every row is counted, also those that are left out: the totals are there to be held
 * against those of the spreadsheet that the file came from. */
static blackout_status count_money(struct reading *reading, const struct row *row, size_t line,
                                   blackout_error *error)
{
    struct ingest *ingest = reading->ingest;
    double amount = 0;
    if (reading->table->id != DEPENDENCIES || ingest->control == NULL) {
        return BLACKOUT_OK;
    }
    const char *currency = row != NULL ? money_of(&amount, reading, row) : NULL;
    diagnostics_money(ingest->context.diagnostics, reading->table->source, line, currency, amount);
    return control_read(ingest->control, ingest->context.arena, currency, amount) == 0
               ? BLACKOUT_OK
               : error_memory(error);
}

/* ---- Records that are left out --------------------------------------------------------------- */

/* A day for which a series has nothing: its vendor writes a point, or nothing. FRED writes a point
 * for a holiday; without the column that is known to do so, a point is a fault. */
static bool is_gap(const struct reading *reading, const struct csv_record *record)
{
    const size_t at = reading->header.gap_column;
    return at != NO_FIELD && at < record->field_count && record->fields[at].fault == CSV_SOUND &&
           (record->fields[at].length == 0 || strcmp(record->fields[at].text, ".") == 0);
}

/* Spreadsheets leave empty fields behind the last column; anything else there is lost data. */
static bool has_right_width(const struct reading *reading, const struct csv_record *record)
{
    const size_t columns = reading->header.column_count;
    size_t count = record->field_count;
    while (count > columns && record->fields[count - 1].length == 0) {
        --count;
    }
    if (count == columns) {
        return true;
    }
    /* the first field too many, or the last one that is there */
    size_t column = count > columns ? columns + 1 : count;
    struct place place = {reading->table->source, record->line, column, ""};
    diagnostics_fault(reading->ingest->context.diagnostics, &place, "bad_width",
                      "the row has a different number of fields from the header ('%zu'); give %zu",
                      count, columns);
    return false;
}

/* Whether the fields could be those from column `shift` on, by their looks and as identifiers. */
static bool is_plausible(const struct reading *reading, const struct csv_record *record,
                         size_t shift)
{
    const struct header *header = &reading->header;
    const struct table_context *context = &reading->ingest->context;
    bool plausible = header_fits(header, record, shift);
    for (size_t i = 0; i < record->field_count && plausible; ++i) {
        const struct file_column *column = &header->columns[i + shift];
        const struct csv_field *text = &record->fields[i];
        if (column->role == ROLE_CENTRE && text->length > 0 &&
            header->schema->columns[column->column].type == COLUMN_KEY) {
            plausible =
                reference_may_exist(context, &header->schema->columns[column->column],
                                    strings_find(context->strings, text->text, text->length));
        }
    }
    return plausible;
}

/* Whether the fields that a row has are the first ones of it, so that its key is known: they fit
 * their columns, and not those further on. A delimiter too few may be lost anywhere in the row. Its
 * key is trusted only if the fields fit where they are and would not fit moved to the end. */
static bool begins_well(const struct reading *reading, const struct csv_record *record)
{
    const size_t key = table_key_place(reading->table);
    if (key == 0 || key > record->field_count || record->fields[key - 1].length == 0 ||
        record->fields[key - 1].fault != CSV_SOUND) {
        return false;
    }
    const size_t columns = reading->header.column_count;
    return record->field_count >= columns || record->fault != CSV_SOUND ||
           (is_plausible(reading, record, 0) &&
            !is_plausible(reading, record, columns - record->field_count));
}

/* A row of a wrong width is not kept, but what it holds counts as known. Every text of a lost row
 * may have been a key. Rows that refer to it would otherwise be blamed for a fault that is not
 * theirs. */
static blackout_status leave_out(struct reading *reading, const struct csv_record *record,
                                 blackout_error *error)
{
    const struct table_context *context = &reading->ingest->context;
    struct table *table = reading->table;
    blackout_status status = count_money(reading, NULL, record->line, error);
    table->lost_rows = true;
    if (reading->function != NULL || context->strings_frozen) {
        return status;
    }
    const bool key_known = begins_well(reading, record);
    table->lost_keys = table->lost_keys || !key_known;
    for (size_t i = 0; i < record->field_count && status == BLACKOUT_OK; ++i) {
        const struct csv_field *field = &record->fields[i];
        if (field->length > 0 && field->fault == CSV_SOUND) {
            bool is_key = key_known && i + 1 == table_key_place(table);
            status = table_mark_text(table, context->arena,
                                     strings_add(context->strings, field->text, field->length),
                                     MARK_LOST | (is_key ? MARK_KEY : MARK_MAYBE), error);
        }
    }
    return status;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

static void count_figures(struct table *table, const struct row *row)
{
    const struct table_schema *schema = schema_table(table->id);
    for (size_t i = 0; i < schema->column_count; ++i) {
        if (schema->columns[i].type == COLUMN_NUMBER && row->cells[i].given) {
            ++table->figures[row->cells[i].basis];
        }
    }
}

/* Reads the fields; where a value could be read in two ways, the whole file is looked at first. At
 * most once a file: after the survey every column is settled. */
static blackout_status read_fields(struct reading *reading, const struct csv_record *record,
                                   blackout_error *error)
{
    struct header *header = &reading->header;
    struct field *fields = reading->maker.fields;
    if (header_read_fields(fields, header, record) || header_learn(header, fields)) {
        return BLACKOUT_OK;
    }
    ++header->learned;
    if (reading->ingest->range != NULL) {
        reading->ingest->range->surveyed = true;
        reading->ingest->range->surveyed_for_signs = header_has_signs(header, fields, record);
    }
    blackout_status status = survey_file(header, reading->table, reading->resource,
                                         reading->ingest->context.diagnostics, error);
    header_read_fields(fields, header, record);
    return status;
}

/* Rows with faults are stored or handed on as well, marked as such, since a report of all faults in
 * one run needs the later tables to find their keys. */
static blackout_status use_row(struct reading *reading, const struct csv_record *record, bool sound,
                               blackout_error *error)
{
    struct table *table = reading->table;
    const struct row *row = &reading->maker.row;
    blackout_status status = read_fields(reading, record, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    row_maker_make(&reading->maker, record, sound);
    if (reading->checker != NULL &&
        !field_checker_check(reading->checker, &reading->header, record, reading->maker.fields)) {
        reading->maker.row.faulty = true;
    }
    if (reading->maker.left_out_by != NO_TABLE) {
        base_rows_leave_out(table, record->line, reading->maker.left_out_by);
        return BLACKOUT_OK;
    }
    count_figures(table, row);
    if (reading->function != NULL) {
        const size_t key = table_key_place(table);
        return reading->function(reading->user, row, key > 0 ? record->fields[key - 1].text : "",
                                 error);
    }
    return table_store(table, &reading->ingest->context, row, error);
}

static blackout_status take_row(struct reading *reading, const struct csv_record *record,
                                bool sound, blackout_error *error)
{
    blackout_status status = use_row(reading, record, sound, error);
    return status == BLACKOUT_OK ? count_money(reading, &reading->maker.row, record->line, error)
                                 : status;
}

/* A row that is rejected: what it earns is counted, where it can be read, and that is all. What is
 * wrong with it has been found before. Faults of the row have been reported as rejects when it was
 * found; read again here, they go nowhere. */
static blackout_status reject_row(struct reading *reading, struct reject *reject,
                                  const struct csv_record *record, blackout_error *error)
{
    struct ingest *ingest = reading->ingest;
    struct diagnostics *loud = ingest->context.diagnostics;
    struct diagnostics silent = {0};
    bool cut;
    if (rejecting_leave_out(ingest, reject, reading->table, record) != 0) {
        return error_memory(error);
    }
    ingest->context.diagnostics = &silent;
    const bool sound = header_check_text(reading->table, record, &cut, &silent);
    const bool whole = !cut && has_right_width(reading, record) &&
                       reading->table->id == DEPENDENCIES &&
                       read_fields(reading, record, error) == BLACKOUT_OK;
    if (whole) {
        row_maker_make(&reading->maker, record, sound);
    }
    ingest->context.diagnostics = loud;
    diagnostics_free(&silent);
    return count_money(reading, whole ? &reading->maker.row : NULL, reject->line, error);
}

/* A header that is too wide ends the reading; it has been reported. */
static blackout_status read_header(struct reading *reading, const struct csv_record *record,
                                   blackout_error *error)
{
    const struct csv_layout *layout = reading->resource->layout;
    const bool has_none = layout != NULL && layout->names != NULL;
    reading->header_done = true;
    reading->table->header_line =
        has_none || record->field_count == 0 ? 0 : record->fields[record->field_count - 1].line;
    if (!header_read(&reading->header, reading->table, reading->resource, record,
                     reading->ingest->context.diagnostics)) {
        return BLACKOUT_ERROR_INPUT;
    }
    row_maker_init(&reading->maker, &reading->header, reading->table, reading->ingest,
                   reading->function == NULL && !reading->ingest->context.strings_frozen);
    return field_checker_open(&reading->checker, reading->resource->rules, record, reading->table,
                              reading->ingest->context.diagnostics, error);
}

/* Empty rows, gaps and notes are passed over before rows are counted, rejects before faults are
 * looked for: in this order a total of rows is that of the data, and a reject is not reported as a
 * fault as well. */
static blackout_status on_record(void *user, const struct csv_record *record, blackout_error *error)
{
    struct reading *reading = user;
    if (!reading->header_done && record->line < reading->header.line) {
        return BLACKOUT_OK; /* a preamble */
    }
    if (!reading->header_done) {
        return read_header(reading, record, error);
    }
    record = reading->checker != NULL ? field_checker_apply(reading->checker, record) : record;
    if (csv_record_is_empty(record)) {
        return passed_over_note(&reading->passed_over, PASSED_EMPTY, record->line);
    }
    if (is_gap(reading, record)) {
        return passed_over_note(&reading->passed_over, PASSED_GAP, record->line);
    }
    if (price_layout_is_note(reading->table->id, record)) {
        return passed_over_note(&reading->passed_over, PASSED_NOTE, record->line);
    }
    bool cut;
    ++reading->table->rows_read;
    struct reject *reject = rejecting_find(reading->ingest, reading->table, record);
    if (reject != NULL) {
        return reject_row(reading, reject, record, error);
    }
    const bool sound =
        header_check_text(reading->table, record, &cut, reading->ingest->context.diagnostics);
    return cut || !has_right_width(reading, record) ? leave_out(reading, record, error)
                                                    : take_row(reading, record, sound, error);
}

/* ---- Blocks ---------------------------------------------------------------------------------- */

/* Rows that have rules of their own are looked at one by one. */
static bool is_ready(void *user)
{
    struct reading *reading = user;
    const struct row_blocks *blocks = reading->ingest->blocks;
    return reading->header_done && reading->checker == NULL &&
           blocks->begin(blocks->user, &reading->header, reading->maker.known);
}

static bool type_block(void *user, size_t slot, size_t worker, const char *bytes, size_t size)
{
    const struct row_blocks *blocks = ((struct reading *)user)->ingest->blocks;
    return blocks->type(blocks->user, slot, worker, bytes, size);
}

static bool may_take_block(void *user, size_t slot, size_t line)
{
    const struct row_blocks *blocks = ((struct reading *)user)->ingest->blocks;
    return blocks->may_take(blocks->user, slot, line);
}

/* Each row is a line. */
static blackout_status take_block(void *user, size_t slot, size_t line, size_t *lines,
                                  blackout_error *error)
{
    const struct reading *reading = user;
    const struct row_blocks *blocks = reading->ingest->blocks;
    blackout_status status = blocks->take(blocks->user, slot, line, lines, error);
    reading->table->rows_read += *lines;
    return status;
}

/* ---- A whole file ---------------------------------------------------------------------------- */

/* Called when the header has been read, for the rows of a shard. */
static blackout_status choose_range(void *user, struct csv_range *bytes, blackout_error *error)
{
    struct reading *reading = user;
    struct row_range *range = reading->ingest->range;
    struct row_cuts cuts = {.path = reading->resource->path,
                            .source = reading->table->source,
                            .dialect = reading->header.dialect,
                            .columns = reading->header.column_count,
                            .key = table_key_place(reading->table),
                            .header_end = bytes->header_end};
    range->told = reading->ingest->context.diagnostics->warning_count;
    range->has_rules = reading->checker != NULL;
    return row_range_choose(range, &cuts, error);
}

static void declare_range(struct reading *reading, struct csv_reader *reader)
{
    struct row_range *range = reading->ingest->range;
    range->bytes = (struct csv_range){
        .header_line = reading->header.line, .choose = choose_range, .user = reading};
    csv_declare_range(reader, &range->bytes);
}

/* A table in its own layout, from its header on. */
static blackout_status read_table(struct reading *reading, struct csv_reader *reader,
                                  blackout_error *why)
{
    struct table *table = reading->table;
    header_find_dialect(&reading->header, table, reading->resource, reader,
                        reading->ingest->context.diagnostics);
    if (table->broken) {
        return BLACKOUT_OK;
    }
    const struct row_blocks *blocks = reading->ingest->blocks;
    if (blocks != NULL) {
        reading->taker = (struct csv_block_taker){.user = reading,
                                                  .threads = blocks->threads,
                                                  .block_bytes = blocks->block_bytes,
                                                  .is_ready = is_ready,
                                                  .type = type_block,
                                                  .may_take = may_take_block,
                                                  .take = take_block};
        csv_declare_taker(reader, &reading->taker);
    }
    const bool has_range = table->id == DEPENDENCIES && reading->ingest->range != NULL;
    if (has_range) {
        declare_range(reading, reader);
    }
    blackout_status status = csv_read(reader, reading->header.dialect, on_record, reading, why);
    if (has_range) {
        reading->ingest->range->decimal = reading->header.decimal;
    }
    if (status == BLACKOUT_OK) {
        passed_over_warn(&reading->passed_over, table->source, reading->header.gap_column + 1,
                         reading->ingest->context.diagnostics);
    }
    return status;
}

/* A sheet of the European Central Bank is looked for in `fx` alone, and never where rows are handed
 * on to somebody else. */
static blackout_status read_file(struct reading *reading, struct csv_reader *reader,
                                 blackout_error *why)
{
    struct table *table = reading->table;
    struct rate_sheet sheet;
    const bool is_sheet = table->id == FX && reading->function == NULL &&
                          rate_sheet_find(&sheet, table, reading->ingest, reader);
    blackout_status status =
        is_sheet ? rate_sheet_read(&sheet, reader, why) : read_table(reading, reader, why);
    if (status == BLACKOUT_OK && !table->broken) {
        memcpy(table->sha256, csv_sha256(reader), sizeof table->sha256);
        table->bytes = csv_bytes(reader);
        table->modified = csv_modified(reader);
    }
    return status;
}

static void warn_encoding(const struct reading *reading, const char *found)
{
    if (found != NULL) {
        const struct place place = {reading->table->source, 1, 1, ""};
        diagnostics_warn(reading->ingest->context.diagnostics, &place, "encoding",
                         "the file is read as %s, as its byte order mark says", found);
    }
}

/* A file that cannot be read is a fault with its place; those of other files are found, too. */
static blackout_status read_resource(struct reading *reading, blackout_error *error)
{
    const struct resource *resource = reading->resource;
    struct csv_reader *reader = NULL;
    struct csv_input input = csv_input_of(resource);
    input.no_checksum = reading->ingest->no_checksums && !declared_file_needs_hash(resource);
    blackout_error why = {0};
    blackout_status status = csv_open(&reader, &input, &why);
    if (status == BLACKOUT_OK) {
        csv_declare_layout(reader, resource->layout);
        warn_encoding(reading, csv_found_encoding(reader));
        status = csv_judge(reader, read_file(reading, reader, &why), &why);
    }
    csv_close(reader);
    if (status == BLACKOUT_ERROR_INPUT || status == BLACKOUT_ERROR_IO) {
        header_fault_file(reading->table, &why, reading->ingest->context.diagnostics);
        return BLACKOUT_OK;
    }
    if (status != BLACKOUT_OK && error != NULL) {
        *error = why;
    }
    return status;
}

/* A refused resource is marked as broken: it is neither missed nor searched for keys. */
blackout_status table_read(struct table *table, const struct resource *resource,
                           struct ingest *ingest, row_function *function, void *user,
                           blackout_error *error)
{
    table->present = true;
    table->source = resource->source;
    table->package = resource->package;
    diagnostics_file(ingest->context.diagnostics, resource->source);
    if (resource->refused) {
        table->broken = true;
        return BLACKOUT_OK;
    }
    struct reading *reading = malloc(sizeof *reading);
    if (reading == NULL) {
        return error_memory(error);
    }
    memset(reading, 0, offsetof(struct reading, header));
    reading->maker.header = NULL;
    reading->table = table;
    reading->resource = resource;
    reading->ingest = ingest;
    reading->function = function;
    reading->user = user;
    blackout_status status = read_resource(reading, error);
    field_checker_close(reading->checker);
    row_maker_free(&reading->maker);
    free(reading);
    base_rows_report(table, ingest->context.diagnostics);
    return status;
}
