/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned tables of text: names to the left, figures to the right. */
#ifndef BLACKOUT_REPORT_TEXT_TABLE_H
#define BLACKOUT_REPORT_TEXT_TABLE_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/writer.h"

enum { TEXT_TABLE_COLUMNS = 11 }; /* of the widest: a backtest, a sweep */

struct text_table_row {
    const char *fields[TEXT_TABLE_COLUMNS];
};

struct text_table {
    struct arena *arena;
    size_t column_count;
    bool left[TEXT_TABLE_COLUMNS]; /* aligned to the left; figures are not */
    struct text_table_row *rows;   /* the first is the header */
    size_t row_count;
    size_t row_capacity;
    bool failed; /* memory is out */
};

/* An empty table. `header` has `count` names; the first `left` columns are aligned to the left. */
void text_table_init(struct text_table *table, struct arena *arena, const char *const *header,
                     size_t count, size_t left);

/* Starts a row and sets its fields from the left; NULL is an empty field. Texts are not copied. */
void text_table_row(struct text_table *table, const char *const *fields, size_t count);

/* Writes the table, indented by two spaces; nothing if it has a header alone. A table that ran out
 * of memory is a failed write. */
void text_table_write(const struct text_table *table, struct writer *writer);

/* Texts of figures, in the arena; "" when memory is out. */
const char *text_number(struct arena *arena, double value, int decimals);

#endif
