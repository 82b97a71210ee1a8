/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV for other programs (RFC 4180) and, in the dialects of spreadsheets, for people. A number is
 * the shortest text that reads back to the same double, in its own unit: no grouping, no millions,
 * no percent. Spreadsheets run what looks like a formula, so a text that does is led by an
 * apostrophe (OWASP, CSV injection): texts alone, numbers have signs of their own. Warnings and
 * sentences are not written: a table is what other programs read, and a line that is none would
 * break them. */
#include "document/render.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/currency_codes.h"
#include "core/error.h"
#include "core/text.h"
#include "core/writer.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* What a spreadsheet takes for the beginning of a formula: the characters that OWASP names, and the
 * full-width ones (U+FF1D, U+FF0B, U+FF0D, U+FF20) that those of East Asia take for the same. */
static const char *const formula_starts[] = {
    "=",           "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
    "\xEF\xBC\xA0"};

struct csv {
    struct writer writer;
    struct csv_dialect dialect;
};

/* ---- Texts ----------------------------------------------------------------------------------- */

/* Only the beginning of a cell counts. */
static bool is_formula(const char *text)
{
    for (size_t i = 0; i < sizeof formula_starts / sizeof formula_starts[0]; ++i) {
        if (strncmp(text, formula_starts[i], strlen(formula_starts[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A byte of a text; in a list the dialect's mark takes the place of what separates the parts. Else
 * a list of semicolons would be several columns where the delimiter is one. */
static char shown(const struct csv *csv, const struct value *value, char c)
{
    return c == ';' && value->is_list && csv->dialect.list_mark != '\0' ? csv->dialect.list_mark
                                                                        : c;
}

static bool needs_quotes(const struct csv *csv, const struct value *value)
{
    const char marks[] = {'"', '\r', '\n', csv->dialect.delimiter, '\0'};
    bool needs = csv->dialect.quote_texts;
    for (const char *c = value->text; *c != '\0' && !needs; ++c) {
        needs = strchr(marks, shown(csv, value, *c)) != NULL;
    }
    return needs;
}

static void put_text(struct csv *csv, const struct value *value)
{
    struct writer *writer = &csv->writer;
    const char *quote = needs_quotes(csv, value) ? "\"" : "";
    writer_put(writer, quote);
    writer_put(writer, !csv->dialect.as_they_are && is_formula(value->text) ? "'" : "");
    for (const char *c = value->text; *c != '\0'; ++c) {
        const char byte = shown(csv, value, *c);
        const size_t control = strchr("\t\r\n", byte) == NULL ? text_control(c) : 0;
        if (control >
            0) { /* breaks of a line are data in quotes; what a terminal acts on is none */
            writer_put(writer, "\xEF\xBF\xBD"); /* U+FFFD */
            c += control - 1;
            continue;
        }
        writer_bytes(writer, &byte, 1);
        /* A quote within quotes is doubled (RFC 4180, section 2). */
        writer_put(writer, byte == '"' ? "\"" : "");
    }
    writer_put(writer, quote);
}

/* Names of columns are the program's own, and need no quotes in a report that quotes its texts. */
static void put_name(struct csv *csv, const char *name)
{
    const struct value value = value_text(name);
    const bool quote_texts = csv->dialect.quote_texts;
    csv->dialect.quote_texts = false;
    put_text(csv, &value);
    csv->dialect.quote_texts = quote_texts;
}

/* ---- Numbers and times ----------------------------------------------------------------------- */

/* `unit` NULL: none. What is not finite is an empty field: no spreadsheet reads "inf" as a number.
 * With `cents`, as many places as the currency has, so that columns of money line up in a ledger.
 */
static void put_number(struct csv *csv, double number, const char *unit)
{
    char text[NUMBER_FIXED_SIZE];
    const int places =
        csv->dialect.cents && unit != NULL ? currency_code_places(unit) : CURRENCY_NO_PLACES;
    if (!isfinite(number)) {
        return;
    }
    if (places == CURRENCY_NO_PLACES) {
        number_print(text, number);
    } else {
        number_print_fixed(text, sizeof text, number, places, '\0');
    }
    char *point = strchr(text, '.');
    if (point != NULL) {
        *point = csv->dialect.decimal_mark;
    }
    writer_put(&csv->writer, text);
}

/* Excel does not take the T and Z of ISO 8601 for a time. */
static void put_time(struct csv *csv, const struct value *value)
{
    char text[CALENDAR_TEXT_SIZE];
    if (value->kind == VALUE_DATE) {
        calendar_print_date(text, value->time);
    } else {
        calendar_print_instant(text, value->time);
    }
    for (char *c = text; csv->dialect.sheet_times && *c != '\0'; ++c) {
        *c = (char)(*c == 'T' ? ' ' : *c == 'Z' ? '\0' : *c);
    }
    writer_put(&csv->writer, text);
}

static void put_value(struct csv *csv, const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        put_text(csv, value);
        break;
    case VALUE_WORD:
        writer_put(&csv->writer, value->text);
        break;
    case VALUE_NUMBER:
    case VALUE_ESTIMATE:
    case VALUE_DURATION:
        put_number(csv, value->number, value->unit);
        break;
    case VALUE_INTERVAL: /* as the inputs of a scenario have it */
        put_number(csv, value->low, value->unit);
        writer_put(&csv->writer, "..");
        put_number(csv, value->high, value->unit);
        break;
    case VALUE_DATE:
    case VALUE_INSTANT:
        put_time(csv, value);
        break;
    default:
        break;
    }
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static void put_rows(struct csv *csv, const struct sheet *table)
{
    const char *end = csv->dialect.crlf ? "\r\n" : "\n";
    for (size_t row = 0; row < table->row_count; ++row) {
        for (size_t k = 0; k < table->column_count; ++k) {
            writer_bytes(&csv->writer, &csv->dialect.delimiter, k > 0 ? 1 : 0);
            put_value(csv, sheet_cell(table, row, k));
        }
        writer_put(&csv->writer, end);
    }
}

static void put_names(struct csv *csv, const struct sheet *table)
{
    if (table->above != NULL) {
        put_rows(csv, table->above);
    }
    for (size_t k = 0; k < table->column_count; ++k) {
        writer_bytes(&csv->writer, &csv->dialect.delimiter, k > 0 ? 1 : 0);
        put_name(csv, table->columns[k].name);
    }
    writer_put(&csv->writer, csv->dialect.crlf ? "\r\n" : "\n");
}

/* The dialect that was asked for, else the report's own. Quoting belongs to the report, whose
 * readers expect it; marks and line ends to whoever asked. */
static struct csv_dialect dialect_of(const struct document *document)
{
    struct csv_dialect dialect = document->csv_asked != NULL ? *document->csv_asked : document->csv;
    dialect.quote_texts = document->csv.quote_texts;
    dialect.as_they_are = document->csv.as_they_are;
    dialect.delimiter = (char)(dialect.delimiter != '\0' ? dialect.delimiter : ',');
    dialect.decimal_mark = (char)(dialect.decimal_mark != '\0' ? dialect.decimal_mark : '.');
    return dialect;
}

/* A document that continues another one has neither names nor a mark at its beginning: its rows
 * follow in the same file. */
blackout_status render_csv(const struct document *document, blackout_sink *sink, void *user,
                           blackout_error *error)
{
    struct csv csv = {.dialect = dialect_of(document)};
    if (document->failed) {
        return error_memory(error);
    }
    writer_init(&csv.writer, sink, user);
    writer_put(&csv.writer, csv.dialect.byte_order && !document->continues ? byte_order_mark : "");
    for (size_t i = 0; i < document->block_count; ++i) {
        if (document->blocks[i].kind == BLOCK_TABLE) {
            if (!document->continues) {
                put_names(&csv, document->blocks[i].table);
            }
            put_rows(&csv, document->blocks[i].table);
        }
    }
    return writer_finish(&csv.writer, error);
}
