/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table's copy, to be changed while others read the table. */
#ifndef BLACKOUT_TABLES_TABLE_COPY_H
#define BLACKOUT_TABLES_TABLE_COPY_H

#include "tables/table.h"

/* Makes `table`, a shallow copy of another one, independent of that: its rows may be changed, and
 * rows appended by table_append(). No change is found by its key until table_index(). Error:
 * BLACKOUT_ERROR_MEMORY. */
blackout_status table_unshare(struct table *table, struct arena *arena, blackout_error *error);

#endif
