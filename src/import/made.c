/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of an import, row by row. Tables are pointers and not elements of an array: readers keep
 * them while others are added. */
#include <string.h>

#include "core/number.h"
#include "import/made.h"

/* A path that could not be made is NULL, which is looked at here and not by each caller. */
struct import_table *import_table_new(blackout_import *import, const char *path,
                                      const char *resource, const char *const *columns,
                                      size_t column_count)
{
    struct import_table *table = arena_alloc(&import->arena, 1, sizeof *table);
    if (path == NULL || table == NULL ||
        arena_grow(&import->arena, (void **)&import->tables, &import->table_capacity,
                   import->table_count, sizeof *import->tables) != 0) {
        return NULL;
    }
    *table = (struct import_table){
        .path = path, .resource = resource, .columns = columns, .column_count = column_count};
    import->tables[import->table_count++] = table;
    return table;
}

/* The array grows by whole rows. Texts are not copied: most are words of the format, the same in
 * every row. NULL is an empty cell and no failure, so that readers need not look at each text that
 * they make: where memory was out, the arena says so at the end (import_make()). */
int import_row(blackout_import *import, struct import_table *table, const char *const *cells)
{
    const size_t row_size = table->column_count * sizeof *table->cells;
    if (arena_grow(&import->arena, (void **)&table->cells, &table->row_capacity, table->row_count,
                   row_size) != 0) {
        return -1;
    }
    for (size_t i = 0; i < table->column_count; ++i) {
        const char *text = cells[i] != NULL ? cells[i] : "";
        table->cells[table->row_count * table->column_count + i] = text;
    }
    ++table->row_count;
    return 0;
}

const char *import_text(blackout_import *import, const char *text, size_t length)
{
    return arena_copy(&import->arena, text, length);
}

const char *import_number(blackout_import *import, double number)
{
    char text[NUMBER_TEXT_SIZE];
    return import_text(import, text, number_print(text, number));
}

/* An assumption has to have a value, other than a cell: NULL is one that could not be made. */
int import_assume(blackout_import *import, const char *name, const char *value, const char *source)
{
    if (value == NULL ||
        arena_grow(&import->arena, (void **)&import->assumptions, &import->assumption_capacity,
                   import->assumption_count, sizeof *import->assumptions) != 0) {
        return -1;
    }
    import->assumptions[import->assumption_count++] =
        (struct import_assumption){.name = name, .value = value, .source = source};
    return 0;
}
