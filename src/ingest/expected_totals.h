/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the revenue of `dependencies` is expected to add up to, by whoever has the books: over all
 * rows, each times its firms, and not once for each business. */
#ifndef BLACKOUT_INGEST_EXPECTED_TOTALS_H
#define BLACKOUT_INGEST_EXPECTED_TOTALS_H

#include "blackout/dataset.h"
#include "tables/dataset.h"

/* Whether each can be read, and no currency is there twice. BLACKOUT_ERROR_USAGE where not. */
blackout_status expected_totals_check(const blackout_dataset_options *options,
                                      blackout_error *error);

/* Reports each that is not what was read; the others are noted in the control totals. */
void expected_totals_compare(blackout_dataset *dataset, const blackout_dataset_options *options,
                             struct diagnostics *diagnostics);

#endif
