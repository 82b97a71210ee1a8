/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries are put into the order of rows and columns by counting, first by column, then by row: it
 * takes as long as there are entries and rows. GSL's own sparse matrices are not taken, since no
 * loop over their rows is inlined, nor any over lanes. */
#include "stats/sparse_rows.h"

/* Entries in the order of what `key` has of each, those of one in the order in which they are;
 * `first` ([count + 1]) becomes where each begins. */
static void sort_by(struct sparse_entry *sorted, size_t *first, const struct sparse_entry *entries,
                    size_t entry_count, size_t count, uint32_t (*key)(const struct sparse_entry *))
{
    for (size_t i = 0; i <= count; ++i) {
        first[i] = 0;
    }
    for (size_t e = 0; e < entry_count; ++e) {
        ++first[key(&entries[e])];
    }
    for (size_t i = 1; i <= count; ++i) { /* where each ends */
        first[i] += first[i - 1];
    }
    for (size_t e = entry_count; e-- > 0;) {
        sorted[--first[key(&entries[e])]] = entries[e];
    }
}

static uint32_t column_of(const struct sparse_entry *entry)
{
    return entry->column;
}

static uint32_t row_of(const struct sparse_entry *entry)
{
    return entry->row;
}

int sparse_rows_make(struct sparse_rows *rows, struct arena *arena,
                     const struct sparse_entry *entries, size_t entry_count, size_t count)
{
    size_t *first = arena_alloc(arena, count + 1, sizeof *first);
    struct sparse_entry *by_column = arena_alloc(arena, entry_count, sizeof *by_column);
    struct sparse_entry *sorted = arena_alloc(arena, entry_count, sizeof *sorted);
    uint32_t *columns = arena_alloc(arena, entry_count, sizeof *columns);
    double *values = arena_alloc(arena, entry_count, sizeof *values);
    if (first == NULL || by_column == NULL || sorted == NULL || columns == NULL || values == NULL) {
        return -1;
    }
    sort_by(by_column, first, entries, entry_count, count, column_of);
    sort_by(sorted, first, by_column, entry_count, count, row_of);
    for (size_t e = 0; e < entry_count; ++e) {
        columns[e] = sorted[e].column;
        values[e] = sorted[e].value;
    }
    *rows = (struct sparse_rows){count, first, columns, values};
    return 0;
}
