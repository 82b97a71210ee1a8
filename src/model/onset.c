/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In closed form: with z = (x/theta)^m, integration by parts gives
 *   int_0^x t^k (1 - exp(-(t/theta)^m)) dt
 *     = ( x^(k+1) (1 - exp(-z)) - theta^(k+1) gamma(1 + (k+1)/m, z) ) / (k+1),
 * gamma being the lower incomplete gamma function (Abramowitz & Stegun 6.5.2). For small z the two
 * terms go as z and z (k+1)/(m+k+1): they differ by a factor, so nothing is lost to cancellation,
 * and no step of a quadrature has to find the onset. */
#include "model/onset.h"

#include <math.h>

#include "stats/special.h"

double onset_value(const struct onset *onset, double hours)
{
    if (!(hours > 0)) {
        return 0;
    }
    return onset->scale_hours > 0 ? -expm1(-pow(hours / onset->scale_hours, onset->shape)) : 1;
}

double onset_moment(const struct onset *onset, int power, double hours)
{
    double n = power + 1;
    if (!(hours > 0)) {
        return 0;
    }
    if (onset->scale_hours <= 0) {
        return pow(hours, n) / n;
    }
    double x = hours / onset->scale_hours;
    double z = pow(x, onset->shape);
    double gamma = special_gamma_lower_value(1 + n / onset->shape, z);
    return pow(onset->scale_hours, n) * (pow(x, n) * -expm1(-z) - gamma) / n;
}
