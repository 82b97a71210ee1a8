/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every integral is a fixed sum of equal steps (Trefethen & Weideman 2014): over ln m and b in
 * units of their own sd, over p0 by the tanh-sinh rule (Takahasi & Mori 1974), whose nodes crowd at
 * the ends. Rules of Gauss, which take the likelihood for a polynomial, would need many more
 * points: in b it is a logistic function, and the sharper the longer the outage. A node's weight is
 * its prior mass, and the likelihood is all that is left to compute. The predictive distribution is
 * a finite mixture of exponentially modified normals, one for each pair of m and p0; the slope only
 * moves their probabilities. */
#include "stats/jump_mixture.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

#include "core/error.h"
#include "core/sum.h"
#include "stats/normal.h"
#include "stats/quantile_search.h"

static const double least_fall = 1e-12;    /* probability of a fall below which it is not summed */
static const double crps_tolerance = 1e-9; /* of each of its two integrals, in s */
enum { CRPS_INTERVALS = 200, MOST_NODES = JUMP_SLOPES };

/* ---- The exponentially modified normal distribution ------------------------------------------ */

/* ln erfc(x). The C library's is several times faster than GSL's, and underflows from 26.5 on. */
static double log_erfc(double x)
{
    static const double end_of_erfc = 26;
    return x < end_of_erfc ? log(erfc(x)) : gsl_sf_log_erfc(x);
}

/* exp(y/t + s^2/(2 t^2)) Phi(-y/s - s/t), the term that density and distribution share; by
 * logarithms, because its factors overflow where s is far above t. */
static double tail_term(double y, double s, double t)
{
    double ratio = s / t;
    double log_phi = log_erfc((y / s + ratio) / M_SQRT2) - M_LN2;
    return exp(y / t + ratio * ratio / 2 + log_phi);
}

/* The density of s e - J: the derivative of the distribution function, in which the normal
 * densities cancel exactly. */
static double fall_pdf(double y, double s, double t)
{
    return tail_term(y, s, t) / t;
}

/* `noise` is the distribution function of the noise alone, Phi(y/s). The sum is P(s e - J <= y),
 * which rounding may lift above 1. */
static double fall_cdf(double noise, double y, double s, double t)
{
    return fmin(noise + tail_term(y, s, t), 1);
}

/* N(0, s) at y; it may underflow to 0 far out, where the fall's density has a heavier tail. */
static double noise_pdf(double y, double s)
{
    return exp(-y * y / (2 * s * s)) / (s * M_SQRT2 * M_SQRTPI);
}

/* ---- The posterior --------------------------------------------------------------------------- */

/* exp(-b d) for each slope b. They are needed for every p0, and an exponential is dear. */
static void fill_discounts(double discounts[JUMP_SLOPES], const struct jump_posterior *posterior,
                           const struct jump_case *of)
{
    for (size_t k = 0; k < JUMP_SLOPES; ++k) {
        discounts[k] = exp(-posterior->slopes[k] * of->covariate);
    }
}

/* The probability of a fall, by the odds against it of a case without discount and the discount of
 * a slope. By the inverse of the odds x p0 / (1 - p0) exp(b d), which p0 = 1 makes 0 and not
 * infinite. */
static inline double fall_probability(double odds_against, double discount)
{
    return 1 / (1 + odds_against * discount);
}

struct rule {
    double nodes[MOST_NODES];
    double weights[MOST_NODES]; /* add up to 1 */
};

/* Place i of `count` equal steps from -end to end. */
static double step_at(size_t i, size_t count, double end)
{
    return end * (2 * (double)i / (double)(count - 1) - 1);
}

static void norm_weights(struct rule *rule, size_t count)
{
    struct sum total = {0};
    for (size_t i = 0; i < count; ++i) {
        sum_add(&total, rule->weights[i]);
    }
    for (size_t i = 0; i < count; ++i) {
        rule->weights[i] /= sum_value(&total);
    }
}

/* For an expectation over N(0, 1). What is beyond the ends is 2e-11. */
static void make_normal_rule(struct rule *rule, size_t count)
{
    static const double end = 6.7;
    for (size_t i = 0; i < count; ++i) {
        rule->nodes[i] = step_at(i, count, end);
        rule->weights[i] = exp(-gsl_pow_2(rule->nodes[i]) / 2);
    }
    norm_weights(rule, count);
}

