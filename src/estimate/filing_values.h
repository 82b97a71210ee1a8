/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each field of a form holds, by its content (filing/fields.h): below the form that is filled
 * in, which asks for one field after the other. */
#ifndef BLACKOUT_ESTIMATE_FILING_VALUES_H
#define BLACKOUT_ESTIMATE_FILING_VALUES_H

#include "estimate/filing_entry.h"

/* Fills in the entry: a value, or the reason why it stays empty. */
void filing_fill(struct filler *filler);

#endif
