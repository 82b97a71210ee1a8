/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The normal distribution, from GSL. Outside of (0, 1) a quantile is NaN, since GSL would call
 * its error handler or give an infinity that no later step can weigh. The score of a normal
 * forecast (CRPS) is equation 21 of Gneiting & Raftery (2007) for the standard normal. */
#include "stats/normal.h"

#include <math.h>
#include <stdint.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

double normal_quantile(double p)
{
    return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

/* ---- Several quantiles ----------------------------------------------------------------------- */

/* Quotients of polynomials of AS 241 (PPND16), in GSL's order of operations: the middle, for |q| up
 * to 0.425, and beyond it the tails that numbers above 1e-11 have. The parts of a vector do not
 * choose: numbers in the tails are put beside each other. */
static const double middle = 0.425;
static const double middle_square = 0.180625;
static const double tail_centre = 1.6;
static const double tail_most = 5;
enum { TERMS = 8 };
struct quotient {
    double above[TERMS];
    double below[TERMS];
};
static const struct quotient of_middle = {
    {3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727},
    {1.0, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
     39307.89580009271061, 28729.085735721942674, 5226.495278852854561}};
static const struct quotient of_tail = {
    {1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
     1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833,
     7.7454501427834140764e-4},
    {1.0, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455,
     0.14810397642748007459, 0.0151986665636164571966, 5.475938084995344946e-4,
     1.05075007164441684324e-9}};

/* In Horner's order, as GSL has it, for the same bits. 0 * r makes a vector of a number. */
static inline void quotient_at(lane_part *x, const struct quotient *of)
{
    const lane_part r = *x;
    lane_part above = of->above[TERMS - 1] - 0 * r;
    lane_part below = of->below[TERMS - 1] - 0 * r;
    for (int i = TERMS - 2; i >= 0; --i) {
        above = r * above + of->above[i];
        below = r * below + of->below[i];
    }
    *x = above / below;
}

/* Lanes that are looked through at a time: of 32, 38 numbers are in the tails. */
enum { SEVERAL = 32 };

/* Numbers outside of the middle, and where they are. */
struct outside {
    size_t count;
    uint16_t places[LANES * SEVERAL + 1];
    double numbers[LANES * SEVERAL + 1];
};

/* Which are outside cannot be foretold: each is put there, and the next one over it. */
static void find_outside(struct outside *outside, const struct lanes *p, size_t count)
{
    outside->count = 0;
    for (size_t i = 0; i < count; ++i) {
        for (size_t l = 0; l < LANES; ++l) {
            outside->places[outside->count] = (uint16_t)(i * LANES + l);
            outside->numbers[outside->count] = p[i].at[l];
            outside->count += fabs(p[i].at[l] - 0.5) <= middle ? 0 : 1;
        }
    }
}

static void fill_middle(struct lanes *quantiles, const struct lanes *p, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        for (int part = 0; part < LANE_PARTS; ++part) {
            const lane_part q = p[i].part[part] - 0.5;
            lane_part value = middle_square - q * q;
            quotient_at(&value, &of_middle);
            quantiles[i].part[part] = q * value;
        }
    }
}

/* LANES numbers from `first` on; behind the last one its neighbours repeat it. */
static void fill_tails(struct lanes *quantiles, const struct outside *outside, size_t first)
{
    struct lanes root;
    struct lanes values;
    for (size_t l = 0; l < LANES; ++l) {
        const size_t i = first + l < outside->count ? first + l : outside->count - 1;
        const double p = outside->numbers[i];
        root.at[l] = sqrt(-log(p < 0.5 ? p : 1 - p));
    }
    for (int part = 0; part < LANE_PARTS; ++part) {
        values.part[part] = root.part[part] - tail_centre;
        quotient_at(&values.part[part], &of_tail);
    }
    for (size_t l = 0; l < LANES && first + l < outside->count; ++l) {
        const double p = outside->numbers[first + l];
        const size_t place = outside->places[first + l];
        const double value = p < 0.5 ? -values.at[l] : values.at[l];
        quantiles[place / LANES].at[place % LANES] =
            root.at[l] <= tail_most ? value : normal_quantile(p);
    }
}

/* Who is outside is found, with its number, before the middle is written: both may be one array. */
void normal_quantiles(struct lanes *quantiles, const struct lanes *p, size_t count)
{
    for (size_t done = 0; done < count; done += SEVERAL) {
        const size_t some = count - done < SEVERAL ? count - done : SEVERAL;
        struct outside outside;
        find_outside(&outside, p + done, some);
        fill_middle(quantiles + done, p + done, some);
        for (size_t first = 0; first < outside.count; first += LANES) {
            fill_tails(quantiles + done, &outside, first);
        }
    }
}

/* ---- Distribution function and score --------------------------------------------------------- */

double normal_cdf(double z)
{
    return gsl_cdf_ugaussian_P(z);
}

double normal_crps(double z)
{
    return z * (2 * normal_cdf(z) - 1) + 2 * gsl_ran_ugaussian_pdf(z) - 1 / M_SQRTPI;
}
