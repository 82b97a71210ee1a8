/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quantiles of many values, and of the sections that they fall into, at once. */
#ifndef BLACKOUT_UNCERTAINTY_SECTION_QUANTILES_H
#define BLACKOUT_UNCERTAINTY_SECTION_QUANTILES_H

#include <stddef.h>

enum { SECTION_MOST_LEVELS = 5, SECTION_MOST = 16 };

/* Quantiles of type 7 (Hyndman & Fan 1996) at ascending `levels`, at most SECTION_MOST_LEVELS: row
 * 0 of `quantiles` ([sections + 1][level_count]) is of all `count` values, row 1 + r of those whose
 * number is r modulo `sections` (1 to SECTION_MOST, and no more than `count`). Values are finite;
 * they stay as they are, `scratch` is [count]. The same bits as quantiles_r7() of each part. */
void section_quantiles(double *quantiles, const double *values, size_t count, size_t sections,
                       const double *levels, size_t level_count, double *scratch);

#endif
