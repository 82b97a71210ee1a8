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
#include <stdint.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>

#include "core/error.h"
#include "core/exponential.h"
#include "core/lanes.h"
#include "core/sum.h"
#include "stats/normal.h"
#include "stats/quantile_search.h"
#include "stats/scaled_erfc.h"

static const double crps_tolerance = 1e-9; /* of each of its two integrals, in s */
enum { CRPS_INTERVALS = 200, MOST_NODES = JUMP_SLOPES };

_Static_assert(JUMP_SLOPES % LANES == 0, "the slopes of a size fill their lanes");

/* Number i of a row of lanes. */
static inline double *lane_at(struct lanes *row, size_t i)
{
    return &row[i / LANES].at[i % LANES];
}

static double sum_of_lanes(const struct lanes *of)
{
    return ((of->at[0] + of->at[1]) + (of->at[2] + of->at[3])) +
           ((of->at[4] + of->at[5]) + (of->at[6] + of->at[7]));
}

/* ---- The exponentially modified normal distribution ------------------------------------------ */

/* A change on the scale of its noise, y/s, and exp(-(y/s)^2 / 2). */
struct change {
    double standard_error;
    double standardised;
    double bell;
};

static struct change change_of(double y, double s)
{
    return (struct change){s, y / s, exp(-gsl_pow_2(y / s) / 2)};
}

/* exp(y/t + s^2/(2 t^2)) Phi(-y/s - s/t), the term that density and distribution share, for sizes
 * t. Its factors overflow where s is far above t; with z = (y/s + s/t) / sqrt(2) it is
 * exp(-(y/s)^2 / 2) erfcx(z) / 2, and where z < 0, erfcx(z) = 2 exp(z^2) - erfcx(-z). */
static void tail_terms(struct lanes *terms, const struct change *change, const struct lanes *sizes)
{
    struct lanes z, exponents, scaled;
    part_mask negative[LANE_PARTS];
    part_mask any = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part ratio = change->standard_error / sizes->part[p];
        const lane_part sum = change->standardised + ratio;
        negative[p] = sum < 0;
        any |= negative[p];
        z.part[p] = part_choose(negative[p], -sum, sum) * M_SQRT1_2;
        exponents.part[p] =
            part_choose(negative[p], ratio * (change->standardised + ratio / 2), (lane_part){0});
    }
    scaled_erfcs(&scaled, &z);
    for (int p = 0; p < LANE_PARTS; ++p) {
        terms->part[p] = change->bell / 2 * scaled.part[p];
    }
    if (!part_any(any)) {
        return;
    }
    exponentials(&scaled, &exponents);
    for (int p = 0; p < LANE_PARTS; ++p) {
        terms->part[p] = part_choose(negative[p], scaled.part[p] - terms->part[p], terms->part[p]);
    }
}

/* N(0, s); it may underflow to 0 far out, where the fall's density has a heavier tail. */
static double noise_pdf(const struct change *change)
{
    return change->bell / (change->standard_error * M_SQRT2 * M_SQRTPI);
}

/* ---- The posterior --------------------------------------------------------------------------- */

/* exp(-b d) for each slope b. They are needed for every p0, and an exponential is dear. */
static void fill_discounts(struct lanes discounts[JUMP_SLOPE_BLOCKS],
                           const struct jump_posterior *posterior, const struct jump_case *of)
{
    for (size_t k = 0; k < JUMP_SLOPE_BLOCKS; ++k) {
        for (int l = 0; l < LANES; ++l) {
            discounts[k].at[l] = exp(-posterior->slopes[k].at[l] * of->covariate);
        }
    }
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
    struct lanes slope_weights[JUMP_SLOPE_BLOCKS];
    make_uniform_rule(&uniform, JUMP_PROBABILITIES);
    make_normal_rule(&effects, JUMP_EFFECTS);
    make_normal_rule(&slopes, JUMP_SLOPES);
    double log_variance = log1p(gsl_pow_2(prior->mean_effect_sd / prior->mean_effect));
    double log_mean = log(prior->mean_effect) - log_variance / 2;
    for (size_t k = 0; k < JUMP_SLOPES; ++k) {
        *lane_at(slope_weights, k) = slopes.weights[k];
        *lane_at(posterior->slopes, k) = prior->slope + prior->slope_sd * slopes.nodes[k];
    }
    for (size_t i = JUMP_SIZES; i < (size_t)JUMP_SIZE_BLOCKS * LANES; ++i) {
        *lane_at(posterior->sizes, i) = 1;
    }
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        size_t effect = i / JUMP_PROBABILITIES;
        size_t point = i % JUMP_PROBABILITIES;
        double m = fmin(exp(log_mean + sqrt(log_variance) * effects.nodes[effect]), 1);
        double p0 = m + (1 - m) / (1 + exp(-uniform.nodes[point]));
        posterior->odds_against[i] = (1 - m) / (1 + exp(uniform.nodes[point])) / p0;
        *lane_at(posterior->sizes, i) = m / p0;
        const double weight = effects.weights[effect] * uniform.weights[point];
        for (size_t k = 0; k < JUMP_SLOPE_BLOCKS; ++k) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                posterior->weights[i][k].part[p] = weight * slope_weights[k].part[p];
            }
        }
    }
}

/* The probabilities of a fall, by the odds against it of a case without discount and the discounts
 * of the slopes. By the inverse of the odds x p0 / (1 - p0) exp(b d), which p0 = 1 makes 0 and not
 * infinite. */
static inline lane_part fall_probabilities(double odds_against, lane_part discounts)
{
    return 1 / (1 + odds_against * discounts);
}

