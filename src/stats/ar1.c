/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With ln volume = fit + e and e an AR(1) of variance s2, the volumes of hours i and j have the
 * covariance of two lognormals, v_i v_j (exp(g_ij) - 1), with v their expected volumes and
 *     g_ij = s2 phi^|i-j| (1 + 1/n) + var(trend) (h_i - centre)(h_j - centre).
 * The 1/n is the error of the mean of an hour of the week over n weeks: weeks are too far apart to
 * be correlated (phi^168), hours of one week are as correlated in the means as in the residuals.
 * The covariance of a sum is the sum of those: exact, no simulation.
 *
 * How well it is known: the variance of the innovations, s2 (1 - phi^2), has the degrees of freedom
 * N of the fit, and the error of phi is independent of it, with the variance (1 - phi^2) / N (Box &
 * Jenkins 1970, section 7.2). The slope of a covariance in phi turns that into degrees of freedom
 * of its own (stats/placebo.c). For a single hour they are N (1 - phi^2) / (1 + phi^2), those of
 * Bayley & Hammersley (1946). */
#include "stats/ar1.h"

#include <math.h>
#include <stdbool.h>

#include "core/sum.h"

/* The correlation of n neighbours about a known mean is too small by 2 phi / n (White 1961; about a
 * mean over time it would be (1 + 3 phi) / n, Marriott & Pope 1954). The fit takes means over
 * weeks, never over time, and n are the degrees of freedom that it leaves. Gaps can take the ratio
 * out of its range. */
static double without_bias(double phi, double degrees_of_freedom, double used)
{
    double edge = 1 - 1 / used;
    return fmin(fmax(phi * (1 + 2 / degrees_of_freedom), -edge), edge);
}

/* phi is the mean product of the pairs over the mean square, each over its own count: gaps leave
 * fewer pairs than residuals. What does not vary has no correlation and keeps the 0 and 1 of the
 * start. */
void ar1_of_sums(struct ar1 *ar1, const struct ar1_sums *sums, size_t degrees_of_freedom)
{
    *ar1 = (struct ar1){.innovations = 1, .degrees = 1, .pairs = sums->pairs};
    if (sums->used == 0 || degrees_of_freedom == 0 || sums->squares == 0) {
        return;
    }
    double mean_square = sums->squares / (double)sums->used;
    ar1->variance = sums->squares / (double)degrees_of_freedom;
    ar1->innovations = (double)degrees_of_freedom;
    if (ar1->pairs > 0) {
        double phi = sums->products / (double)ar1->pairs / mean_square;
        ar1->phi = without_bias(phi, ar1->innovations, (double)sums->used);
        ar1->phi_variance = (1 - ar1->phi * ar1->phi) / ar1->innovations;
    }
    double square = ar1->phi * ar1->phi;
    ar1->degrees = fmax(ar1->innovations * (1 - square) / (1 + square), 1);
}

/* Pairs are of hours that follow each other, and not of neighbours in the array: what lies beside a
 * gap is none. */
void ar1_fit(struct ar1 *ar1, const int64_t *hours, const double *residuals, size_t count,
             size_t degrees_of_freedom)
{
    struct sum squares = {0};
    struct sum products = {0};
    struct ar1_sums sums = {0};
    for (size_t i = 0; i < count; ++i) {
        if (isnan(residuals[i])) {
            continue;
        }
        sum_add(&squares, residuals[i] * residuals[i]);
        ++sums.used;
        if (i > 0 && hours[i] == hours[i - 1] + 1 && !isnan(residuals[i - 1])) {
            sum_add(&products, residuals[i] * residuals[i - 1]);
            ++sums.pairs;
        }
    }
    sums.squares = sum_value(&squares);
    sums.products = sum_value(&products);
    ar1_of_sums(ar1, &sums, degrees_of_freedom);
}

/* Of the sum of `length` neighbours, over that of one: n + the sum of
 * 2 (n - k) phi^k over k = 1 .. n - 1. */
