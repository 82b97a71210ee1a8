/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inoperability input-output model (Haimes & Jiang 2001; Santos & Haimes 2004) and its dynamic
 * form (Lian & Haimes 2006). Inoperability q is the lost part of a sector's output, in [0,1]:
 *
 *     q = A* q + c*                        static: what follows in the end
 *     dq/dt = K (A* q(t) + c*(t) - q(t))   dynamic
 *
 * With outputs X the interdependencies A* are X^-1 A X, A the technical coefficients: the same
 * equations hold in money, for the losses X q, with A in the place of A*. So does all that is here.
 *
 * Matrices are [count][count], row by row; entry (i,j) is what sector i loses for a unit of j's. */
#ifndef BLACKOUT_STATS_INOPERABILITY_H
#define BLACKOUT_STATS_INOPERABILITY_H

#include <stddef.h>

#include "blackout/status.h"

/* The inverse of I - A, by LU. A non-negative A with a spectral radius of 1 or more has none that
 * means anything: BLACKOUT_ERROR_INPUT, whose message names the radius and no table. Or
 * BLACKOUT_ERROR_MEMORY. */
blackout_status inoperability_inverse(double *inverse, const double *matrix, size_t count,
                                      blackout_error *error);

/* What is lost in the end of what is lost `directly`, by the inverse of I - A. */
void inoperability_solve(double *lost, const double *inverse, const double *directly, size_t count);

/* How sectors follow what they depend on. */
struct inoperability_dynamics {
    size_t count;
    const double *columns;    /* [A] column by column: entry (j,i) is of row i and column j */
    const double *resilience; /* the diagonal of K, per unit of time; above 0 */
};

/* What sectors lose, [count] each, all at least 0: y of the dynamic form is alone + in_turn. */
struct inoperability_state {
    double *alone;   /* what they would lose without each other: A = 0 */
    double *in_turn; /* the rest */
    double *sum;     /* the integral of in_turn */
};

/* Rows of `work` that inoperability_follow() needs. */
enum { INOPERABILITY_WORK = 7 };

/* Takes a state through `time` with the perturbation `directly` ([count]; NULL: none), exactly, by
 * uniformization (Jensen 1953): a sum of which no term is negative, so nothing cancels however
 * short the time. It takes as long as time times the largest resilience is large. `work` is
 * [INOPERABILITY_WORK][count]. */
void inoperability_follow(struct inoperability_state *state,
                          const struct inoperability_dynamics *dynamics, const double *directly,
                          double time, double *work);

#endif
