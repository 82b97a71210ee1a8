/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a file that are no rows of its table: counted, and told once. */
#ifndef BLACKOUT_INGEST_PASSED_OVER_H
#define BLACKOUT_INGEST_PASSED_OVER_H

#include "tables/diagnostics.h"

enum passed_kind {
    PASSED_EMPTY, /* no field has a value */
    PASSED_GAP,   /* a day without a value */
    PASSED_NOTE,  /* a record of a price file that has no price */
    PASSED_KINDS
};

/* {0} is of none. */
struct passed_over {
    size_t counts[PASSED_KINDS];
    size_t first_lines[PASSED_KINDS];
};

/* Counts one; BLACKOUT_OK. */
blackout_status passed_over_note(struct passed_over *passed, enum passed_kind kind, size_t line);

/* Warns of them; gaps are in column `gap_column`, from 1. */
void passed_over_warn(const struct passed_over *passed, const char *source, size_t gap_column,
                      struct diagnostics *diagnostics);

#endif
