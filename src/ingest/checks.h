/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only whole tables show: sums, complete weeks, tables that must be there. */
#ifndef BLACKOUT_INGEST_CHECKS_H
#define BLACKOUT_INGEST_CHECKS_H

#include "tables/table.h"

/* Judges one stored table once it has been read; faults go to the context's diagnostics. Rows that
 * have a fault already, and the sums they belong to, are passed over. Fails only when memory is
 * out.
 */
blackout_status checks_table(const struct table_context *context, enum table_id table,
                             blackout_error *error);

/* Reports required tables that the package lacks: several in one line where `path`, of the package,
 * is given, since a base is then what helps. */
void checks_required_tables(const struct table_context *context, const char *path);

/* Warns of a table whose file is a header alone: what it is for would be left out, or be nothing,
 * without a word. */
void checks_rows(const struct table_context *context, enum table_id table);

#endif
