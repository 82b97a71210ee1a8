/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beliefs that stay in their family when data arrive (Gelman et al. 2013, sections 2.6 and 3.3),
 * so that a year can draw from them without a chain. Draws take a number of uniforms that is
 * known beforehand, and reject none: with counters in place of a generator's state, a draw must
 * not depend on how many came before it. This is why a shape has to be a multiple of one half. */
#include "stats/conjugate.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

#include "core/error.h"
#include "core/exponential.h"
#include "core/sum.h"
#include "stats/normal.h"

/* Gelman et al. 2013, section 2.6: gamma(a, b) becomes gamma(a + n, b + T). */
struct gamma_rate gamma_rate_update(struct gamma_rate prior, size_t events, double years)
{
    return (struct gamma_rate){prior.shape + (double)events, prior.years + years};
}

/* The quantile of gamma(shape, 1), divided by the years: `years` is the rate parameter. */
blackout_status gamma_rate_quantile(double *rate, const struct gamma_rate *belief, double p,
                                    blackout_error *error)
{
    bool sane = p > 0 && p < 1 && belief->shape > 0 && isfinite(belief->shape) &&
                belief->years > 0 && isfinite(belief->years);
    double value = sane ? gsl_cdf_gamma_Pinv(p, belief->shape, 1) : NAN;
    /* GSL's inverse may stop short: what it found is put back */
    if (!sane || !(fabs(gsl_cdf_gamma_P(value, belief->shape, 1) - p) < 1e-9)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a rate of shape %g and %g years has no quantile %g", belief->shape,
                         belief->years, p);
    }
    *rate = value / belief->years;
    return BLACKOUT_OK;
}

/* ln of the smallest chance that is multiplied as it is; exp() of it is still a normal number. */
static const double least_log_chance = -700;

/* By the recurrence: no gamma function, and the sum is the distribution function itself. Of many
 * events a year the chances of few are too small for a double, and would all be 0 after the first:
 * their logarithms go on until one is large enough. */
size_t gamma_rate_counts(double *cdf, size_t size, const struct gamma_rate *belief)
{
    /* P(0) = (years / (years + 1))^shape; P(n) = P(n-1) (shape + n - 1) / (n (years + 1)) */
    double log_chance = -belief->shape * log1p(1 / belief->years);
    double chance = log_chance > least_log_chance ? exp(log_chance) : 0;
    struct sum total = {0};
    size_t n = 0;
    for (; n < size; ++n) {
        const double ratio =
            n > 0 ? (belief->shape + (double)n - 1) / ((double)n * (belief->years + 1)) : 1;
        if (chance > 0) {
            chance *= ratio;
        } else {
            log_chance += log(ratio);
            chance = log_chance > least_log_chance ? exp(log_chance) : 0;
        }
        sum_add(&total, chance);
        cdf[n] = fmin(sum_value(&total), 1);
        if (1 - cdf[n] < 0x1p-52) {
            return n + 1;
        }
    }
    return n;
}

/* Section 3.3 of the same: k_n = k + n, m_n = (k m + n ybar) / k_n, a_n = a + n/2, b_n = b + S/2
 * + k n (ybar - m)^2 / (2 k_n). S is taken about ybar in a second pass, so that nothing cancels. */
struct normal_inverse_gamma normal_inverse_gamma_update(struct normal_inverse_gamma prior,
                                                        const double *y, size_t count)
{
    struct sum sum = {0};
    struct sum squares = {0};
    if (count == 0) {
        return prior;
    }
    for (size_t i = 0; i < count; ++i) {
        sum_add(&sum, y[i]);
    }
    double n = (double)count;
    double average = sum_value(&sum) / n;
    for (size_t i = 0; i < count; ++i) {
        sum_add(&squares, (y[i] - average) * (y[i] - average));
    }
    double strength = prior.strength + n;
    double shift = average - prior.mean;
    return (struct normal_inverse_gamma){
        .mean = (prior.strength * prior.mean + n * average) / strength,
        .strength = strength,
        .shape = prior.shape + n / 2,
        .scale = prior.scale + sum_value(&squares) / 2 +
                 prior.strength * n * shift * shift / (2 * strength)};
}

