/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the cells of a row of `dependencies` to what is summed of it. */
#ifndef BLACKOUT_INGEST_DEPENDENCY_ROW_H
#define BLACKOUT_INGEST_DEPENDENCY_ROW_H

#include "ingest/spreads.h"
#include "tables/business.h"
#include "tables/table.h"

/* What making rows takes; of one thread. */
struct dependency_maker {
    const struct table *table;
    const struct table_context *context; /* faults go to its diagnostics */
    const struct spreads *spreads;
};

/* The range of a share without one of its own is left open (share_ranges.h). */
struct dependency dependency_make(const struct dependency_maker *maker, const struct row *row);

#endif
