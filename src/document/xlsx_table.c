/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First how many columns of the sheet each column of the table takes, then the header, then the
 * cells. Ends of intervals have columns of their own, so that a spreadsheet can compute with them.
 */
#include "document/xlsx_table.h"

#include <string.h>

#include "core/text.h"

enum { LEAST_WIDTH = 9, MOST_WIDTH = 100, MARGIN = 2 };

/* The columns of a sheet that one of a table takes: names beside identifiers, the ends of intervals
 * beside values. */
struct span {
    bool has_value;
    bool has_ends;
    bool has_names;
};

static bool has_ends(const struct value *value)
{
    return value->kind == VALUE_INTERVAL || value->kind == VALUE_ESTIMATE;
}

/* A column that has neither values nor ends keeps one column, for its header. By looking at all
 * cells: a column of estimates may have one without ends. A name that is its identifier needs no
 * column. */
static struct span span_of(const struct sheet *table, size_t column)
{
    struct span span = {.has_value = false};
    for (size_t row = 0; row < table->row_count; ++row) {
        const struct value *value = sheet_cell(table, row, column);
        const bool is_text = value->kind == VALUE_TEXT || value->kind == VALUE_WORD;
        span.has_ends = span.has_ends || has_ends(value);
        span.has_value =
            span.has_value || (value->kind != VALUE_INTERVAL && !value_is_empty(value));
        span.has_names = span.has_names ||
                         (is_text && value->name != NULL && strcmp(value->name, value->text) != 0);
    }
    span.has_value = span.has_value || !span.has_ends;
    return span;
}

lxw_col_t xlsx_table_columns(const struct sheet *table)
{
    int columns = 0;
    for (size_t k = 0; k < table->column_count; ++k) {
        const struct span span = span_of(table, k);
        if (!sheet_column_is_empty(table, k)) {
            columns +=
                (span.has_value ? 1 : 0) + (span.has_ends ? 2 : 0) + (span.has_names ? 1 : 0);
        }
    }
    return (lxw_col_t)columns;
}

/* ---- A column -------------------------------------------------------------------------------- */

/* A table on its way into a sheet, column by column: the width of one is known when all its cells
 * are. */
struct putting {
    struct xlsx_book *book;
    const struct xlsx_place *place;
    const struct sheet *table;
    lxw_col_t next; /* the first column that is free */
    size_t width;   /* in characters, of the column that is written */
};

static void note_width(struct putting *putting, const char *text)
{
    const size_t width = text_width(text);
    putting->width = width > putting->width ? width : putting->width;
}

/* Begins a column: "owner net, 95 %". Texts beside numbers are indented, or they would touch the
 * number on their left. */
static void begin_column(struct putting *putting, const char *name, const char *end, bool left)
{
    const char *gap = name[0] != '\0' && end[0] != '\0' ? ", " : "";
    const char *header = arena_format(&putting->book->arena, "%s%s%s", name, gap, end);
    const enum xlsx_look of_texts = putting->next > 0 ? XLSX_HEADER_INDENTED : XLSX_HEADER;
    putting->width = LEAST_WIDTH;
    putting->book->failed = putting->book->failed || header == NULL;
    if (header != NULL) {
        note_width(putting, header);
        xlsx_text(putting->book, putting->place->sheet, putting->place->row, putting->next, header,
                  left ? of_texts : XLSX_HEADER_RIGHT);
    }
}

/* Ends it: the sheet's column becomes as wide as its texts. */
static void end_column(struct putting *putting)
{
    const size_t width = putting->width < MOST_WIDTH ? putting->width : MOST_WIDTH;
    if (!putting->book->failed && putting->place->sets_widths) {
        xlsx_done(putting->book, worksheet_set_column(putting->place->sheet, putting->next,
                                                      putting->next, (double)width + MARGIN, NULL));
    }
    ++putting->next;
}

static lxw_row_t row_of(const struct putting *putting, size_t row)
{
    return putting->place->row + 1 + (lxw_row_t)row;
}

static bool is_total(const struct putting *putting, size_t row)
{
    return putting->table->has_total && row + 1 == putting->table->row_count;
}

