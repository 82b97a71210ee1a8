/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Sobol low-discrepancy sequence (Antonov & Saleev 1979), by GSL. */
#ifndef BLACKOUT_STATS_SOBOL_H
#define BLACKOUT_STATS_SOBOL_H

#include <stddef.h>

#include "blackout/status.h"

/* GSL has no more. */
enum { SOBOL_MOST_DIMENSIONS = 40 };

/* Fills `points` ([count][dimensions], in [0, 1)) with the first points of the sequence, after its
 * zero. `dimensions` is at most SOBOL_MOST_DIMENSIONS. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status sobol_points(double *points, size_t count, size_t dimensions,
                             blackout_error *error);

#endif