/* For one over U(0, 1): equal steps of x in u = 1 / (1 + exp(-pi sinh x)), of which the nodes are
 * pi sinh x, the logit of u: near 1, 1 - u keeps its digits so. What is beyond the ends is 5e-10 of
 * the mass; the weight is du/dx. */
static void make_uniform_rule(struct rule *rule, size_t count)
{
    static const double end_logit = 22;
    const double end = asinh(end_logit / M_PI);
    for (size_t i = 0; i < count; ++i) {
        const double x = step_at(i, count, end);
        const double logit = M_PI * sinh(x);
        rule->nodes[i] = logit;
        rule->weights[i] = cosh(x) / gsl_pow_2(2 * cosh(logit / 2));
    }
    norm_weights(rule, count);
}

/* The prior masses of all nodes. A lognormal of mean M and sd S has ln m ~ N(ln M - v/2, v), v =
 * ln(1 + (S/M)^2). m is cut at 1, a fall of all; p0, which lies between m and 1, is 1 there. */
static void place_nodes(struct jump_posterior *posterior, const struct jump_prior *prior)
{
    struct rule uniform;
    struct rule effects;
    struct rule slopes;
    make_uniform_rule(&uniform, JUMP_PROBABILITIES);
    make_normal_rule(&effects, JUMP_EFFECTS);
    make_normal_rule(&slopes, JUMP_SLOPES);
    double log_variance = log1p(gsl_pow_2(prior->mean_effect_sd / prior->mean_effect));
    double log_mean = log(prior->mean_effect) - log_variance / 2;
    for (size_t k = 0; k < JUMP_SLOPES; ++k) {
        posterior->slopes[k] = prior->slope + prior->slope_sd * slopes.nodes[k];
    }
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        size_t effect = i / JUMP_PROBABILITIES;
        size_t point = i % JUMP_PROBABILITIES;
        double m = fmin(exp(log_mean + sqrt(log_variance) * effects.nodes[effect]), 1);
        double p0 = m + (1 - m) / (1 + exp(-uniform.nodes[point]));
        posterior->odds_against[i] = (1 - m) / (1 + exp(uniform.nodes[point])) / p0;
        posterior->sizes[i] = m / p0;
        for (size_t k = 0; k < JUMP_SLOPES; ++k) {
            posterior->weights[i][k] =
                effects.weights[effect] * uniform.weights[point] * slopes.weights[k];
        }
    }
}

/* Multiplies by the likelihood of one case, and norms: the product of many would underflow. A norm
 * below DBL_MIN has lost its digits: no node explains the case. `of` has been checked. */
static blackout_status learn(struct jump_posterior *posterior, const struct jump_case *of,
                             blackout_error *error)
{
    struct sum total = {0};
    const double noise = noise_pdf(of->change, of->standard_error);
    double discounts[JUMP_SLOPES];
    fill_discounts(discounts, posterior, of);
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        const double fall = fall_pdf(of->change, of->standard_error, posterior->sizes[i]);
        const double odds_against = posterior->odds_against[i] / of->exposure;
        double *weights = posterior->weights[i];
        double part = 0; /* of few terms, all positive: nothing is lost */
        for (size_t k = 0; k < JUMP_SLOPES; ++k) {
            const double p = fall_probability(odds_against, discounts[k]);
            weights[k] *= (1 - p) * noise + p * fall;
        }
        for (size_t k = 0; k < JUMP_SLOPES; ++k) {
            part += weights[k];
        }
        sum_add(&total, part);
    }
    double norm = sum_value(&total);
    if (!(norm > DBL_MIN) || !isfinite(norm)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a change of %g with the standard error %g is out of reach of any fall",
                         of->change, of->standard_error);
    }
    /* Normed after each case: the weights are a posterior at every step. */
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        for (size_t k = 0; k < JUMP_SLOPES; ++k) {
            posterior->weights[i][k] /= norm;
        }
    }
    return BLACKOUT_OK;
}

static bool is_positive(double x)
{
    return isfinite(x) && x > 0;
}