static enum xlsx_look look_of(const struct putting *putting, size_t row, bool left,
                              const char *shown)
{
    const bool is_long = text_width(shown) > MOST_WIDTH;
    return is_total(putting, row)      ? XLSX_TOTAL
           : is_long                   ? XLSX_WRAPPED
           : left && putting->next > 0 ? XLSX_INDENTED
           : !left                     ? XLSX_RIGHT
                                       : XLSX_PLAIN;
}

/* A text that is wrapped needs a higher row: the library does not make it one. */
static void raise_row(struct putting *putting, size_t row, const char *shown)
{
    static const double line_points = 15;
    const size_t lines = (text_width(shown) + MOST_WIDTH - 1) / MOST_WIDTH;
    enum { MOST_LINES = 27 }; /* Excel's highest row has 409 points */
    if (!putting->book->failed && lines > 1) {
        xlsx_done(putting->book,
                  worksheet_set_row(putting->place->sheet, row_of(putting, row),
                                    line_points * (double)(lines < MOST_LINES ? lines : MOST_LINES),
                                    NULL));
    }
}

/* ---- Kinds of columns ------------------------------------------------------------------------ */

static void put_values(struct putting *putting, size_t column)
{
    const struct column *of = &putting->table->columns[column];
    begin_column(putting, of->name, "", of->left);
    for (size_t row = 0; row < putting->table->row_count; ++row) {
        char text[VALUE_PRINT_SIZE];
        const struct value *value = sheet_cell(putting->table, row, column);
        const char *shown = value_print(text, value);
        /* An interval has no number of its own: its ends are in the columns that follow. */
        if (value->kind != VALUE_INTERVAL) {
            xlsx_value(putting->book, putting->place->sheet, row_of(putting, row), putting->next,
                       value, look_of(putting, row, of->left, shown));
        }
        /* Printed, an estimate has its ends with it; the cell has its number alone, and needs less.
         */
        if (!has_ends(value)) {
            note_width(putting, shown);
        }
        raise_row(putting, row, shown);
    }
    end_column(putting);
}

static void put_names(struct putting *putting, size_t column)
{
    begin_column(putting, putting->table->columns[column].name, "name", true);
    for (size_t row = 0; row < putting->table->row_count; ++row) {
        char text[VALUE_PRINT_SIZE];
        const char *name = value_name(text, sheet_cell(putting->table, row, column));
        note_width(putting, name);
        xlsx_text(putting->book, putting->place->sheet, row_of(putting, row), putting->next, name,
                  look_of(putting, row, true, name));
    }
    end_column(putting);
}

/* A column that says both ends in its name has two here, which say one each. By the words that all
 * reports have for it. */
static const char *own_name(const char *name)
{
    return strcmp(name, "5 to 95 %") == 0 ? "" : name;
}

static void put_ends(struct putting *putting, size_t column, bool high)
{
    begin_column(putting, own_name(putting->table->columns[column].name), high ? "95 %" : "5 %",
                 false);
    for (size_t row = 0; row < putting->table->row_count; ++row) {
        const struct value *value = sheet_cell(putting->table, row, column);
        if (has_ends(value)) {
            xlsx_part(putting->book, putting->place->sheet, row_of(putting, row), putting->next,
                      value, high ? value->high : value->low,
                      is_total(putting, row) ? XLSX_TOTAL : XLSX_PLAIN);
        }
    }
    end_column(putting);
}

/* Columns that are empty in all rows are left out here as in every renderer. */
lxw_row_t xlsx_table(struct xlsx_book *book, const struct xlsx_place *place,
                     const struct sheet *table)
{
    struct putting putting = {.book = book, .place = place, .table = table};
    for (size_t k = 0; k < table->column_count && !book->failed; ++k) {
        if (sheet_column_is_empty(table, k)) {
            continue;
        }
        const struct span span = span_of(table, k);
        if (span.has_value) {
            put_values(&putting, k);
        }
        if (span.has_ends) {
            put_ends(&putting, k, false);
            put_ends(&putting, k, true);
        }
        if (span.has_names) {
            put_names(&putting, k);
        }
    }
    return row_of(&putting, table->row_count);
}
