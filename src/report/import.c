/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import made, on which assumptions, and what it did not take: for people each cause once,
 * for programs every entry. */
#include "report/builders.h"
#include "import/made.h"

/* ---- Records --------------------------------------------------------------------------------- */

void report_import_records(struct document *document, const void *what)
{
    enum { COLUMNS = 5 };
    static const struct column columns[COLUMNS] = {
        {"file", true}, {"row"}, {"column", true}, {"value", true}, {"reason", true}};
    const blackout_import *import = what;
    const struct not_taken *list = &import->not_taken;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < list->count; ++i) {
        const struct not_taken_entry *entry = &list->entries[i];
        const struct value values[COLUMNS] = {value_text(entry->file),
                                              value_number((double)entry->row, &style_ungrouped),
                                              value_text(entry->column), value_text(entry->value),
                                              value_text(list->causes[entry->cause].reason)};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* ---- The page -------------------------------------------------------------------------------- */

/* Tables by name; of the files beside them how many there are. There may be a curve for each
 * outage, thousands in all. */
static void add_files(struct document *document, const blackout_import *import)
{
    static const struct column columns[] = {{"file", true}, {"rows"}};
    struct sheet *table = sheet_new(document, columns, 2);
    size_t others = 0;
    for (size_t i = 0; i < import->table_count; ++i) {
        const struct import_table *made = import->tables[i];
        if (made->resource == NULL) {
            ++others;
            continue;
        }
        const struct value values[] = {value_text(made->path), value_count(made->row_count)};
        sheet_row(table, values, 2);
    }
    if (others > 0) {
        const struct value values[] = {value_text("severity curves"), value_count(others)};
        sheet_row(table, values, 2);
    }
    document_heading(document, 1, "Made", NULL, 0);
    document_table(document, table);
}

/* What the format does not say and a package has to have: each with the name by which --set changes
 * it. */
static void add_assumptions(struct document *document, const blackout_import *import)
{
    static const struct column columns[] = {{"assumption", true}, {"value", true}, {"from", true}};
    struct sheet *table = sheet_new(document, columns, 3);
    for (size_t i = 0; i < import->assumption_count; ++i) {
        const struct import_assumption *assumption = &import->assumptions[i];
        const struct value values[] = {value_text(assumption->name), value_text(assumption->value),
                                       value_text(assumption->source)};
        sheet_row(table, values, 3);
    }
    document_heading(document, 1, "Assumptions", NULL, 0);
    document_table(document, table);
    document_note(document, 1,
                  "Three numbers are the 5 % value, the central value and the 95 % value of a "
                  "share. --set NAME=VALUE changes an assumption.",
                  NULL, 0);
}

/* "PolDed, PolDedCBI, ...": a cause keeps the names of its first columns alone. */
static struct value columns_of(struct document *document, const struct not_taken_cause *cause)
{
    const char *text = cause->columns[0];
    for (size_t i = 1; i < cause->column_count; ++i) {
        text = document_format(document, "%s, %s", text, cause->columns[i]);
    }
    return value_text(cause->has_more ? document_format(document, "%s, ...", text) : text);
}

static void add_causes(struct document *document, const blackout_import *import)
{
    static const struct column columns[] = {
        {"reason", true}, {"columns", true}, {"entries"}, {"first", true}, {"its value", true}};
    enum { COLUMNS = sizeof columns / sizeof columns[0] };
    const struct not_taken *list = &import->not_taken;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < list->cause_count; ++i) {
        const struct not_taken_cause *cause = &list->causes[i];
        const struct not_taken_entry *first = &list->entries[cause->first];
        const struct value values[COLUMNS] = {
            value_text(cause->reason), columns_of(document, cause), value_count(cause->count),
            value_text(document_format(document, "%s:%zu", first->file, first->row)),
            value_text(first->value)};
        sheet_row(table, values, COLUMNS);
    }
    document_heading(document, 1, "Not taken", NULL, 0);
    document_table(document, table);
    document_note(document, 1, "Each cause once; not_taken.csv has every entry.", NULL, 0);
}

void report_import_page(struct document *document, const void *what)
{
    const blackout_import *import = what;
    const struct value values[] = {value_text(import->title), value_count(import->taken),
                                   value_count(import->read), value_text(import->item)};
    document->title = "What was imported";
    document_paragraph(document, "{}. Taken: {} of {} {}.", values, 4);
    /* The description of a package names a base; a folder it cannot name, which is outside of it.
     */
    if (import->base != NULL) {
        const struct value base = value_text(import->base);
        document_paragraph(document,
                           import->base_is_folder
                               ? "The other tables are those of {}: give it with --base."
                               : "The other tables are those of {}.",
                           &base, 1);
    }
    add_files(document, import);
    add_assumptions(document, import);
    if (import->not_taken.count > 0) {
        add_causes(document, import);
    }
}
