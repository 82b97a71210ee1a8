/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader sees rounded numbers; scripts and programs take `data-` attributes, which have all
 * digits. Units that a whole column shares are said once, in its head. */
#include "document/html_table.h"

#include <math.h>
#include <string.h>

#include "document/html_words.h"
#include "document/markup.h"

/* ---- Values ---------------------------------------------------------------------------------- */

/* What is not finite has no attribute: scripts read "" as 0. */
static void put_number(struct writer *writer, const char *name, double number)
{
    if (isfinite(number)) {
        writer_put(writer, name);
        writer_put(writer, "=\"");
        writer_number(writer, number);
        writer_put(writer, "\"");
    }
}

/* What the value is worth, in its own unit, by the names that page/script.js reads: `data-v`,
 * `data-low`, `data-high`. Copying a table makes columns of its own for the ends where a column has
 * some. */
static void put_worth(struct writer *writer, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NUMBER:
    case VALUE_DURATION:
        put_number(writer, " data-v", value->number);
        break;
    case VALUE_ESTIMATE:
        put_number(writer, " data-v", value->number);
        put_number(writer, " data-low", value->low);
        put_number(writer, " data-high", value->high);
        break;
    case VALUE_INTERVAL:
        put_number(writer, " data-low", value->low);
        put_number(writer, " data-high", value->high);
        break;
    default:
        break;
    }
}

static bool is_time(const struct value *value)
{
    return value->kind == VALUE_DATE || value->kind == VALUE_INSTANT;
}

/* Of a value with a name people see that alone, and the identifier is for the script, which shows
 * it under the pointer. */
void html_runs(struct writer *writer, const struct value *runs, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        const struct value *value = &runs[i];
        if (value_is_number(value)) {
            writer_put(writer, "<span class=\"number\"");
            put_worth(writer, value);
            writer_put(writer, ">");
            markup_value(writer, value);
            writer_put(writer, "</span>");
        } else if (value->name != NULL) {
            writer_put(writer, "<span data-id=\"");
            markup_text(writer, value->text);
            writer_put(writer, "\">");
            html_words(writer, value->name);
            writer_put(writer, "</span>");
        } else if (is_time(value)) { /* not broken at its hyphens */
            writer_put(writer, "<span class=\"time\">");
            markup_value(writer, value);
            writer_put(writer, "</span>");
        } else {
            char buffer[VALUE_PRINT_SIZE];
            html_words(writer, value_print(buffer, value));
        }
    }
}

/* ---- Cells ----------------------------------------------------------------------------------- */

/* The unit that all numbers of a column have; NULL where they differ or have none. One number in
 * another unit takes it from the head: it would be wrong for that row. */
static const char *column_unit(const struct sheet *table, size_t column)
{
    const char *unit = NULL;
    for (size_t row = 0; row < table->row_count; ++row) {
        const struct value *value = sheet_cell(table, row, column);
        if (!value_is_number(value)) {
            continue;
        }
        if (value->unit == NULL || (unit != NULL && strcmp(unit, value->unit) != 0)) {
            return NULL;
        }
        unit = value->unit;
    }
    return unit;
}

static void put_attribute(struct writer *writer, const char *name, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        writer_put(writer, " ");
        writer_put(writer, name);
        writer_put(writer, "=\"");
        markup_text(writer, text);
        writer_put(writer, "\"");
    }
}

/* Names begin with a capital; symbols ("t", "p", "s.e.", "bn USD") stay as they are. The style
 * sheet makes the capital: the name itself is what programs find. Names of one or two letters, and
 * those with a dot, are taken for symbols. */
static const char billions[] = "bn ";
static const char *head_opening(const struct column *column)
{
    const bool symbol = strlen(column->name) < 3 || strchr(column->name, '.') != NULL ||
                        strncmp(column->name, billions, sizeof billions - 1) == 0;
    return column->left ? "<th scope=\"col\""
           : symbol     ? "<th scope=\"col\" class=\"n symbol\""
                        : "<th scope=\"col\" class=\"n\"";
}

/* Basis and unit of a column are for the script, which shows them under the pointer, and the unit
 * for the head of a copied table. */
static void put_head(struct writer *writer, const struct sheet *table)
{
    writer_put(writer, "<thead><tr>");
    for (size_t k = 0; k < table->column_count; ++k) {
        const char *unit = column_unit(table, k);
        if (sheet_column_is_empty(table, k)) {
            continue;
        }
        writer_put(writer, head_opening(&table->columns[k]));
        put_attribute(writer, "data-basis", table->columns[k].basis);
        put_attribute(writer, "data-unit", unit);
        writer_put(writer, ">");
        markup_text(writer, table->columns[k].name);
        writer_put(writer, "</th>");
    }
    writer_put(writer, "</tr></thead>\n");
}

/* What people read; a value that is the same as in the row above is there for programs alone. */
static void put_content(struct writer *writer, const struct value *value)
{
    char buffer[VALUE_PRINT_SIZE];
    if (value->ditto) {
        writer_put(writer, "<span class=\"ditto\">");
    }
    if ((value_is_number(value) || is_time(value)) && value->name == NULL) {
        markup_value(writer, value);
    } else {
        html_words(writer, value_name(buffer, value));
    }
    writer_put(writer, value->ditto ? "</span>" : "");
    if (value->about != NULL && value->about[0] != '\0') {
        writer_put(writer, " <span class=\"source\">");
        html_words(writer, value->about);
        writer_put(writer, "</span>");
    }
}

