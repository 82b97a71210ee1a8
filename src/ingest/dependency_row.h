/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the cells of a row of `dependencies` to what is summed of it. */
#ifndef BLACKOUT_INGEST_DEPENDENCY_ROW_H
#define BLACKOUT_INGEST_DEPENDENCY_ROW_H

#include "ingest/spreads.h"
#include "tables/business.h"
#include "tables/table.h"

/* How a figure without a range of its own varies. */
struct factor_kind {
    bool is_share;
    double certain; /* a value that does not; 0: none */
};

/* What making rows takes. */
struct dependency_maker {
    const struct table *table;
    const struct table_context *context; /* faults go to its diagnostics */
    const struct spreads *spreads;
    struct factor_kind kinds[DEPENDENCY_FACTOR_COUNT];
};

/* All but the maker are the caller's, and live as long as it. */
void dependency_maker_init(struct dependency_maker *maker, const struct table *table,
                           const struct table_context *context, const struct spreads *spreads);

/* The same where the row differs from the one that `before` was made of, without a fault, in
 * business, sector, region, platform, channel, currency and share alone (cell_step.is_figure says
 * what is not among these). */
void dependency_make_next(struct dependency *made, const struct dependency *before,
                          const struct dependency_maker *maker, const struct row *row);

/* Sets all of `*made`. The range of a share without one of its own is left open (share_ranges.h).
 */
void dependency_make(struct dependency *made, const struct dependency_maker *maker,
                     const struct row *row);

#endif
