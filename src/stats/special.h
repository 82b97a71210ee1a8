/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Special functions that the model needs and that GSL has only in part. Dimensionless. */
#ifndef BLACKOUT_STATS_SPECIAL_H
#define BLACKOUT_STATS_SPECIAL_H

#include "blackout.h"

/* The lower incomplete gamma function, not regularised (DLMF 8.2.1):
 *     integral of t^(a-1) exp(-t) dt from 0 to x,
 * for 0 < a < 170 and 0 <= x, infinity included. To about 13 digits; 0 where the value is below the
 * smallest double. Errors: BLACKOUT_ERROR_NUMERIC outside of that range, or where Gamma(a) is
 * beyond the largest double (a below 1e-308). */
blackout_status special_gamma_lower(double *value, double a, double x, blackout_error *error);

/* The same for inner loops: NaN where special_gamma_lower() fails. */
double special_gamma_lower_value(double a, double x);

#endif
