/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The normal distribution, from GSL. Outside of (0, 1) a quantile is NaN, since GSL would call
 * its error handler or give an infinity that no later step can weigh. The score of a normal
 * forecast (CRPS) is equation 21 of Gneiting & Raftery (2007) for the standard normal. */
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
