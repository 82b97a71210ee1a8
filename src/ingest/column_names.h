/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the name of a column in a file means. Case, blanks, and the marks between words make no
 * difference: `Annual Revenue`, `annual_revenue` and `ANNUAL-REVENUE` are one name. */
#ifndef BLACKOUT_INGEST_COLUMN_NAMES_H
#define BLACKOUT_INGEST_COLUMN_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/column_meaning.h"

/* A name as it is compared: its letters and digits, without case. */
size_t column_name_squeeze(char out[COLUMN_NAME_SIZE], const char *name);

/* The name as messages show it: without blanks at its ends. */
void column_name_trim(char out[COLUMN_NAME_SIZE], const char *name);

struct column_meaning column_name_understand(enum table_id table, const char *name);

/* The column that an unknown name was probably meant as, or the end of its range: a letter away, or
 * two where it is long. Column -1: none. */
struct column_meaning column_name_near(enum table_id table, const char *name);

/* Writes the columns of a table that are `listed`, ", " between, into `names` of `size` bytes;
 * those that do not fit whole are left out. */
void column_names_list(char *names, size_t size, const struct table_schema *schema,
                       const bool listed[MOST_COLUMNS]);

#endif
