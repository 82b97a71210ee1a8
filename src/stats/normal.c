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

/* The middle of AS 241 (PPND16, its first two polynomials), for |q| up to 0.425, in GSL's order of
 * operations. The parts of a vector do not choose: what lies outside is GSL's. */
static const double middle = 0.425;
static const double middle_square = 0.180625;
enum { MIDDLE_TERMS = 8 };
static const double numerator[MIDDLE_TERMS] = {
    3.387132872796366608,  133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
    45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727};
static const double denominator[MIDDLE_TERMS] = {1.0,
                                                 42.313330701600911252,
                                                 687.1870074920579083,
                                                 5394.1960214247511077,
                                                 21213.794301586595867,
                                                 39307.89580009271061,
                                                 28729.085735721942674,
                                                 5226.495278852854561};

static lane_part middle_quantile(lane_part q)
{
    lane_part r = middle_square - q * q;
    lane_part above = numerator[MIDDLE_TERMS - 1] - 0 * r;
    lane_part below = denominator[MIDDLE_TERMS - 1] - 0 * r;
    for (int i = MIDDLE_TERMS - 2; i >= 0; --i) {
        above = r * above + numerator[i];
        below = r * below + denominator[i];
    }
    return q * (above / below);
}

void normal_quantiles(struct lanes *quantiles, const struct lanes *p)
{
    for (int i = 0; i < LANE_PARTS; ++i) {
        quantiles->part[i] = middle_quantile(p->part[i] - 0.5);
    }
    for (int l = 0; l < LANES; ++l) {
        if (!(fabs(p->at[l] - 0.5) <= middle)) {
            quantiles->at[l] = normal_quantile(p->at[l]);
        }
    }
}

double normal_cdf(double z)
{
    return gsl_cdf_ugaussian_P(z);
}

double normal_crps(double z)
{
    return z * (2 * normal_cdf(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / M_SQRTPI;
}
