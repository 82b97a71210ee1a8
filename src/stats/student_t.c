/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's distribution function of more than 30 degrees is an expansion about the normal, whose tails
 * have few right digits (31 degrees, t = -12: seven); there the incomplete beta function takes its
 * place. GSL's quantile is an expansion polished by Newton's method. Outside the middle of the
 * distribution it returns NaN, infinity or a plain wrong number (degrees 1, p = 1e-20: off by a
 * factor of 2000), so that it is taken only if the distribution function agrees; else the quantile
 * is bracketed within a factor of two and bisected. */
#include "stats/student_t.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

#include "core/error.h"
#include "stats/normal.h"

/* How well P(quantile) must agree with p, relatively: far inside of what any use here resolves, and
 * outside of the rounding of GSL's distribution function (a few 1e-13). */
static const double agreement = 1e-10;

/* Infinite degrees are for normal_cdf(), which callers take themselves. */
static blackout_status check_degrees(double degrees, blackout_error *error)
{
    if (!isfinite(degrees) || degrees <= 0.0) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "Student's t has no %g degrees of freedom; a positive number is needed",
                         degrees);
    }
    return BLACKOUT_OK;
}

/* Degrees from which GSL expands, and where that has lost digits: t^2 over the degrees at which the
 * expansion and the beta function have 13 each (checked in steps against 60 digits). */
static const double expanded = 30;
static const double tail_begins = 0.5;

/* P(T <= t) as I_x(nu/2, 1/2) / 2 with x = nu / (nu + t^2), or its complement (Abramowitz & Stegun
 * 26.7.1). A tail below the smallest double is 0. */
static double distribution(double t, double degrees)
{
    if (!(degrees > expanded) || !(t * t > tail_begins * degrees)) {
        return gsl_cdf_tdist_P(t, degrees);
    }
    gsl_sf_result beta;
    double x = degrees / (degrees + t * t);
    int status = gsl_sf_beta_inc_e(degrees / 2, 0.5, x, &beta);
    double tail = status == GSL_EUNDRFLW ? 0 : status == GSL_SUCCESS ? beta.val / 2 : (double)NAN;
    return t < 0 ? tail : 1 - tail;
}

/* Infinite t or degrees are the caller's to look after: here they are a fault of the arithmetic
 * before. */
blackout_status student_t_cdf(double *p, double t, double degrees, blackout_error *error)
{
    *p = NAN;
    blackout_status status = check_degrees(degrees, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (!isfinite(t)) {
        return error_set(
            error, BLACKOUT_ERROR_NUMERIC,
            "Student's t was asked for the probability of %g; a finite number is needed", t);
    }
    *p = distribution(t, degrees);
    if (!(*p >= 0.0 && *p <= 1.0)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "Student's t with %g degrees of freedom: no probability found for %g",
                         degrees, t);
    }
    return BLACKOUT_OK;
}

/* The distance d > 0 with P(T <= -d) = p, for p < 1/2; infinite where it is beyond a double, NaN
 * where the distribution function fails. Brackets within a factor of two, out and then in:
 * distances range over all exponents of a double. It ends where no double lies between. */
static double bisect(double p, double degrees)
{
    double far = 1.0;
    while (isfinite(far) && distribution(-far, degrees) > p) {
        far *= 2.0;
    }
    if (!isfinite(far)) {
        return far;
    }
    while (far > DBL_MIN && distribution(-far / 2.0, degrees) <= p) {
        far /= 2.0;
    }
    double near = far / 2.0;
    double middle = near + (far - near) / 2.0;
    while (middle > near && middle < far) {
        if (distribution(-middle, degrees) > p) {
            near = middle;
        } else {
            far = middle;
        }
        middle = near + (far - near) / 2.0;
    }
    return fabs(distribution(-middle, degrees) - p) <= agreement * p ? middle : NAN;
}

/* GSL's answer where the distribution function agrees with it, else the bisection's; p < 1/2. */
static double lower_distance(double p, double degrees)
{
    double distance = -gsl_cdf_tdist_Pinv(p, degrees);
    bool agrees = isfinite(distance) && fabs(distribution(-distance, degrees) - p) <= agreement * p;
    return agrees ? distance : bisect(p, degrees);
}

/* At 1/2 the quantile is 0 exactly; the bisection knows distances above 0 alone. */
blackout_status student_t_quantile(double *t, double p, double degrees, blackout_error *error)
{
    *t = NAN;
    blackout_status status = check_degrees(degrees, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (!(p > 0.0 && p < 1.0)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "Student's t has no quantile at %g; a number between 0 and 1 is needed",
                         p);
    }
    if (p == 0.5) {
        *t = 0.0;
        return BLACKOUT_OK;
    }
    /* Always by the lower tail: 1 - p is exact for p from 1/2 to 1, and small probabilities keep
     * their digits. */
    double distance = lower_distance(p < 0.5 ? p : 1.0 - p, degrees);
    if (!isfinite(distance)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "Student's t with %g degrees of freedom: no quantile found at %g", degrees,
                         p);
    }
    *t = p < 0.5 ? -distance : distance;
    return BLACKOUT_OK;
}

/* By the lower tail of -|z|, where the probability keeps its digits; exactly odd in z. Infinite
 * degrees are the normal itself. */
double student_t_of_normal(double z, double degrees)
{
    double t = NAN;
    blackout_error ignored;
    if (isinf(degrees)) {
        return z;
    }
    student_t_quantile(&t, normal_cdf(-fabs(z)), degrees, &ignored);
    return z < 0 ? t : -t;
}

/* 1/2 + sin(a)/2 (1 + 1/2 cos^2 a + (1 3)/(2 4) cos^4 a + ...), tan(a) = t / sqrt(degrees), with a
 * term for every two degrees. */
double student_t_cdf_even(double t, unsigned degrees)
{
    double nu = degrees;
    double sine = isinf(t) ? copysign(1, t) : t / sqrt(nu + t * t);
    double cosine_squared = isinf(t) ? 0 : nu / (nu + t * t);
    double term = 1;
    double sum = 1;
    for (unsigned k = 2; k < degrees; k += 2) {
        term *= cosine_squared * (k - 1) / k;
        sum += term;
    }
    return 0.5 + sine * sum / 2;
}
