/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example rows for each table. Together they are a small valid package, so that what `init` writes
 * can be tried at once. Every figure is invented, and says so. */
#ifndef BLACKOUT_TABLES_EXAMPLES_H
#define BLACKOUT_TABLES_EXAMPLES_H

#include "core/arena.h"
#include "tables/schema.h"

/* The example of `table` as CSV: a header of all its columns, with `basis` and `source` after
 * them, and its rows. NULL when memory is out. */
char *example_csv(struct arena *arena, enum table_id table);

#endif
