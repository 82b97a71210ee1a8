/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of a table for who changes it, beside a dataset that is shared and stays. Texts are the
 * dataset's still; rows, cells and what finds them are the copy's. */
#include "tables/table_copy.h"

#include <string.h>

#include "core/error.h"

/* A copy of an array with `count` elements in use, as large as that and no larger: it is there
 * again, with room, as soon as something is added. */
static blackout_status copy_array(void **array, size_t *capacity, size_t count, size_t size,
                                  struct arena *arena, blackout_error *error)
{
    void *copy = arena_alloc(arena, count, size);
    if (copy == NULL) {
        return error_memory(error);
    }
    if (count > 0) {
        memcpy(copy, *array, count * size);
    }
    *array = copy;
    *capacity = count;
    return BLACKOUT_OK;
}

/* The index by key is shared still: lookup_add() would write into it. It is made anew once all rows
 * are as they shall be, by table_index(). */
blackout_status table_unshare(struct table *table, struct arena *arena, blackout_error *error)
{
    const size_t older_count = table->older_capacity > 0 ? table->row_count : 0;
    blackout_status status = copy_array((void **)&table->rows, &table->row_capacity,
                                        table->row_count, sizeof *table->rows, arena, error);
    if (status == BLACKOUT_OK) {
        status = copy_array((void **)&table->newest, &table->newest_capacity,
                            table->newest_capacity, sizeof *table->newest, arena, error);
    }
    if (status == BLACKOUT_OK) {
        status = copy_array((void **)&table->older, &table->older_capacity, older_count,
                            sizeof *table->older, arena, error);
    }
    if (status == BLACKOUT_OK) {
        status = copy_array((void **)&table->marks, &table->mark_capacity, table->mark_capacity,
                            sizeof *table->marks, arena, error);
    }
    for (size_t i = 0; i < table->row_count && status == BLACKOUT_OK; ++i) {
        size_t size = row_size(&table->rows[i]);
        struct cell *cells = table->rows[i].cells;
        status = copy_array((void **)&cells, &size, size, sizeof *cells, arena, error);
        table->rows[i].cells = cells;
    }
    return status;
}
