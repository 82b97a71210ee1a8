/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/normal.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

double normal_quantile(double p)
{
    return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double normal_cdf(double z)
{
    return gsl_cdf_ugaussian_P(z);
}

double normal_crps(double z)
{
    return z * (2 * normal_cdf(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / M_SQRTPI;
}