static double sum_variance(const struct ar1 *ar1, size_t length)
{
    struct sum total = {0};
    for (size_t lag = 0; lag < length; ++lag) {
        double times = (lag > 0 ? 2.0 : 1.0) * (double)(length - lag);
        sum_add(&total, times * pow(ar1->phi, (double)lag));
    }
    return sum_value(&total);
}

/* A gap or a dropped hour begins a new block. Residuals about a mean of n that they are part of
 * are smaller than errors: their variance is 1 - 1/n of it. */
double ar1_block_dispersion(const struct ar1 *ar1, const int64_t *hours, const double *residuals,
                            size_t count, size_t length, double observations)
{
    struct sum squares = {0};
    double block = 0;
    size_t inside = 0;
    size_t blocks = 0;
    for (size_t i = 0; i < count; ++i) {
        bool follows = inside > 0 && hours[i] == hours[i - 1] + 1;
        block = follows && !isnan(residuals[i]) ? block : 0;
        inside = follows && !isnan(residuals[i]) ? inside : 0;
        if (!isnan(residuals[i])) {
            block += residuals[i];
            ++inside;
        }
        if (inside == length) {
            sum_add(&squares, block * block);
            ++blocks;
            inside = 0;
        }
    }
    double variance = ar1->variance * (1 - 1 / observations) * sum_variance(ar1, length);
    return blocks > 0 && variance > 0 ? sqrt(sum_value(&squares) / (double)blocks / variance)
                                      : (double)NAN;
}

/* The sum of many neighbours has (1 + phi) / (1 - phi) times the variance of independent ones;
 * phi is kept away from 1 by ar1_of_sums(). */
double ar1_trend_variance_of(const struct ar1 *ar1, double squared_distances)
{
    double long_run = ar1->variance * (1 + ar1->phi) / (1 - ar1->phi);
    return squared_distances > 0 ? long_run / squared_distances : 0;
}

double ar1_trend_variance(const struct ar1 *ar1, const int64_t *hours, const double *residuals,
                          size_t count, double centre_hours)
{
    struct sum squares = {0};
    for (size_t i = 0; i < count; ++i) {
        if (!isnan(residuals[i])) {
            double distance = (double)hours[i] - centre_hours;
            sum_add(&squares, distance * distance);
        }
    }
    return ar1_trend_variance_of(ar1, sum_value(&squares));
}

/* The slope: d/dphi of v_i v_j (exp(g) - 1) is v_i v_j exp(g) dg/dphi, and s2 = innovations / (1
 * - phi^2) has the slope s2 2 phi / (1 - phi^2). expm1, since g is small for most pairs. */
struct ar1_moment ar1_covariance(const struct ar1 *ar1, const struct ar1_fit_error *fit_error,
                                 const struct ar1_sum *a, const struct ar1_sum *b)
{
    struct sum total = {0};
    struct sum slope = {0};
    double variance = ar1->variance * (1 + 1 / fit_error->observations);
    double variance_slope = variance * 2 * ar1->phi / (1 - ar1->phi * ar1->phi);
    for (size_t i = 0; i < a->count; ++i) {
        for (size_t j = 0; j < b->count; ++j) {
            double lag = fabs((double)(a->hours[i] - b->hours[j]));
            double before = lag > 0 ? pow(ar1->phi, lag - 1) : 0;
            double power = lag > 0 ? before * ar1->phi : 1;
            double trend = fit_error->trend_variance *
                           ((double)a->hours[i] - fit_error->centre_hours) *
                           ((double)b->hours[j] - fit_error->centre_hours);
            double excess = expm1(variance * power + trend);
            double volumes = a->expected[i] * b->expected[j];
            sum_add(&total, volumes * excess);
            sum_add(&slope,
                    volumes * (1 + excess) * (variance_slope * power + variance * lag * before));
        }
    }
    return (struct ar1_moment){sum_value(&total), sum_value(&slope)};
}
