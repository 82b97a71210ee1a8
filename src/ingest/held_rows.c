/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorted beside their names, which are no part of a row. Both are copied together, sorted, and
 * copied back; how many there may be, scattered.h says. */
#include "ingest/held_rows.h"

#include <stdlib.h>

struct held_row {
    string_id name;
    struct dependency dependency;
};

/* Numbers of names rise in the order of the file; within a business the rows stay in theirs, since
 * qsort() keeps no order of its own. */
static int by_business(const void *a, const void *b)
{
    const struct held_row *x = a;
    const struct held_row *y = b;
    if (x->name != y->name) {
        return x->name < y->name ? -1 : 1;
    }
    return (x->dependency.line > y->dependency.line) - (x->dependency.line < y->dependency.line);
}

int held_rows_sort(struct dependency *rows, string_id *names, size_t count)
{
    struct held_row *held = malloc((count > 0 ? count : 1) * sizeof *held);
    if (held == NULL) {
        return -1;
    }
    for (size_t i = 0; i < count; ++i) {
        held[i] = (struct held_row){names[i], rows[i]};
    }
    qsort(held, count, sizeof *held, by_business);
    for (size_t i = 0; i < count; ++i) {
        rows[i] = held[i].dependency;
        names[i] = held[i].name;
    }
    free(held);
    return 0;
}