/* ln of Gamma(a + n) / Gamma(a) (T / (T + 1))^a (T + 1)^-n. */
double gamma_rate_log_count(const struct gamma_rate *belief, double count)
{
    double years = belief->years;
    return gsl_sf_lngamma(belief->shape + count) - gsl_sf_lngamma(belief->shape) +
           belief->shape * log(years / (years + 1)) - count * log1p(years);
}

/* ln of Gamma(a_n) / Gamma(a) b^a sqrt(k / k_n): of Gelman's density all but b_n^-a_n. */
double normal_inverse_gamma_log_count(const struct normal_inverse_gamma *belief, double count)
{
    return gsl_sf_lngamma(belief->shape + count / 2) - gsl_sf_lngamma(belief->shape) +
           belief->shape * log(belief->scale) -
           log((belief->strength + count) / belief->strength) / 2;
}

/* b_n, and its power. Of sums alone the squares about the mean may cancel below 0. Where there are
 * no observations, their mean is a 0 that nothing weighs. */
void normal_inverse_gamma_log_marginals(struct lanes *marginals,
                                        const struct normal_inverse_gamma *belief,
                                        const struct normal_observations *observations,
                                        const struct lanes *of_counts)
{
    struct lanes logs;
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part zero = {0};
        const lane_part count = observations->counts.part[p];
        const lane_part mean = observations->sums.part[p] / part_choose(count > 0, count, 1 + zero);
        const lane_part squares = observations->squares.part[p] - count * mean * mean;
        const lane_part within = part_choose(squares > 0, squares, zero);
        const lane_part off = mean - belief->mean;
        const lane_part between = belief->strength * count / (belief->strength + count) * off * off;
        logs.part[p] = belief->scale + (within + between) / 2;
    }
    logarithms(&logs, &logs);
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part shape = belief->shape + observations->counts.part[p] / 2;
        marginals->part[p] = of_counts->part[p] - shape * logs.part[p];
    }
}

double normal_inverse_gamma_log_predictive(const struct normal_inverse_gamma *belief, double y)
{
    double scale2 = belief->scale / belief->shape * (1 + 1 / belief->strength);
    double degrees = 2 * belief->shape;
    double off = y - belief->mean;
    return -(degrees + 1) / 2 * log1p(off * off / (degrees * scale2));
}

/* -ln U is gamma(1), z^2 / 2 is gamma(1/2), and sums of gammas add their shapes. Uniforms
 * exclude 0 and 1, so that each is finite. Returns the number of the next uniform. */
uint64_t gamma_draw(double *value, double shape, uint64_t first, uniform_draw *uniform, void *user)
{
    uint64_t next = first;
    double sum = 0;
    const double whole = floor(shape);
    for (uint64_t taken = 0; (double)taken < whole; ++taken) {
        sum -= log(uniform(user, next++));
    }
    if (shape != floor(shape)) { /* half a degree: z^2 / 2 */
        double z = normal_quantile(uniform(user, next++));
        sum += z * z / 2;
    }
    *value = sum;
    return next;
}

/* v = scale / gamma(shape, 1); mean | v ~ N(mean, v / strength). Uniform 0 is that of the mean,
 * so that those of the gamma may be as many as it takes. */
void normal_inverse_gamma_draw(double *mean, double *sd, const struct normal_inverse_gamma *belief,
                               uniform_draw *uniform, void *user)
{
    double gamma;
    double z = normal_quantile(uniform(user, 0));
    gamma_draw(&gamma, belief->shape, 1, uniform, user);
    *sd = sqrt(belief->scale / gamma);
    *mean = belief->mean + *sd / sqrt(belief->strength) * z;
}
