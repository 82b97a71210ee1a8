/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/normal.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

double normal_quantile(double p)
{
    return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double normal_cdf(double z)
{
    return gsl_cdf_ugaussian_P(z);
}