/* Without a case the posterior is the prior. */
blackout_status jump_mixture_fit(struct jump_posterior *posterior, const struct jump_prior *prior,
                                 const struct jump_case *cases, size_t count, blackout_error *error)
{
    if (!is_positive(prior->mean_effect) || prior->mean_effect >= 1 ||
        !is_positive(prior->mean_effect_sd) || !isfinite(prior->slope) || !(prior->slope_sd >= 0)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC, "the prior of a fall is out of range");
    }
    blackout_status status = BLACKOUT_OK;
    place_nodes(posterior, prior);
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        bool valid = isfinite(cases[i].change) && is_positive(cases[i].standard_error) &&
                     is_positive(cases[i].exposure) && isfinite(cases[i].covariate);
        status = valid ? learn(posterior, &cases[i], error)
                       : error_set(error, BLACKOUT_ERROR_NUMERIC,
                                   "a change has no standard error, exposure or covariate");
    }
    return status;
}

/* ---- The predictive distribution ------------------------------------------------------------- */

/* The slope is summed out: it moves probabilities and no sizes. `unmoved` and all `falls` add up
 * to 1. */
void jump_mixture_predict(struct jump_prediction *prediction,
                          const struct jump_posterior *posterior, const struct jump_case *of)
{
    struct sum unmoved = {0};
    double discounts[JUMP_SLOPES];
    fill_discounts(discounts, posterior, of);
    prediction->standard_error = of->standard_error;
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        const double odds_against = posterior->odds_against[i] / of->exposure;
        const double *weights = posterior->weights[i];
        double falls = 0;
        double none = 0;
        for (size_t k = 0; k < JUMP_SLOPES; ++k) {
            const double p = fall_probability(odds_against, discounts[k]);
            falls += weights[k] * p;
            none += weights[k] * (1 - p);
        }
        sum_add(&unmoved, none);
        prediction->falls[i] = falls;
        prediction->sizes[i] = posterior->sizes[i];
    }
    prediction->unmoved = sum_value(&unmoved);
}

/* What is left out for being rare is together less than JUMP_SIZES * least_fall, 2e-9. */
double jump_mixture_cdf(const struct jump_prediction *prediction, double y)
{
    const double s = prediction->standard_error;
    const double noise = normal_cdf(y / s);
    struct sum total = {0};
    sum_add(&total, prediction->unmoved * noise);
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        if (prediction->falls[i] > least_fall) {
            sum_add(&total, prediction->falls[i] * fall_cdf(noise, y, s, prediction->sizes[i]));
        }
    }
    return fmin(sum_value(&total), 1);
}

static double cdf_at(double y, void *of)
{
    return jump_mixture_cdf(of, y);
}

blackout_status jump_mixture_quantile(double *y, const struct jump_prediction *prediction, double p,
                                      blackout_error *error)
{
    const struct quantile_search search = {cdf_at, (void *)prediction, 0,
                                           prediction->standard_error};
    return quantile_search(y, &search, p, error);
}

/* F^2, which vanishes to the left. */
static double below_squared(double y, void *of)
{
    return gsl_pow_2(jump_mixture_cdf(of, y));
}

/* (1 - F)^2, which vanishes to the right. */
static double above_squared(double y, void *of)
{
    return gsl_pow_2(1 - jump_mixture_cdf(of, y));
}

/* The integral of F^2 below the observed change and of (1 - F)^2 above it, each to infinity, so
 * that neither has a jump inside. */
blackout_status jump_mixture_crps(double *crps, const struct jump_prediction *prediction,
                                  double observed, blackout_error *error)
{
    gsl_function below = {below_squared, (void *)prediction};
    gsl_function above = {above_squared, (void *)prediction};
    double parts[2];
    double unsure;
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(CRPS_INTERVALS);
    if (space == NULL) {
        return error_memory(error);
    }
    double tolerance = crps_tolerance * prediction->standard_error;
    int low = gsl_integration_qagil(&below, observed, tolerance, 0, CRPS_INTERVALS, space,
                                    &parts[0], &unsure);
    int high = gsl_integration_qagiu(&above, observed, tolerance, 0, CRPS_INTERVALS, space,
                                     &parts[1], &unsure);
    gsl_integration_workspace_free(space);
    if (low != GSL_SUCCESS || high != GSL_SUCCESS) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "the score of a change of %g cannot be integrated", observed);
    }
    *crps = parts[0] + parts[1];
    return BLACKOUT_OK;
}
