/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixture has no closed form of its CRPS; that of a single Student's t (Jordan, Krueger & Lerch
 * 2019) is what the tests hold the quadrature against. */
#include "stats/predictive.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>

#include "core/error.h"
#include "core/sum.h"
#include "stats/normal.h"
#include "stats/quantile_search.h"
#include "stats/student_t.h"

/* Of each of the three parts. */
enum { CRPS_POINTS = 85 };

/* Infinite degrees are the normal; NaN fails every comparison. Shifts that are given may not be
 * none. */
static bool is_sound(const struct predictive *predictive, double y)
{
    bool sound = isfinite(predictive->location) && isfinite(predictive->scale) &&
                 predictive->scale > 0 && predictive->degrees > 0 && isfinite(y);
    for (size_t k = 0; sound && k < predictive->shift_count; ++k) {
        sound = isfinite(predictive->shifts[k]);
    }
    return sound && (predictive->shifts == NULL || predictive->shift_count > 0);
}

static blackout_status refuse(blackout_error *error)
{
    return error_set(error, BLACKOUT_ERROR_NUMERIC,
                     "a predictive distribution has no finite location, no scale or degrees above "
                     "0, or no such value");
}

/* Without shifts one component, unshifted. */
static size_t component_count(const struct predictive *predictive)
{
    return predictive->shifts != NULL ? predictive->shift_count : 1;
}

/* How far `y` is from the middle of component k, in scales. */
static double standardised(const struct predictive *predictive, size_t k, double y)
{
    double shift = predictive->shifts != NULL ? predictive->shifts[k] : 0;
    return (y - predictive->location - shift) / predictive->scale;
}

/* NaN where the distribution function fails. */
static double component_cdf(double t, double degrees)
{
    double p = NAN;
    blackout_error ignored;
    if (isinf(degrees)) {
        return normal_cdf(t);
    }
    return student_t_cdf(&p, t, degrees, &ignored) == BLACKOUT_OK ? p : NAN;
}

/* P(Y <= y), or P(Y > y) without loss of digits. */
static double tail(const struct predictive *predictive, double y, bool above)
{
    const size_t count = component_count(predictive);
    struct sum total = {0};
    for (size_t k = 0; k < count; ++k) {
        double t = standardised(predictive, k, y);
        sum_add(&total, component_cdf(above ? -t : t, predictive->degrees));
    }
    return sum_value(&total) / (double)count;
}

/* The PIT of a y that was found. */
blackout_status predictive_cdf(double *p, const struct predictive *predictive, double y,
                               blackout_error *error)
{
    *p = is_sound(predictive, y) ? tail(predictive, y, false) : NAN;
    return isfinite(*p) ? BLACKOUT_OK : refuse(error);
}

/* ln of the density of component k, but for what all have in common. */
static double log_shape(const struct predictive *predictive, size_t k, double y)
{
    const double nu = predictive->degrees;
    const double t = standardised(predictive, k, y);
    return isinf(nu) ? -t * t / 2 : -(nu + 1) / 2 * log1p(t * t / nu);
}

/* -ln of the mean over k of t_nu((y - l - x_k) / s) / s. Densities are taken over the largest,
 * since far out all of them underflow. */
blackout_status predictive_log_score(double *score, const struct predictive *predictive, double y,
                                     blackout_error *error)
{
    const size_t count = component_count(predictive);
    const double nu = predictive->degrees;
    struct sum density = {0};
    double largest = -INFINITY;
    *score = NAN;
    if (!is_sound(predictive, y)) {
        return refuse(error);
    }
    /* ln of the density at the middle, with the gamma functions as logarithms: they overflow
     * from about 340 degrees on. */
    double constant =
        isinf(nu) ? -log(2 * M_PI) / 2
                  : gsl_sf_lngamma((nu + 1) / 2) - gsl_sf_lngamma(nu / 2) - log(nu * M_PI) / 2;
    for (size_t k = 0; k < count; ++k) {
        largest = fmax(largest, log_shape(predictive, k, y));
    }
    for (size_t k = 0; k < count; ++k) {
        sum_add(&density, exp(log_shape(predictive, k, y) - largest));
    }
    *score = log((double)count * predictive->scale / sum_value(&density)) - constant - largest;
    return isfinite(*score) ? BLACKOUT_OK : refuse(error);
}

