/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of accounts says in its fields, and why it is not taken. */
#ifndef BLACKOUT_IMPORT_OED_FIELDS_H
#define BLACKOUT_IMPORT_OED_FIELDS_H

#include <stdbool.h>

#include "import/oed_file.h"

/* The source of all rows that are made. */
#define OED_SOURCE "account of Open Exposure Data"

/* An empty field is `unsaid`, what the format has as its default. False: it is no number of at
 * least 0. */
bool oed_number(double *number, const struct oed_row *row, enum oed_column column, double unsaid);

/* Whether it is a code of ISO 4217, in capitals, in use or withdrawn. */
bool oed_is_currency(const char *code);

/* The first of the columns that has a text: where a row says it, or would. */
enum oed_column oed_first_column(const struct oed_row *row, enum oed_column a, enum oed_column b);

/* Its text; "" where none has one. */
const char *oed_first_text(const struct oed_row *row, enum oed_column a, enum oed_column b);

/* The first thing that keeps a row from being taken. Later ones may only follow from it. */
struct oed_doubt {
    enum oed_column column;
    const char *reason; /* NULL: none */
};

/* Keeps the first that holds. */
void oed_set_doubt(struct oed_doubt *doubt, bool holds, enum oed_column column, const char *reason);

/* Adds a field to what is not taken, or is not applied. `reason` is borrowed; equal texts are one
 * cause. BLACKOUT_ERROR_MEMORY. */
blackout_status oed_leave_out(blackout_import *import, const struct oed_row *row,
                              enum oed_column column, const char *reason, blackout_error *error);

#endif