/* Whether a word of it is longer than a narrow column: it may be broken anywhere. A shorter word
 * with hyphens is kept whole by html_words(), which has the same limit. */
static bool has_long_word(const char *text)
{
    enum { LONGEST = 24 };
    size_t longest = 0;
    for (size_t length; text[0] != '\0'; text += length) {
        length = text[0] == ' ' ? 1 : strcspn(text, " ");
        longest = length > longest ? length : longest;
    }
    return longest > LONGEST;
}

/* How a cell of words may be broken: a time nowhere, a long word anywhere. */
static const char *class_of(const struct value *value)
{
    char buffer[VALUE_PRINT_SIZE];
    return is_time(value)                             ? " class=\"id\""
           : has_long_word(value_name(buffer, value)) ? " class=\"long\""
                                                      : "";
}

/* The table is long: as short as can be. Its script reads the texts, and draws by all digits of the
 * style, in `data-d`, what is shown with fewer, since a rounded band would have bends. */
static void put_explored_cell(struct writer *writer, const struct value *value)
{
    char buffer[VALUE_PRINT_SIZE];
    struct value exact = *value;
    exact.error = 0;
    if (value->kind == VALUE_NUMBER && value->error > 0) {
        writer_put(writer, "<td data-d=\"");
        markup_text(writer, value_print(buffer, &exact));
        writer_put(writer, "\">");
    } else {
        writer_put(writer, "<td>");
    }
    put_content(writer, value);
    writer_put(writer, "</td>");
}

/* The first column names its row, where it is one of names. A head of a row is what a screen reader
 * says before each of its cells. A table to be explored has none of this: it is read by its script,
 * and has thousands of rows. */
static void put_cell(struct writer *writer, const struct sheet *table, size_t row, size_t column)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct value *value = sheet_cell(table, row, column);
    const bool left = table->columns[column].left;
    const bool names_row = left && column == 0;
    if (table->is_explored) {
        put_explored_cell(writer, value);
        return;
    }
    writer_put(writer, names_row ? "<th scope=\"row\"" : left ? "<td" : "<td class=\"n\"");
    writer_put(writer, left ? class_of(value) : "");
    put_worth(writer, value);
    if (value->name != NULL) {
        writer_put(writer, " data-id=\"");
        markup_text(writer, value_print(buffer, value));
        writer_put(writer, "\"");
    }
    writer_put(writer, ">");
    put_content(writer, value);
    writer_put(writer, names_row ? "</th>" : "</td>");
}

static bool same_basis(const struct sheet *table, size_t a, size_t b)
{
    const char *left = table->columns[a].basis;
    const char *right = table->columns[b].basis;
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

/* Each basis is said once, with all columns that have it, however they lie. */
static bool begins_basis(const struct sheet *table, size_t column)
{
    const char *basis = table->columns[column].basis;
    bool first = basis != NULL && basis[0] != '\0';
    for (size_t k = 0; k < column; ++k) {
        first = first && !same_basis(table, k, column);
    }
    return first;
}

/* What the figures rest on, on screen and on paper, where nothing is under the pointer: a basis
 * with the columns that have it. */
static void put_basis(struct writer *writer, const struct sheet *table)
{
    const char *gap = "<p class=\"basis\">By their weakest inputs, ";
    for (size_t k = 0; k < table->column_count; ++k) {
        if (!begins_basis(table, k)) {
            continue;
        }
        for (size_t i = k; i < table->column_count; ++i) {
            if (same_basis(table, k, i)) {
                writer_put(writer, gap);
                markup_text(writer, table->columns[i].name);
                gap = ", ";
            }
        }
        writer_put(writer, ": ");
        markup_text(writer, table->columns[k].basis);
        gap = "; ";
    }
    writer_put(writer, gap[0] == ';' ? ".</p>\n" : "");
}

/* A wide table scrolls by itself, and can be reached by keys: WCAG 2.1, success criteria 1.4.10 and
 * 2.1.1. */
void html_table(struct writer *writer, const struct sheet *table, const char *label)
{
    if (table->row_count == 0) {
        return;
    }
    writer_put(writer, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    markup_text(writer, label);
    writer_put(writer, "\">");
    writer_put(writer, table->is_explored ? "<table class=\"explored\">\n" : "<table>\n");
    put_head(writer, table);
    writer_put(writer, "<tbody>\n");
    for (size_t row = 0; row < table->row_count; ++row) {
        const bool total = table->has_total && row + 1 == table->row_count;
        writer_put(writer, total ? "<tr class=\"total\">" : "<tr>");
        for (size_t k = 0; k < table->column_count; ++k) {
            if (!sheet_column_is_empty(table, k)) {
                put_cell(writer, table, row, k);
            }
        }
        writer_put(writer, "</tr>\n");
    }
    writer_put(writer, "</tbody></table></div>\n");
    put_basis(writer, table);
}
