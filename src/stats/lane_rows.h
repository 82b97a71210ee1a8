/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of several evaluations side by side, a row of lanes for each element. */
#ifndef BLACKOUT_STATS_LANE_ROWS_H
#define BLACKOUT_STATS_LANE_ROWS_H

#include <stddef.h>

#include "core/lanes.h"

/* A v, A being [count][count], row by row: each sum has its terms in their order. Rows go in pairs,
 * whose additions do not wait for each other; a last one that is left goes with itself. */
static inline void lane_rows_product(struct lanes *restrict product, const double *restrict matrix,
                                     const struct lanes *restrict vector, size_t count)
{
    for (size_t i = 0; i < count; i += 2) {
        const size_t other = i + 1 < count ? i + 1 : i;
        const double *row[2] = {matrix + i * count, matrix + other * count};
        lane_part sum[2][LANE_PARTS] = {{{0}}};
        for (size_t j = 0; j < count; ++j) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                sum[0][p] += row[0][j] * vector[j].part[p];
                sum[1][p] += row[1][j] * vector[j].part[p];
            }
        }
        for (int p = 0; p < LANE_PARTS; ++p) {
            product[i].part[p] = sum[0][p];
            product[other].part[p] = sum[1][p];
        }
    }
}

/* Adds a row times a weight of each lane. */
static inline void lane_rows_add(struct lanes *restrict sum, const struct lanes *restrict row,
                                 const struct lanes *weight, size_t count)
{
    const struct lanes w = *weight;
    for (size_t i = 0; i < count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum[i].part[p] += w.part[p] * row[i].part[p];
        }
    }
}

#endif
