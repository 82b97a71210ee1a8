/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of several evaluations side by side, a row of lanes for each element. */
#ifndef BLACKOUT_STATS_LANE_ROWS_H
#define BLACKOUT_STATS_LANE_ROWS_H

#include <stddef.h>

#include "core/lanes.h"
#include "stats/sparse_rows.h"

/* Rows that are summed at a time: their additions do not wait for each other, and the sums of all
 * stay in registers. */
enum { LANE_ROWS = LANE_PARTS <= 2 ? 4 : 2 };

/* A v, A being [count][count], row by row: each sum has its terms in their order. Rows that are
 * left go with the last one again. */
static inline void lane_rows_product(struct lanes *restrict product, const double *restrict matrix,
                                     const struct lanes *restrict vector, size_t count)
{
    for (size_t i = 0; i < count; i += LANE_ROWS) {
        const double *row[LANE_ROWS];
        lane_part sum[LANE_ROWS][LANE_PARTS] = {{{0}}};
        for (size_t r = 0; r < LANE_ROWS; ++r) {
            row[r] = matrix + (i + r < count ? i + r : count - 1) * count;
        }
        for (size_t j = 0; j < count; ++j) {
            for (int r = 0; r < LANE_ROWS; ++r) {
                for (int p = 0; p < LANE_PARTS; ++p) {
                    sum[r][p] += row[r][j] * vector[j].part[p];
                }
            }
        }
        for (size_t r = 0; r < LANE_ROWS && i + r < count; ++r) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                product[i + r].part[p] = sum[r][p];
            }
        }
    }
}

/* The same of a matrix of few entries: those that are 0 would add nothing. */
static inline void lane_rows_sparse_product(struct lanes *restrict product,
                                            const struct sparse_rows *rows,
                                            const struct lanes *restrict vector)
{
    for (size_t i = 0; i < rows->count; ++i) {
        struct lanes sum = {.part = {{0}}};
        for (size_t e = rows->first[i]; e < rows->first[i + 1]; ++e) {
            const struct lanes *of = &vector[rows->columns[e]];
            for (int p = 0; p < LANE_PARTS; ++p) {
                sum.part[p] += rows->values[e] * of->part[p];
            }
        }
        product[i] = sum;
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
