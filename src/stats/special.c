/* SPDX-License-Identifier: GPL-3.0-or-later */
/* P(a,x) Gamma(a) by GSL. Where x is far below a, P is below the smallest double and GSL 2.7.1
 * returns 0 and success, though the product need not be small (a = 150, x = 0.3: 1e-81): there the
 * power series is used, all of whose terms are positive. */
#include "stats/special.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "core/error.h"

/* Gamma(a) is a double up to 171.6; the margin keeps products with it finite. */
static const double largest_a = 170.0;

/* DLMF 8.7.1: x^a exp(-x) / a * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...), for x < a. */
static double power_series(double a, double x)
{
    double term = 1.0;
    double total = 1.0;
    for (double n = 1.0; term > DBL_EPSILON * total; n += 1.0) {
        term *= x / (a + n);
        total += term;
    }
    return pow(x, a) * exp(-x) / a * total;
}

double special_gamma_lower_value(double a, double x)
{
    gsl_sf_result complete;
    gsl_sf_result share;
    if (!(a > 0.0 && a < largest_a && x >= 0.0) || gsl_sf_gamma_e(a, &complete) != GSL_SUCCESS ||
        !isfinite(complete.val)) {
        return NAN;
    }
    if (x == 0.0) {
        return 0.0;
    }
    if (isinf(x)) {
        return complete.val;
    }
    int status = gsl_sf_gamma_inc_P_e(a, x, &share);
    if (x < a && (status == GSL_EUNDRFLW || (status == GSL_SUCCESS && share.val < DBL_MIN))) {
        return power_series(a, x);
    }
    return status == GSL_SUCCESS ? share.val * complete.val : NAN;
}

blackout_status special_gamma_lower(double *value, double a, double x, blackout_error *error)
{
    *value = special_gamma_lower_value(a, x);
    if (isnan(*value)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the incomplete gamma function has no value at a = %g, x = %g; "
                         "0 < a < %g and x >= 0 are needed",
                         a, x, largest_a);
    }
    return BLACKOUT_OK;
}
