/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to write in place of a field that is wrong in a way that spreadsheets have: better remedies
 * than those of the kind of fault, since they are about the text that is there. They report
 * nothing. */
#ifndef BLACKOUT_INGEST_FIELD_HINTS_H
#define BLACKOUT_INGEST_FIELD_HINTS_H

#include <stdbool.h>

#include "ingest/fields.h"

/* Writes into `remedy` what would be right for a text that is wrong by `fault` in a column that is
 * written as `style` says; false, with
 * `remedy` untouched, where nothing better is known than for any other text. */
bool field_hint(char remedy[FIELD_REMEDY_SIZE], enum field_fault fault,
                const struct column_schema *schema, const struct field_style *style,
                const char *text);

#endif
