/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An AR(1) gives the shape of the errors: how the variance of a sum grows with its hours, how the
 * hours after a window hang on those in it. It is one model for all hours, and traffic is not: noon
 * is steadier than the night, and a week is high or low as a whole. So the placebo windows give the
 * scale: each error is divided by what the AR(1) says of it, and the root mean square of the
 * quotients is the factor by which the AR(1) is wrong here (Birge 1932, taken below 1 too).
 *
 * Degrees of freedom. An hour's prediction is the mean of the other n - 1 weeks, so the errors of n
 * placebo windows are n/(n-1) times their distances from their mean: n - 1 degrees. A placebo
 * window is judged by the others alone, as the externally studentised residual of that mean (Cook &
 * Weisberg 1982, section 2.2.1): with D2 the mean square of all n quotients and z its own, the mean
 * square of the others is ((n-1) D2 - z2) / (n-2), with n - 2 degrees. */
#include "stats/placebo.h"

#include <math.h>
#include <stdbool.h>

#include "core/sum.h"
#include "stats/student_t.h"

/* Var(a X + b Y), `covariance` being Var X, Cov, Var Y. */
static double variance_of(const double covariance[3], struct placebo_sum sum)
{
    return sum.a * sum.a * covariance[0] + 2 * sum.a * sum.b * covariance[1] +
           sum.b * sum.b * covariance[2];
}

/* Of the variance that the AR(1) gives the window in question: 2 / the variance of its logarithm
 * (Satterthwaite 1946), which is 2/N for the innovations and that of phi through the slope. */
static double ar1_degrees(const struct placebo *placebo, struct placebo_sum sum)
{
    double variance = variance_of(placebo->covariance, sum);
    double slope = variance > 0 ? variance_of(placebo->slope, sum) / variance : 0;
    double log_variance = 2 / placebo->residual_degrees + slope * slope * placebo->phi_variance;
    return fmax(2 / log_variance, 1);
}

static double error_of(const struct placebo_window *window, struct placebo_sum sum)
{
    return sum.a * window->error[0] + sum.b * window->error[1];
}

/* NaN where the AR(1) gives no variance: such a window cannot be judged, and is not counted. */
static double quotient_square(const struct placebo_window *window, struct placebo_sum sum)
{
    double error = error_of(window, sum);
    double variance = variance_of(window->covariance, sum);
    return variance > 0 ? error * error / variance : (double)NAN;
}

/* Windows that have a variance, and the mean square of their quotients. */
static size_t mean_square(double *mean, const struct placebo *placebo, struct placebo_sum sum)
{
    struct sum squares = {0};
    size_t count = 0;
    for (size_t i = 0; i < placebo->count; ++i) {
        double square = quotient_square(&placebo->windows[i], sum);
        if (!isnan(square)) {
            sum_add(&squares, square);
            ++count;
        }
    }
    *mean = count > 0 ? sum_value(&squares) / (double)count : (double)NAN;
    return count;
}

double placebo_dispersion(const struct placebo *placebo, struct placebo_sum sum)
{
    double mean;
    size_t count = mean_square(&mean, placebo, sum);
    return count >= FEWEST_PLACEBOS ? sqrt(mean) : (double)NAN;
}

/* Without placebo windows to check it the AR(1) is never taken for too large. */
static double ar1_factor(const struct placebo *placebo, struct placebo_sum sum)
{
    double first = sum.a != 0 ? placebo->factor[0] : 0;
    double second = sum.b != 0 ? placebo->factor[1] : 0;
    return fmax(fmax(first, second), 1);
}

/* Without placebo windows the AR(1) is taken alone, and its own degrees of freedom with it.
 * Rounding may leave a variance below 0. */
void placebo_scale(double *scale, double *degrees, const struct placebo *placebo,
                   struct placebo_sum sum)
{
    double mean;
    size_t count = mean_square(&mean, placebo, sum);
    bool checked = count >= FEWEST_PLACEBOS;
    *scale = (checked ? sqrt(mean) : ar1_factor(placebo, sum)) *
             sqrt(fmax(variance_of(placebo->covariance, sum), 0));
    *degrees = checked ? (double)count - 1 : ar1_degrees(placebo, sum);
}

/* The mean square of the others, as at the top; cancellation may leave it below 0. `count` is
 * above 2. */
blackout_status placebo_reach_square(double *reach, double mean_square_of_all, double own_square,
                                     size_t count, double level, blackout_error *error)
{
    double n = (double)count;
    double others = fmax(((n - 1) * mean_square_of_all - own_square) / (n - 2), 0);
    double t;
    blackout_status status = student_t_quantile(&t, (1 + level) / 2, n - 2, error);
    *reach = status == BLACKOUT_OK ? t * t * others : 0;
    return status;
}

/* With fewer than three windows nothing is judged, and nothing covered. */
blackout_status placebo_covered(size_t *covered, const struct placebo *placebo,
                                struct placebo_sum sum, double level, blackout_error *error)
{
    double mean;
    size_t count = mean_square(&mean, placebo, sum);
    blackout_status status = BLACKOUT_OK;
    *covered = 0;
    for (size_t i = 0; i < placebo->count && status == BLACKOUT_OK; ++i) {
        double square = quotient_square(&placebo->windows[i], sum);
        double reach;
        if (count >= FEWEST_PLACEBOS && !isnan(square)) {
            status = placebo_reach_square(&reach, mean, square, count, level, error);
            *covered += square <= reach ? 1 : 0;
        }
    }
    return status;
}

/* A window without a variance compares as NaN, which is not inside. */
blackout_status placebo_covered_ar1(size_t *covered, const struct placebo *placebo,
                                    struct placebo_sum sum, double level, blackout_error *error)
{
    double t;
    blackout_status status =
        student_t_quantile(&t, (1 + level) / 2, ar1_degrees(placebo, sum), error);
    *covered = 0;
    for (size_t i = 0; i < placebo->count && status == BLACKOUT_OK; ++i) {
        *covered += quotient_square(&placebo->windows[i], sum) <= t * t ? 1 : 0;
    }
    return status;
}

/* P(1 - part * rebound / lost <= net). That is P(part * rebound - (1 - net) lost >= 0), a sum whose
 * error has a scale; where that is 0 the sum is certain. */
static blackout_status net_share_cdf(double *p, const struct placebo *placebo,
                                     const struct placebo_ratio *ratio, double net,
                                     blackout_error *error)
{
    double scale;
    double degrees;
    double sum = ratio->part * ratio->rebound - (1 - net) * ratio->lost;
    placebo_scale(&scale, &degrees, placebo, (struct placebo_sum){1 - net, ratio->part});
    if (scale == 0) {
        *p = sum > 0 ? 1 : (sum < 0 ? 0 : 0.5);
        return BLACKOUT_OK;
    }
    return student_t_cdf(p, sum / scale, degrees, error);
}

/* Where the whole of 0 to 1 lies on one side of p the share is the nearer end; else
 * bisection. */
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