/* The mean of the shifts, and how wide the mixture is, for the search and the quadrature. A
 * variance of the shifts by their squares may cancel below 0. */
static void extent(double *centre, double *width, const struct predictive *predictive)
{
    const size_t count = predictive->shifts != NULL ? predictive->shift_count : 0;
    struct sum sum = {0};
    struct sum squares = {0};
    for (size_t k = 0; k < count; ++k) {
        sum_add(&sum, predictive->shifts[k]);
        sum_add(&squares, predictive->shifts[k] * predictive->shifts[k]);
    }
    double mean = count > 0 ? sum_value(&sum) / (double)count : 0;
    double variance = count > 0 ? fmax(0, sum_value(&squares) / (double)count - mean * mean) : 0;
    *centre = predictive->location + mean;
    *width = hypot(predictive->scale, sqrt(variance));
}

static double cdf_at(double y, void *of)
{
    return tail(of, y, false);
}

/* is_sound() is given a 0 in the place of the y that is sought. */
blackout_status predictive_quantile(double *y, const struct predictive *predictive, double p,
                                    blackout_error *error)
{
    struct quantile_search search = {.cdf = cdf_at, .of = (void *)predictive};
    *y = NAN;
    if (!is_sound(predictive, 0) || !(p > 0 && p < 1)) {
        return refuse(error);
    }
    extent(&search.centre, &search.width, predictive);
    return quantile_search(y, &search, p, error);
}

/* What is integrated: over z from `from` on, away from the middle, with the mass beyond z. */
typedef double crps_part(double beyond);

static double squared(double beyond)
{
    return beyond * beyond;
}

/* 1 - F^2 with F = 1 - beyond. */
static double short_of_one(double beyond)
{
    return beyond * (2 - beyond);
}

/* The integral of a part from `from` to `distance` further up (or down), where it falls over about
 * `width`: z = from +- w u / (1 - u). dz = w du / (1 - u)^2; Gauss's rule has no node at u = 1,
 * where z is infinite. */
static double integral(const struct predictive *predictive, crps_part *part, double from,
                       double distance, double width, bool above,
                       const gsl_integration_glfixed_table *points)
{
    const double end = isinf(distance) ? 1 : distance / (width + distance);
    struct sum total = {0};
    for (size_t i = 0; i < CRPS_POINTS; ++i) {
        double u;
        double weight;
        gsl_integration_glfixed_point(0, end, i, &u, &weight, points);
        double away = width * u / (1 - u);
        double beyond = tail(predictive, above ? from + away : from - away, above);
        sum_add(&total, weight * part(beyond) * width / ((1 - u) * (1 - u)));
    }
    return sum_value(&total);
}

/* With y above the centre c: F^2 up to c; from c to y it is 1 but for what is beyond; (1 - F)^2
 * from y on. Below, all changes sides. So the nodes are dense where the mixture is, however far out
 * y is. */
blackout_status predictive_crps(double *crps, const struct predictive *predictive, double y,
                                blackout_error *error)
{
    double centre;
    double width;
    *crps = NAN;
    if (!is_sound(predictive, y) || !(predictive->degrees > 1)) {
        return refuse(error);
    }
    gsl_integration_glfixed_table *points = gsl_integration_glfixed_table_alloc(CRPS_POINTS);
    if (points == NULL) {
        return error_memory(error);
    }
    extent(&centre, &width, predictive);
    const bool above = y > centre;
    const double distance = fabs(y - centre);
    *crps = integral(predictive, squared, centre, INFINITY, width, !above, points) + distance -
            integral(predictive, short_of_one, centre, distance, width, above, points) +
            integral(predictive, squared, y, INFINITY, width + distance, above, points);
    gsl_integration_glfixed_table_free(points);
    return isfinite(*crps) ? BLACKOUT_OK : refuse(error);
}
