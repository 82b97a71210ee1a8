/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many evaluations of one model. The result is the same bits for any number of threads: a sample is
 * a function of its number, each sample writes its own place, and sums run in the order of samples.
 */
#ifndef BLACKOUT_UNCERTAINTY_MONTECARLO_H
#define BLACKOUT_UNCERTAINTY_MONTECARLO_H

#include "blackout/status.h"
#include "uncertainty/run.h"

/* Fills the statistics of every figure. Errors: BLACKOUT_ERROR_MEMORY, BLACKOUT_ERROR_CANCELLED,
 * BLACKOUT_ERROR_NUMERIC where a sample is not finite. */
blackout_status montecarlo_run(const struct montecarlo *run, blackout_error *error);

/* A Saltelli design over the normals with a dimension; all others together are one more column. Its
 * Sobol points have twice as many dimensions: A takes the first half, B the second; the others draw
 * from streams of their own. */
struct montecarlo_design {
    size_t ranked; /* normals with a dimension: 0 .. ranked-1 */
    size_t samples;
    const double *points; /* [samples][2 * ranked] */
    size_t target;        /* figure */
};

/* Fills `values` ([ranked + 3][samples]): f_A, f_B, then f_AB of each column. Errors:
 * BLACKOUT_ERROR_MEMORY, BLACKOUT_ERROR_CANCELLED, BLACKOUT_ERROR_NUMERIC where one is not finite.
 */
blackout_status montecarlo_saltelli(double *values, const struct montecarlo_design *design,
                                    const struct montecarlo *run, blackout_error *error);

#endif
