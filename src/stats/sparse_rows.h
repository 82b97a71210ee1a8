/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A square matrix of which few entries are not 0, by rows. */
#ifndef BLACKOUT_STATS_SPARSE_ROWS_H
#define BLACKOUT_STATS_SPARSE_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/* Row i has the entries from first[i] to first[i + 1], columns ascending. */
struct sparse_rows {
    size_t count;
    const size_t *first; /* [count + 1] */
    const uint32_t *columns;
    const double *values;
};

struct sparse_entry {
    uint32_t row;
    uint32_t column;
    double value;
};

/* Makes a matrix of `count` rows of entries in any order, no two of which are at one place; 0, or
 * -1 when memory is out. All is the arena's. */
int sparse_rows_make(struct sparse_rows *rows, struct arena *arena,
                     const struct sparse_entry *entries, size_t entry_count, size_t count);

#endif
