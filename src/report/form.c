/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table to fill in. As CSV, the explanation of each column is in the cells above its name, where
 * a spreadsheet shows it: lines that begin with '#', which a package may declare to be comments. As
 * a page, the identifiers with their names. */
#include "report/builders.h"

#include <string.h>

#include "core/number.h"
#include "describe/form.h"

enum { LINE_MEANING, LINE_VALUES, LINE_EXAMPLE, LINE_COUNT };

static const char *const line_names[LINE_COUNT] = {"# ", "# needed: ", "# example: "};

/* "one of A | B", or the words of the definition. */
static const char *values_of(struct document *document, const struct form_column *column)
{
    const char *text = column->choice_count > 0 ? "one of" : column->values;
    for (size_t i = 0; i < column->choice_count; ++i) {
        text =
            document_format(document, "%s %s%s", text, i > 0 ? "| " : "", column->choices[i].key);
    }
    return document_format(document, "%s%s", column->required ? "" : "optional: ", text);
}

/* A number goes by the marks of the file's dialect, as what is filled in will. */
static struct value example_of(const struct form_column *column)
{
    struct plain_number number;
    const char *text = column->example;
    return column->is_number && number_parse_plain(&number, text, strlen(text))
               ? value_number(number.value, &style_count)
               : value_text(text);
}

static struct value line_value(struct document *document, const struct form_column *column,
                               int line)
{
    switch (line) {
    case LINE_MEANING:
        return value_text(column->meaning);
    case LINE_VALUES:
        return value_text(values_of(document, column));
    default:
        return example_of(column);
    }
}

/* A line is a comment where its first byte is the mark, which a quote before it would not be. Marks
 * that would need quotes end the text: a comment is cut sooner than read as data. */
static const char *first_cell(struct document *document, int line, const char *text)
{
    return document_format(document, "%s%.*s", line_names[line], (int)strcspn(text, "\",;|\t"),
                           text);
}

static void add_lines(struct document *document, struct sheet *above, const struct form *form)
{
    for (int line = 0; line < LINE_COUNT; ++line) {
        struct value *values = arena_alloc(&document->arena, form->column_count, sizeof *values);
        if (values == NULL) {
            document->failed = true;
            return;
        }
        for (size_t i = 0; i < form->column_count; ++i) {
            values[i] = line_value(document, &form->columns[i], line);
        }
        /* The first cell begins with the mark of a comment, and is a text even over numbers. */
        const char *first = line == LINE_EXAMPLE ? form->columns[0].example : values[0].text;
        values[0] = value_text(first_cell(document, line, first));
        sheet_row(above, values, form->column_count);
    }
}

void report_form_records(struct document *document, const void *what)
{
    const struct form *form = what;
    struct column *columns = arena_alloc(&document->arena, form->column_count, sizeof *columns);
    if (columns == NULL) {
        document->failed = true;
        return;
    }
    for (size_t i = 0; i < form->column_count; ++i) {
        columns[i] = (struct column){.name = form->columns[i].name, .left = true};
    }
    struct sheet *table = sheet_new(document, columns, form->column_count);
    struct sheet *above = sheet_new(document, columns, form->column_count);
    if (table == NULL || above == NULL) {
        return;
    }
    add_lines(document, above, form);
    table->above = above;
    document_table(document, table);
}

/* Only columns with a choice: the others are in the file, which has no room for names. */
void report_form_page(struct document *document, const void *what)
{
    const struct form *form = what;
    document->title = "What may be filled in";
    document_paragraph(document, "Identifiers that the package {} has for the table {}.",
                       (struct value[]){value_text(form->package), value_text(form->table)}, 2);
    for (size_t i = 0; i < form->column_count; ++i) {
        const struct form_column *column = &form->columns[i];
        const struct column columns[] = {{column->name, true, NULL}, {"what it is", true, NULL}};
        if (column->choice_count == 0) {
            continue;
        }
        document_heading(document, 1, "{}", (struct value[]){value_text(column->name)}, 1);
        struct sheet *table = sheet_new(document, columns, 2);
        for (size_t k = 0; k < column->choice_count; ++k) {
            sheet_row(table,
                      (struct value[]){value_text(column->choices[k].key),
                                       value_text(column->choices[k].name)},
                      2);
        }
        document_table(document, table);
    }
}
