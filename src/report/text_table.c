/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text_table.h"

#include <string.h>

#include "core/number.h"
#include "core/text.h"

void text_table_row(struct text_table *table, const char *const *fields, size_t count)
{
    if (arena_grow(table->arena, (void **)&table->rows, &table->row_capacity, table->row_count,
                   sizeof *table->rows) != 0) {
        table->failed = true;
        return;
    }
    struct text_table_row *row = &table->rows[table->row_count++];
    *row = (struct text_table_row){{NULL}};
    for (size_t i = 0; i < count && i < TEXT_TABLE_COLUMNS; ++i) {
        row->fields[i] = fields[i];
    }
}

void text_table_init(struct text_table *table, struct arena *arena, const char *const *header,
                     size_t count, size_t left)
{
    count = count < TEXT_TABLE_COLUMNS ? count : TEXT_TABLE_COLUMNS;
    *table = (struct text_table){.arena = arena, .column_count = count};
    for (size_t i = 0; i < left; ++i) {
        table->left[i] = true;
    }
    text_table_row(table, header, count);
}

static const char *field(const struct text_table_row *row, size_t column)
{
    return row->fields[column] != NULL ? row->fields[column] : "";
}

void text_table_write(const struct text_table *table, struct writer *writer)
{
    size_t widths[TEXT_TABLE_COLUMNS] = {0};
    writer->failed = writer->failed || table->failed;
    if (table->row_count < 2) {
        return;
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        for (size_t k = 0; k < table->column_count; ++k) {
            size_t width = text_width(field(&table->rows[i], k));
            widths[k] = width > widths[k] ? width : widths[k];
        }
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        writer_put(writer, " ");
        for (size_t k = 0; k < table->column_count; ++k) {
            const char *text = field(&table->rows[i], k);
            size_t blanks = widths[k] - text_width(text);
            bool last = k + 1 == table->column_count;
            if (widths[k] == 0) {
                continue; /* nothing in the whole column */
            }
            writer_put(writer, k == 0 ? " " : "  ");
            writer_repeat(writer, ' ', table->left[k] ? 0 : blanks);
            writer_put(writer, text);
            writer_repeat(writer, ' ', table->left[k] && !last ? blanks : 0);
        }
        writer_put(writer, "\n");
    }
}

const char *text_number(struct arena *arena, double value, int decimals)
{
    char text[416];
    size_t length = number_print_grouped(text, sizeof text, value, decimals);
    const char *copy = arena_copy(arena, text, length);
    return copy != NULL ? copy : "";
}
