/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a base package that are about what the package over it has replaced: with platforms of
 * its own, the base's businesses depend on others. They are left out, and one warning of each table
 * says how many. */
#ifndef BLACKOUT_INGEST_BASE_ROWS_H
#define BLACKOUT_INGEST_BASE_ROWS_H

#include "ingest/references.h"

/* Whether rows of `table` may name what is not in the table `other`: it is a base's, and `other`
 * was replaced, or has lost rows for this reason itself. */
bool base_rows_may_lack(const struct ingest *ingest, const struct table *table,
                        enum table_id other);

/* Notes that the row of this line was left out, since `other` lacks what it names. */
void base_rows_leave_out(struct table *table, size_t line, enum table_id other);

/* Once the file has been read: tells of what was left out. A table of which nothing is left counts
 * as missing. */
void base_rows_report(struct table *table, struct diagnostics *diagnostics);

/* For a check that leaves out more rows of a table which has been reported: what was told of, after
 * which none counts as left out. */
struct left_out base_rows_begin_anew(struct table *table);

/* Tells of the rows left out since then, if any, and puts those that were `told` of back. */
void base_rows_report_rest(struct table *table, const struct left_out *told,
                           struct diagnostics *diagnostics);

#endif
