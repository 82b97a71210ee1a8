/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inoperability input-output model (Haimes & Jiang 2001; Santos & Haimes 2004) and its dynamic
 * form (Lian & Haimes 2006). Inoperability q is the lost part of a sector's output, in [0,1]:
 *
 *     q = A* q + c*          static: what follows in the end
 *     q(t+1) = q(t) + K (A* q(t) + c*(t) - q(t))          dynamic
 *
 * The stage of the model works in money, with the inverse alone (model/indirect.c); the rest is
 * what the published cases are stated in. The dynamic form is in no report yet.
 *
 * Matrices are [count][count], row by row; entry (i,j) is what sector i loses for a unit of j's. */
#ifndef BLACKOUT_STATS_INOPERABILITY_H
#define BLACKOUT_STATS_INOPERABILITY_H

#include <stddef.h>

#include "blackout.h"

/* A* of technical coefficients, a*_ij = a_ij x_j / x_i (Santos & Haimes 2004, eq. 28): a_ij is the
 * input from i for a unit of output of j, x an output above 0. */
void inoperability_interdependency(double *interdependency, const double *coefficients,
                                   const double *outputs, size_t count);

/* The inverse of I - A, by LU. A non-negative A with a spectral radius of 1 or more has none that
 * means anything: BLACKOUT_ERROR_INPUT, whose message names the radius and no table. Or
 * BLACKOUT_ERROR_MEMORY. */
blackout_status inoperability_inverse(double *inverse, const double *matrix, size_t count,
                                      blackout_error *error);

/* q of a perturbation c*, by the inverse of I - A*; no sector loses more than its output. */
void inoperability_solve(double *inoperability, const double *inverse, const double *perturbation,
                         size_t count);

/* One step of the dynamic form; `resilience` is the diagonal of K. */
void inoperability_step(double *next, const double *now, const double *interdependency,
                        const double *perturbation, const double *resilience, size_t count);

/* k of a sector that takes `time` to recover from inoperability `from` to `to` by itself:
 * ln(from / to) / (time (1 - a*_ii)) (Lian & Haimes 2006). */
double inoperability_resilience(double from, double to, double time, double own_interdependency);

#endif
