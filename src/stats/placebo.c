/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An AR(1) gives the shape of the errors: how the variance of a sum grows with its hours, how the
 * hours after a window hang on those in it. It is one model for all hours, and traffic is not: noon
 * is steadier than the night, and a week is high or low as a whole. So the placebo windows give the
 * scale. Each error is divided by what the AR(1) says of it; the root mean square of the quotients
 * is the factor by which the AR(1) is wrong here (Birge 1932, taken below 1 too), and n of them
 * leave a Student's t with n degrees. A placebo window is judged by the others, never by itself. */
#include "stats/placebo.h"

#include <math.h>

#include "core/sum.h"
#include "stats/student_t.h"

static double variance_of(const double covariance[3], struct placebo_sum sum)
{
    return sum.a * sum.a * covariance[0] + 2 * sum.a * sum.b * covariance[1] +
           sum.b * sum.b * covariance[2];
}

static double error_of(const struct placebo_window *window, struct placebo_sum sum)
{
    return sum.a * window->error[0] + sum.b * window->error[1];
}

/* Windows that have a variance, and the mean square of their quotients. */
static size_t mean_square(double *mean, const struct placebo *placebo, struct placebo_sum sum,
                          int skip)
{
    struct sum squares = {0};
    size_t count = 0;
    for (size_t i = 0; i < placebo->count; ++i) {
        double variance = variance_of(placebo->windows[i].covariance, sum);
        double error = error_of(&placebo->windows[i], sum);
        if ((int)i != skip && variance > 0) {
            sum_add(&squares, error * error / variance);
            ++count;
        }
    }
    *mean = count > 0 ? sum_value(&squares) / (double)count : (double)NAN;
    return count;
}

double placebo_dispersion(const struct placebo *placebo, struct placebo_sum sum, int skip)
{
    double mean;
    mean_square(&mean, placebo, sum, skip);
    return sqrt(mean);
}

void placebo_scale(double *scale, double *degrees, const struct placebo *placebo,
                   struct placebo_sum sum, int skip)
{
    double mean;
    size_t count = mean_square(&mean, placebo, sum, skip);
    double factor = count > 0 ? sqrt(mean) : 1;
    *scale = factor * sqrt(fmax(variance_of(placebo->covariance, sum), 0));
    *degrees = count > 0 ? (double)count : placebo->residual_degrees;
}

blackout_status placebo_covered(size_t *covered, const struct placebo *placebo,
                                struct placebo_sum sum, double level, blackout_error *error)
{
    *covered = 0;
    for (size_t i = 0; i < placebo->count; ++i) {
        double mean;
        double t;
        size_t count = mean_square(&mean, placebo, sum, (int)i);
        double variance = variance_of(placebo->windows[i].covariance, sum);
        blackout_status status =
            student_t_quantile(&t, (1 + level) / 2,
                               count > 0 ? (double)count : placebo->residual_degrees, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
        double margin = t * sqrt((count > 0 ? mean : 1) * fmax(variance, 0));
        *covered += fabs(error_of(&placebo->windows[i], sum)) <= margin ? 1 : 0;
    }
    return BLACKOUT_OK;
}

blackout_status placebo_covered_ar1(size_t *covered, const struct placebo *placebo,
                                    struct placebo_sum sum, double level, blackout_error *error)
{
    double t;
    blackout_status status =
        student_t_quantile(&t, (1 + level) / 2, placebo->residual_degrees, error);
    *covered = 0;
    for (size_t i = 0; i < placebo->count && status == BLACKOUT_OK; ++i) {
        double variance = variance_of(placebo->windows[i].covariance, sum);
        double margin = t * sqrt(fmax(variance, 0));
        *covered += fabs(error_of(&placebo->windows[i], sum)) <= margin ? 1 : 0;
    }
    return status;
}

/* P(1 - rebound / lost <= net) */
static blackout_status net_share_cdf(double *p, const struct placebo *placebo,
                                     const struct placebo_ratio *ratio, double net,
                                     blackout_error *error)
{
    double scale;
    double degrees;
    double sum = ratio->rebound - (1 - net) * ratio->lost;
    placebo_scale(&scale, &degrees, placebo, (struct placebo_sum){1 - net, 1}, PLACEBO_NONE);
    if (scale == 0) {
        *p = sum > 0 ? 1 : (sum < 0 ? 0 : 0.5);
        return BLACKOUT_OK;
    }
    return student_t_cdf(p, sum / scale, degrees, error);
}

blackout_status placebo_net_share(double *net, const struct placebo *placebo,
                                  const struct placebo_ratio *ratio, double p,
                                  blackout_error *error)
{
    enum { HALVINGS = 50 }; /* to the last bit of a share */
    double low = 0;
    double high = 1;
    double below;
    double at_one;
    blackout_status status = net_share_cdf(&below, placebo, ratio, low, error);
    if (status == BLACKOUT_OK) {
        status = net_share_cdf(&at_one, placebo, ratio, high, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    if (below >= p || at_one < p) {
        *net = below >= p ? 0 : 1;
        return BLACKOUT_OK;
    }
    for (int i = 0; i < HALVINGS && status == BLACKOUT_OK; ++i) {
        double middle = (low + high) / 2;
        status = net_share_cdf(&below, placebo, ratio, middle, error);
        low = below < p ? middle : low;
        high = below < p ? high : middle;
    }
    *net = (low + high) / 2;
    return status;
}