/* The density of a case, by size of a fall; the two are mixed by its probability. */
struct densities {
    double noise;
    struct lanes falls[JUMP_SIZE_BLOCKS];
};

/* The density of s e - J: the derivative of the distribution function, in which the normal
 * densities cancel exactly. */
static void fill_densities(struct densities *densities, const struct jump_posterior *posterior,
                           const struct jump_case *of)
{
    const struct change change = change_of(of->change, of->standard_error);
    densities->noise = noise_pdf(&change);
    for (size_t i = 0; i < JUMP_SIZE_BLOCKS; ++i) {
        struct lanes *falls = &densities->falls[i];
        tail_terms(falls, &change, &posterior->sizes[i]);
        for (int p = 0; p < LANE_PARTS; ++p) {
            falls->part[p] /= posterior->sizes[i].part[p];
        }
    }
}

/* A case as one size sees it. */
struct likelihood {
    double odds_against;
    double noise;
    double fall;
};

/* Multiplies the weights of one size by its likelihood and by `scale`, and returns their sum, which
 * is of few terms, all positive: nothing is lost. */
static inline double weigh(struct lanes weights[JUMP_SLOPE_BLOCKS], struct likelihood of,
                           const struct lanes discounts[JUMP_SLOPE_BLOCKS], double scale)
{
    struct lanes sum = {{{0}}};
    for (size_t k = 0; k < JUMP_SLOPE_BLOCKS; ++k) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part chance = fall_probabilities(of.odds_against, discounts[k].part[p]);
            weights[k].part[p] *= scale * ((1 - chance) * of.noise + chance * of.fall);
            sum.part[p] += weights[k].part[p];
        }
    }
    return sum_of_lanes(&sum);
}

/* Multiplies by the likelihood of one case. The product of many would underflow, so that `norm`,
 * what the weights add up to, is taken off on the way. A norm below DBL_MIN has lost its digits: no
 * node explains the case. `of` has been checked. */
static blackout_status learn(struct jump_posterior *posterior, double *norm,
                             const struct jump_case *of, blackout_error *error)
{
    struct sum total = {0};
    const double scale = 1 / *norm;
    struct densities densities;
    struct lanes discounts[JUMP_SLOPE_BLOCKS];
    fill_densities(&densities, posterior, of);
    fill_discounts(discounts, posterior, of);
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        const struct likelihood likelihood = {posterior->odds_against[i] / of->exposure,
                                              densities.noise, *lane_at(densities.falls, i)};
        sum_add(&total, weigh(posterior->weights[i], likelihood, discounts, scale));
    }
    *norm = sum_value(&total);
    if (!(*norm > DBL_MIN) || !isfinite(*norm)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a change of %g with the standard error %g is out of reach of any fall",
                         of->change, of->standard_error);
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
    double norm = 1;
    place_nodes(posterior, prior);
    posterior->unexplained = SIZE_MAX;
    for (size_t i = 0; i < count && status == BLACKOUT_OK; ++i) {
        bool valid = isfinite(cases[i].change) && is_positive(cases[i].standard_error) &&
                     is_positive(cases[i].exposure) && isfinite(cases[i].covariate);
        status = valid ? learn(posterior, &norm, &cases[i], error)
                       : error_set(error, BLACKOUT_ERROR_NUMERIC,
                                   "a change has no standard error, exposure or covariate");
        posterior->unexplained = valid && status != BLACKOUT_OK ? i : SIZE_MAX;
    }
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        for (size_t k = 0; k < JUMP_SLOPE_BLOCKS; ++k) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                posterior->weights[i][k].part[p] /= norm;
            }
        }
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
    struct lanes discounts[JUMP_SLOPE_BLOCKS];
    fill_discounts(discounts, posterior, of);
    *prediction = (struct jump_prediction){.standard_error = of->standard_error};
    for (size_t i = 0; i < JUMP_SIZES; ++i) {
        const double odds_against = posterior->odds_against[i] / of->exposure;
        struct lanes falls = {{{0}}};
        struct lanes none = {{{0}}};
        for (size_t k = 0; k < JUMP_SLOPE_BLOCKS; ++k) {
            const struct lanes *weights = &posterior->weights[i][k];
            for (int p = 0; p < LANE_PARTS; ++p) {
                const lane_part chance = fall_probabilities(odds_against, discounts[k].part[p]);
                falls.part[p] += weights->part[p] * chance;
                none.part[p] += weights->part[p] * (1 - chance);
            }
        }
        sum_add(&unmoved, sum_of_lanes(&none));
        *lane_at(prediction->falls, i) = sum_of_lanes(&falls);
    }
    prediction->unmoved = sum_value(&unmoved);
    memcpy(prediction->sizes, posterior->sizes, sizeof prediction->sizes);
}

/* `noise` is the distribution function of the noise alone, Phi(y/s). The sum for a size is
 * P(s e - J <= y), which rounding may lift above 1. */
double jump_mixture_cdf(const struct jump_prediction *prediction, double y)
{
    const struct change change = change_of(y, prediction->standard_error);
    const double noise = normal_cdf(change.standardised);
    const lane_part one = 1 + (lane_part){0};
    struct lanes sum = {{{0}}};
    for (size_t i = 0; i < JUMP_SIZE_BLOCKS; ++i) {
        const struct lanes *falls = &prediction->falls[i];
        struct lanes terms;
        tail_terms(&terms, &change, &prediction->sizes[i]);
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum.part[p] += falls->part[p] * part_least(noise + terms.part[p], one);
        }
    }
    return fmin(prediction->unmoved * noise + sum_of_lanes(&sum), 1);
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
