/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With ln volume = fit + e and e an AR(1) of variance s2, the volumes of hours i and j have the
 * covariance of two lognormals, v_i v_j (exp(g_ij) - 1), with v their expected volumes and
 *     g_ij = s2 phi^|i-j| (1 + 1/n) + var(trend) (h_i - centre)(h_j - centre).
 * The 1/n is the error of the mean of an hour of the week over n weeks: weeks are too far apart to
 * be correlated (phi^168), hours of one week are as correlated in the means as in the residuals.
 * The covariance of a sum is the sum of those: exact, no simulation. */
#include "stats/ar1.h"

#include <math.h>

#include "core/sum.h"

void ar1_fit(struct ar1 *ar1, const int64_t *hours, const double *residuals, size_t count,
             size_t degrees_of_freedom)
{
    struct sum squares = {0};
    struct sum products = {0};
    size_t used = 0;
    *ar1 = (struct ar1){.degrees = 1};
    for (size_t i = 0; i < count; ++i) {
        if (isnan(residuals[i])) {
            continue;
        }
        sum_add(&squares, residuals[i] * residuals[i]);
        ++used;
        if (i > 0 && hours[i] == hours[i - 1] + 1 && !isnan(residuals[i - 1])) {
            sum_add(&products, residuals[i] * residuals[i - 1]);
            ++ar1->pairs;
        }
    }
    if (used == 0 || degrees_of_freedom == 0 || sum_value(&squares) == 0) {
        return;
    }
    double mean_square = sum_value(&squares) / (double)used;
    ar1->variance = sum_value(&squares) / (double)degrees_of_freedom;
    if (ar1->pairs > 0) { /* gaps can take the ratio out of its range */
        double edge = 1 - 1 / (double)used;
        double phi = sum_value(&products) / (double)ar1->pairs / mean_square;
        ar1->phi = fmin(fmax(phi, -edge), edge);
    }
    /* independent values that the mean square of an AR(1) is worth: Bayley & Hammersley (1946) */
    double square = ar1->phi * ar1->phi;
    ar1->degrees = fmax((double)degrees_of_freedom * (1 - square) / (1 + square), 1);
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
    double long_run = ar1->variance * (1 + ar1->phi) / (1 - ar1->phi);
    return sum_value(&squares) > 0 ? long_run / sum_value(&squares) : 0;
}

double ar1_covariance(const struct ar1 *ar1, const struct ar1_fit_error *fit_error,
                      const struct ar1_sum *a, const struct ar1_sum *b)
{
    struct sum total = {0};
    double variance = ar1->variance * (1 + 1 / fit_error->observations);
    for (size_t i = 0; i < a->count; ++i) {
        for (size_t j = 0; j < b->count; ++j) {
            double lag = fabs((double)(a->hours[i] - b->hours[j]));
            double trend = fit_error->trend_variance *
                           ((double)a->hours[i] - fit_error->centre_hours) *
                           ((double)b->hours[j] - fit_error->centre_hours);
            sum_add(&total,
                    a->expected[i] * b->expected[j] * expm1(variance * pow(ar1->phi, lag) + trend));
        }
    }
    return sum_value(&total);
}
