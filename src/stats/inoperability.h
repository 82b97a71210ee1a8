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
#include "core/lanes.h"
#include "stats/sparse_rows.h"

/* The inverse of I - A, by LU. A non-negative A with a spectral radius of 1 or more has none that
 * means anything: BLACKOUT_ERROR_INPUT, whose message names the radius and no table. Or
 * BLACKOUT_ERROR_MEMORY. */
blackout_status inoperability_inverse(double *inverse, const double *matrix, size_t count,
                                      blackout_error *error);

/* What is lost in the end of what is lost `directly`, by the inverse of I - A. */
void inoperability_solve(double *lost, const double *inverse, const double *directly, size_t count);

/* How sectors follow what they depend on, in each lane. */
struct inoperability_dynamics {
    size_t count;
    const double *coefficients;       /* [A], row by row; the same in all lanes; or NULL */
    const struct lanes *resilience;   /* [count], the diagonal of K, per unit of time; a lane that
                                         has 0 stays as it is */
    const struct sparse_rows *sparse; /* [A], where there are no `coefficients` */
};

/* What sectors lose, [count] each, all at least 0: y of the dynamic form is alone + in_turn. */
struct inoperability_state {
    struct lanes *alone;   /* what they would lose without each other: A = 0 */
    struct lanes *in_turn; /* the rest */
};

/* The integrals of in_turn over the first of several times, each of its own. */
struct inoperability_lost {
    size_t time_count; /* at most INOPERABILITY_MOST_TIMES */
    const struct lanes *times;
    struct lanes *lost; /* [time_count][count], added to */
};
enum { INOPERABILITY_MOST_TIMES = 4 };

/* Rows of `work` that inoperability_follow() needs. */
enum { INOPERABILITY_WORK = 7 };

/* Takes a state through the longest of the times with the perturbation `directly` ([count]; NULL:
 * none), exactly, by uniformization (Jensen 1953): a sum of which no term is negative, so nothing
 * cancels however short the time. It takes as long as time times the largest resilience is large.
 * `work` is [INOPERABILITY_WORK][count]. */
void inoperability_follow(const struct inoperability_state *state,
                          const struct inoperability_dynamics *dynamics,
                          const struct lanes *directly, const struct inoperability_lost *lost,
                          struct lanes *work);

#endif
