/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's t distribution, for any positive number of degrees of freedom. GSL's own functions are
 * called nowhere else: their arguments are checked before and their results after. */
#ifndef BLACKOUT_STATS_STUDENT_T_H
#define BLACKOUT_STATS_STUDENT_T_H

#include "blackout/status.h"

/* `*p` = P(T <= t), to 12 digits. Errors: BLACKOUT_ERROR_NUMERIC for a `t` that is not finite, for
 * `degrees` that are not finite and above 0. */
blackout_status student_t_cdf(double *p, double t, double degrees, blackout_error *error);

/* `*t` such that P(T <= t) = p, for 0 < p < 1; antisymmetric about p = 1/2. Errors:
 * BLACKOUT_ERROR_NUMERIC for arguments outside of that, and where the quantile is beyond the
 * largest double (few degrees, extreme p). */
blackout_status student_t_quantile(double *t, double p, double degrees, blackout_error *error);

/* The quantile at P(Z <= z) of a standard normal Z: z itself for infinite degrees. NaN where
 * student_t_quantile() fails, which it does not for |z| <= 5 and `degrees` >= 1. */
double student_t_of_normal(double z, double degrees);

/* P(T <= t) for an even number of degrees, in closed form (Abramowitz & Stegun 26.7.4): to 15
 * digits of 1, in a tenth of the time for few degrees. For sums over many; `t` may be infinite. */
double student_t_cdf_even(double t, unsigned degrees);

#endif
