/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The static inoperability input-output model (inoperability.h) of many sectors with few links,
 * without an inverse. */
#ifndef BLACKOUT_STATS_INOPERABILITY_SWEEPS_H
#define BLACKOUT_STATS_INOPERABILITY_SWEEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/sparse_rows.h"

/* A, whose entries are at least 0, and the largest sum of a column, below 1: of a buyer's inputs.
 * Of a transposed A it is that of a row. */
struct inoperability_links {
    const struct sparse_rows *rows;
    double largest_sum;
};

/* The largest sum of a column; 0 without entries. `work` is [rows->count]. */
double inoperability_largest_sum(const struct sparse_rows *rows, double *work);

/* Fills `lost` with what is lost in the end of what is lost `directly` ([count] each, at least 0),
 * within 1.2e-16 of it, all sectors together, but for rounding; with a transposed A each within so
 * much of that sum. False where that takes more than `most_sweeps` over A. `work` is [count];
 * neither may be another. */
bool inoperability_sweep(double *lost, const struct inoperability_links *links,
                         const double *directly, double *work, size_t most_sweeps);

#endif
