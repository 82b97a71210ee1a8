/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First-order and total Sobol indices from a Saltelli design (Saltelli et al. 2010): two
 * independent sample matrices A and B, and A with the column of one factor from B. Estimators of
 * Jansen (1999): S_i  = 1 - sum (f_B - f_ABi)^2 / (2 n V),   S_Ti = sum (f_A - f_ABi)^2 / (2 n V).
 */
#ifndef BLACKOUT_UNCERTAINTY_SOBOL_INDICES_H
#define BLACKOUT_UNCERTAINTY_SOBOL_INDICES_H

#include <stddef.h>
#include <stdint.h>

/* An index with its bootstrap interval (5 % and 95 %). As estimates, the first order
 * may be below 0, and the total above 1. */
struct sobol_index {
    double value;
    double p5;
    double p95;
};

/* The design's values: `ab` is [n] for the factor in question. */
struct sobol_values {
    const double *a;
    const double *b;
    const double *ab;
    size_t n;
};

/* Far more than the 5 % and 95 % values of a bootstrap need (Efron & Tibshirani 1993, chapter 13).
 */
enum { SOBOL_MOST_RESAMPLES = 1000 };

/* The indices of one factor; both are 0 where the values do not vary. `seed` drives the bootstrap
 * of `resamples` (at most SOBOL_MOST_RESAMPLES) draws: with one seed all factors have the same
 * rows, so that their intervals compare. */
void sobol_indices(struct sobol_index *first, struct sobol_index *total,
                   const struct sobol_values *values, uint64_t seed, size_t resamples);

#endif
