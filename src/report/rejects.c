/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that were left out, and the warnings, for whoever puts them right: by file and line,
 * with the text of a row as it is in its file. */
#include <stdlib.h>
#include <string.h>

#include "core/number.h"
#include "describe/description.h"
#include "report/builders.h"

/* ---- Rows that were left out ----------------------------------------------------------------- */

/* No two rows have one place, so that the order is the same on every machine, whatever its qsort().
 */
static int by_place(const void *a, const void *b)
{
    const struct reject *x = a;
    const struct reject *y = b;
    const int order = strcmp(x->source, y->source);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Copied before it is sorted: the list is the dataset's, in the order in which rows were found. */
void report_rejects(struct document *document, const void *what)
{
    enum { COLUMNS = 6 };
    static const struct column columns[COLUMNS] = {
        {"file", true}, {"line"}, {"column"}, {"code", true}, {"message", true}, {"text", true}};
    const struct description *description = what;
    /* NULL where rows with faults are not left out: then the list is empty, and is still a list. */
    const size_t count = description->rejects != NULL ? description->rejects->count : 0;
    struct reject *rejects = arena_alloc(&document->arena, count, sizeof *rejects);
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    if (rejects == NULL) {
        document->failed = true;
        return;
    }
    if (count > 0) {
        memcpy(rejects, description->rejects->items, count * sizeof *rejects);
        qsort(rejects, count, sizeof *rejects, by_place);
    }
    for (size_t i = 0; i < count; ++i) {
        const struct reject *reject = &rejects[i];
        /* What was wrong with a header is no row, and has no text to put right. */
        if (reject->text == NULL) {
            continue;
        }
        const struct value values[COLUMNS] = {
            value_text(reject->source), value_count(reject->line),   value_count(reject->column),
            value_text(reject->code),   value_text(reject->message), value_text(reject->text)};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* ---- Warnings -------------------------------------------------------------------------------- */

/* "3, 7, 9": the first lines. */
static const char *lines_of(struct document *document, const struct warning *warning)
{
    const char *text = "";
    for (int i = 0; i < WARNING_LINES && warning->lines[i] > 0; ++i) {
        text = document_format(document, "%s%s%zu", text, i == 0 ? "" : ", ", warning->lines[i]);
    }
    return text;
}

/* "1234.5 EUR, 70 USD": what no column of numbers can add up. */
static const char *money_of(struct document *document, const struct warning *warning)
{
    const char *text = "";
    for (size_t i = 0; i < warning->money.count; ++i) {
        const struct warning_money *money = &warning->money.items[i];
        char amount[NUMBER_TEXT_SIZE];
        number_print(amount, sum_value(&money->amount));
        text = document_format(document, "%s%s%s %s", text, i == 0 ? "" : ", ", amount,
                               money->currency);
    }
    return text;
}

void report_validate_records(struct document *document, const void *what)
{
    enum { COLUMNS = 7 };
    static const struct column columns[COLUMNS] = {
        {"code", true}, {"message", true}, {"where", true},  {"column"},
        {"count"},      {"lines", true},   {"revenue", true}};
    const struct description *description = what;
    const struct warning_list *warnings = &description->warnings;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    document->warnings = warnings;
    for (size_t i = 0; i < warnings->count; ++i) {
        const struct warning *warning = &warnings->items[i];
        const struct value values[COLUMNS] = {
            value_text(warning->code),
            value_text(warning->message),
            value_text(warning->file != NULL ? warning->file : warning->where),
            warning->file != NULL ? value_count(warning->column) : value_absent(),
            value_count(warning->count),
            value_text(lines_of(document, warning)),
            value_text(money_of(document, warning))};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}
