/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In closed form: with z = (x/theta)^m, n = k+1 and a = 1 + n/m, integration by parts gives
 *   int_0^x t^k (1 - exp(-(t/theta)^m)) dt = ( x^n (1 - exp(-z)) - theta^n gamma(a, z) ) / n,
 * gamma being the lower incomplete gamma function, which is (DLMF 8.7.1)
 *   gamma(a, z) = z^a exp(-z) (1/a + z/(a(a+1)) + z^2/(a(a+1)(a+2)) + ...),   z^a = z (x/theta)^n.
 * All terms are positive and their number is bounded, so that the inner loop of the samples cannot
 * stall; for small z the two parts go as z and z (k+1)/(m+k+1): they differ by a factor, so nothing
 * is lost to cancellation, and no step of a quadrature has to find the onset. */
#include "model/onset.h"

#include <math.h>

/* exp(-z) is lost beside 1 beyond: gamma(a, z) is Gamma(a). Up to there, terms fall below the last
 * digit of their sum before the 160th, for any a >= 1. */
static const double largest_z = 40;
enum { MOST_TERMS = 200 };
static const double last_digit = 0x1p-53; /* of 1 */

/* [phi] at `hours` after the grace. expm1, because phi is small soon after it; without a scale
 * it is a step. */
double onset_value(const struct onset *onset, double hours)
{
    if (!(hours > 0)) {
        return 0;
    }
    return onset->scale_hours > 0 ? -expm1(-pow(hours / onset->scale_hours, onset->shape)) : 1;
}

/* 1/a + z/(a(a+1)) + ... Terms fall from the first where z < a + 1, else they rise to about i = z -
 * a; all are positive. */
static double gamma_series(double a, double z)
{
    double term = 1 / a;
    double total = term;
    for (int i = 1; i < MOST_TERMS && term > last_digit * total; ++i) {
        term *= z / (a + i);
        total += term;
    }
    return total;
}

/* Of t^power phi over [0, hours]. Beyond largest_z the gamma function is complete, and the
 * series, which is slow there, is not needed. */
double onset_moment(const struct onset *onset, int power, double hours)
{
    const int n = power + 1;
    if (!(hours > 0)) {
        return 0;
    }
    double whole = hours;
    for (int i = 1; i < n; ++i) {
        whole *= hours;
    }
    if (onset->scale_hours <= 0) {
        return whole / n;
    }
    double z = pow(hours / onset->scale_hours, onset->shape);
    double a = 1 + n / onset->shape;
    if (z > largest_z) {
        return (whole - pow(onset->scale_hours, n) * tgamma(a)) / n;
    }
    return whole / n * (-expm1(-z) - z * exp(-z) * gamma_series(a, z));
}
