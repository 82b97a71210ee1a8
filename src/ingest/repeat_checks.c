/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of tables without a key that say the same: a booking entered twice, a sheet pasted below
 * itself. Two bookings may well be alike, so that this is a warning. Rows are sorted, since a file
 * may have many. */
#include "ingest/table_checks.h"

#include <stdlib.h>

#include "core/arena.h"

/* Each has the schema with it, since qsort() hands nothing else to the comparison. */
struct entry {
    const struct row *row;
    const struct table_schema *schema;
};

static int order_of(double a, double b)
{
    return (a > b) - (a < b);
}

/* Figures of other sources are two bookings, as the message says; and one of another basis or range
 * says something else of its amount. */
static int by_figure(const struct row *a, const struct row *b, size_t column)
{
    const struct cell *x = &a->cells[column];
    const struct cell *y = &b->cells[column];
    int order = order_of(x->number, y->number);
    order = order != 0 ? order : (x->source > y->source) - (x->source < y->source);
    order = order != 0 ? order : (int)x->basis - (int)y->basis;
    order = order != 0 ? order : (int)x->has_range - (int)y->has_range;
    if (order != 0 || !x->has_range) {
        return order;
    }
    const struct range *of_x = row_range(a, (int)column);
    const struct range *of_y = row_range(b, (int)column);
    order = order_of(of_x->low, of_y->low);
    return order != 0 ? order : order_of(of_x->high, of_y->high);
}

/* Texts are one where their numbers are: which of two comes first does not matter, only that equal
 * rows come together. */
static int by_cell(const struct row *of_a, const struct row *of_b, size_t column,
                   enum column_type type)
{
    const struct cell *a = &of_a->cells[column];
    const struct cell *b = &of_b->cells[column];
    if (!a->given || !b->given) {
        return (int)a->given - (int)b->given;
    }
    switch (type) {
    case COLUMN_NUMBER:
    case COLUMN_INTEGER:
        return by_figure(of_a, of_b, column);
    case COLUMN_INSTANT:
        return (a->time > b->time) - (a->time < b->time);
    default:
        return (a->text > b->text) - (a->text < b->text);
    }
}

static int by_cells(const struct entry *a, const struct entry *b)
{
    int order = 0;
    for (size_t i = 0; i < a->schema->column_count && order == 0; ++i) {
        order = by_cell(a->row, b->row, i, a->schema->columns[i].type);
    }
    return order;
}

/* Of rows that say the same the first of the file comes first. */
static int by_cells_and_line(const void *a, const void *b)
{
    const struct entry *first = a;
    const struct entry *second = b;
    const int order = by_cells(first, second);
    return order != 0
               ? order
               : (first->row->line > second->row->line) - (first->row->line < second->row->line);
}

blackout_status check_repeated_rows(const struct table_context *context, struct table *table,
                                    blackout_error *error)
{
    struct arena scratch = {0};
    struct entry *entries = arena_alloc(&scratch, table->row_count, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < table->row_count && entries != NULL; ++i) {
        if (!table->rows[i].faulty) { /* a refused cell would pass for an empty one */
            entries[count++] = (struct entry){&table->rows[i], schema_table(table->id)};
        }
    }
    if (count > 0) {
        qsort(entries, count, sizeof *entries, by_cells_and_line);
    }
    /* three that are alike give two warnings: each but the first counts again */
    for (size_t i = 1; i < count; ++i) {
        if (by_cells(&entries[i - 1], &entries[i]) == 0) {
            const struct place place = table_place(table, entries[i].row, 0);
            diagnostics_warn(context->diagnostics, &place, "repeated_row",
                             "the row says what an earlier one says, and counts again ('%.80s'); "
                             "leave it out if it is the same one, else name its own source",
                             check_text(context, entries[i].row, 0));
        }
    }
    return arena_end(&scratch, BLACKOUT_OK, error);
}
