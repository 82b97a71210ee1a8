/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/placebo: intervals from windows in which nothing happened. */
#include "stats/placebo.h"

#include <gsl/gsl_errno.h>

#include "check.h"
#include "stats/student_t.h"

enum { WEEKS = 8 };

/* Values of a made-up sample, not rounded on purpose. */
static const double values[WEEKS] = {2.385, -1.173, 0.419, -0.862, 3.027, -2.641, 0.958, -0.237};

static const struct placebo_sum first = {1.0, 0.0};

static double mean_without(size_t skip)
{
    double total = 0.0;
    for (size_t i = 0; i < WEEKS; ++i) {
        total += i == skip ? 0.0 : values[i];
    }
    return total / (WEEKS - (skip < WEEKS ? 1.0 : 0.0));
}

static double sd_without(size_t skip)
{
    double squares = 0.0;
    for (size_t i = 0; i < WEEKS; ++i) {
        squares += i == skip ? 0.0 : pow(values[i] - mean_without(skip), 2.0);
    }
    return sqrt(squares / (WEEKS - (skip < WEEKS ? 2.0 : 1.0)));
}

/* Each value predicted by the mean of the others, with a model that takes the variance for 0.5. */
static void make_windows(struct placebo_window windows[WEEKS])
{
    for (size_t i = 0; i < WEEKS; ++i) {
        double variance = 0.5 * (1.0 + 1.0 / (WEEKS - 1.0));
        windows[i] = (struct placebo_window){.error = {values[i] - mean_without(i), 0.0},
                                             .covariance = {variance, 0.0, 0.0}};
    }
}

/* Expected: the prediction interval of a ninth value, mean +- t_7 s sqrt(1 + 1/8) (Cook &
 * Weisberg): it does not depend on the model's 0.5. */
static void gives_the_textbook_prediction_interval(void **state)
{
    struct placebo_window windows[WEEKS];
    double scale;
    double degrees;
    (void)state;
    make_windows(windows);
    struct placebo placebo = {.windows = windows,
                              .count = WEEKS,
                              .covariance = {0.5 * (1.0 + 1.0 / WEEKS), 0.0, 0.0},
                              .residual_degrees = 99.0};
    placebo_scale(&scale, &degrees, &placebo, first);
    check_close(degrees, WEEKS - 1.0, 0.0);
    check_close(scale, sd_without(WEEKS) * sqrt(1.0 + 1.0 / WEEKS), 1e-13);
    check_close(placebo_dispersion(&placebo, first), sd_without(WEEKS) / sqrt(0.5), 1e-13);
}

/* Expected: the same count by leaving each value out in full, with mean and sd of the other seven
 * and t_6; levels chosen so that some values are in and some out. */
static void judges_each_window_by_the_others(void **state)
{
    static const double level_of[] = {0.3, 0.5, 0.7, 0.9, 0.95};
    struct placebo_window windows[WEEKS];
    blackout_error error;
    (void)state;
    make_windows(windows);
    struct placebo placebo = {.windows = windows, .count = WEEKS};
    for (size_t k = 0; k < sizeof level_of / sizeof level_of[0]; ++k) {
        size_t covered;
        size_t expected = 0;
        double t;
        check_ok(student_t_quantile(&t, (1.0 + level_of[k]) / 2.0, WEEKS - 2.0, &error), &error);
        for (size_t i = 0; i < WEEKS; ++i) {
            double margin = t * sd_without(i) * sqrt(1.0 + 1.0 / (WEEKS - 1.0));
            expected += fabs(values[i] - mean_without(i)) <= margin ? 1 : 0;
        }
        check_ok(placebo_covered(&covered, &placebo, first, level_of[k], &error), &error);
        assert_int_equal(covered, expected);
    }
}

/* Windows that are all as predicted are in an interval of no width. */
static void windows_without_errors_are_covered(void **state)
{
    struct placebo_window windows[WEEKS];
    const struct placebo placebo = {.windows = windows, .count = WEEKS};
    blackout_error error;
    size_t covered;
    (void)state;
    make_windows(windows);
    for (size_t i = 0; i < WEEKS; ++i) {
        windows[i].error[0] = 0;
    }
    check_ok(placebo_covered(&covered, &placebo, first, 0.9, &error), &error);
    assert_int_equal(covered, WEEKS);
}

/* Expected: by hand. Errors of 1 and 3 standard deviations; t of many degrees is 1.96. */
static void judges_the_autoregression_alone(void **state)
{
    const struct placebo_window windows[] = {{.error = {2.0, 0.0}, .covariance = {4.0, 0.0, 0.0}},
                                             {.error = {-6.0, 0.0}, .covariance = {4.0, 0.0, 0.0}}};
    const struct placebo placebo = {.windows = windows, .count = 2, .residual_degrees = 1e6};
    blackout_error error;
    size_t covered;
    (void)state;
    check_ok(placebo_covered_ar1(&covered, &placebo, first, 0.95, &error), &error);
    assert_int_equal(covered, 1);
}

/* Two windows are predicted by each other: they are one number, and say nothing. */
static void few_windows_leave_it_to_the_autoregression(void **state)
{
    const struct placebo_window windows[] = {{.error = {1.0, 0.0}, .covariance = {1.0, 0.0, 0.0}},
                                             {.error = {-1.0, 0.0}, .covariance = {1.0, 0.0, 0.0}}};
    const struct placebo placebo = {
        .windows = windows, .count = 2, .covariance = {9.0, 0.0, 0.0}, .residual_degrees = 41.0};
    double scale;
    double degrees;
    (void)state;
    placebo_scale(&scale, &degrees, &placebo, first);
    check_close(scale, 3.0, 1e-15);
    check_close(degrees, 41.0, 0.0);
    struct placebo corrected =
        placebo; /* widened where sums elsewhere are larger, never narrowed */
    corrected.factor[0] = 1.7;
    placebo_scale(&scale, &degrees, &corrected, first);
    check_close(scale, 5.1, 1e-15);
    corrected.factor[0] = 0.6;
    placebo_scale(&scale, &degrees, &corrected, first);
    check_close(scale, 3.0, 1e-15);
    assert_true(isnan(placebo_dispersion(&placebo, first)));
}

/* Expected: by hand. A variance known by 40 innovations and a phi of variance 0.002, at a relative
 * slope of (9 + 2*2 + 1*3) / (16 + 2*5 + 9) = 16/35: 2 / (2/40 + (16/35)^2 * 0.002). For one hour,
 * slope/variance is 2 phi / (1 - phi^2), and the degrees are Bayley & Hammersley's (1946). */
static void degrees_allow_for_the_error_of_phi(void **state)
{
    const double phi = 0.83;
    const double rest = 1.0 - phi * phi;
    struct placebo placebo = {.covariance = {16.0, 5.0, 9.0},
                              .slope = {9.0, 2.0, 3.0},
                              .phi_variance = 0.002,
                              .residual_degrees = 40.0};
    double scale;
    double degrees;
    (void)state;
    placebo_scale(&scale, &degrees, &placebo, (struct placebo_sum){1.0, 1.0});
    check_close(scale, sqrt(35.0), 1e-14);
    check_close(degrees, 2.0 / (0.05 + pow(16.0 / 35.0, 2.0) * 0.002), 1e-14);
    placebo.slope[0] = 16.0 * 2.0 * phi / rest;
    placebo.phi_variance = rest / 40.0;
    placebo_scale(&scale, &degrees, &placebo, first);
    check_close(degrees, 40.0 * rest / (1.0 + phi * phi), 1e-13);
}

/* Expected: Fieller's limits (1954) in closed form. With u = 1 - net, they are the roots of
 * (R - u L)^2 = t^2 (u^2 v11 + 2 u v12 + v22). */
static void check_fieller(double part)
{
    const double lost = 41.7;
    const double rebound = 13.9;
    const double v11 = 23.1;
    const double v12 = 7.4;
    const double v22 = 16.3;
    const struct placebo placebo = {.covariance = {v11, v12, v22}, .residual_degrees = 17.0};
    const struct placebo_ratio ratio = {lost, rebound, part};
    blackout_error error;
    double t;
    double net;
    check_ok(student_t_quantile(&t, 0.95, 17.0, &error), &error);
    double a = lost * lost - t * t * v11;
    double b = part * (lost * rebound + t * t * v12);
    double c = part * part * (rebound * rebound - t * t * v22);
    double root = sqrt(b * b - a * c);
    check_ok(placebo_net_share(&net, &placebo, &ratio, 0.05, &error), &error);
    check_near(net, 1.0 - (b + root) / a, 1e-9);
    check_ok(placebo_net_share(&net, &placebo, &ratio, 0.95, &error), &error);
    check_near(net, 1.0 - (b - root) / a, 1e-9);
    check_ok(placebo_net_share(&net, &placebo, &ratio, 0.5, &error), &error);
    check_near(net, 1.0 - part * rebound / lost, 1e-9);
}

/* A window of which a part was measured has that part of the rebound. */
static void the_net_share_is_fiellers(void **state)
{
    (void)state;
    check_fieller(1.0);
    check_fieller(0.625);
}

/* More came back than was lost, or traffic stayed low: cut to 0 and to 1. No variance: a point. */
static void the_net_share_stays_a_share(void **state)
{
    const struct placebo placebo = {.covariance = {1.0, 0.0, 1.0}, .residual_degrees = 50.0};
    const struct placebo exact = {.residual_degrees = 50.0};
    blackout_error error;
    double net;
    (void)state;
    check_ok(
        placebo_net_share(&net, &placebo, &(struct placebo_ratio){10.0, 30.0, 1.0}, 0.95, &error),
        &error);
    check_near(net, 0.0, 0.0);
    check_ok(
        placebo_net_share(&net, &placebo, &(struct placebo_ratio){10.0, -30.0, 1.0}, 0.05, &error),
        &error);
    check_close(net, 1.0, 0.0);
    check_ok(placebo_net_share(&net, &exact, &(struct placebo_ratio){10.0, 2.5, 1.0}, 0.05, &error),
             &error);
    check_near(net, 0.75, 1e-12);
}

/* Expected: by hand. Of a loss less 0.6 of what comes back, windows have the errors e - 0.6 f and
 * the variances v - 1.2 c + 0.36 w. Two windows without a variance are not judged, whatever their
 * errors; of the four others the squares of the quotients are 0.25, 1, 4 and 2.25. */
static void windows_without_a_variance_are_not_judged(void **state)
{
    static const struct placebo_sum net = {1.0, -0.6};
    static const double quotients[] = {0.5, -1.0, 2.0, -1.5};
    const double sd = sqrt(4.0 - 1.2 * 1.5 + 0.36 * 2.25);
    struct placebo_window windows[6] = {{.error = {1e9, 3.0}}, {.error = {0.0, 0.0}}};
    for (size_t i = 0; i < 4; ++i) {
        const double back = 1.7 - (double)i;
        windows[i + 2] = (struct placebo_window){.error = {quotients[i] * sd + 0.6 * back, back},
                                                 .covariance = {4.0, 1.5, 2.25}};
    }
    struct placebo placebo = {.windows = windows,
                              .count = 6,
                              .covariance = {9.0, 2.0, 4.0},
                              .residual_degrees = 1e6,
                              .factor = {1.25, 1.75}};
    double scale;
    double degrees;
    size_t covered;
    blackout_error error;
    (void)state;
    check_close(placebo_dispersion(&placebo, net), sqrt(7.5 / 4), 1e-14);
    placebo_scale(&scale, &degrees, &placebo, net);
    check_close(scale, sqrt(7.5 / 4) * sqrt(9.0 - 1.2 * 2.0 + 0.36 * 4.0), 1e-14);
    check_near(degrees, 3.0, 0.0);
    /* of the largest the others' mean square is (3 * 7.5 / 4 - 4) / 2 = 0.8125; Student's t of 2
     * degrees is 2.92 at 90 % and 1.8856 at 80 % (SciPy 1.10) */
    check_ok(placebo_covered(&covered, &placebo, net, 0.9, &error), &error);
    assert_int_equal(covered, 4); /* 4 against 2.92^2 * 0.8125 = 6.93 */
    check_ok(placebo_covered(&covered, &placebo, net, 0.8, &error), &error);
    assert_int_equal(covered, 3); /* 4 against 1.8856^2 * 0.8125 = 2.89 */
    check_ok(placebo_covered_ar1(&covered, &placebo, net, 0.9, &error), &error);
    assert_int_equal(covered, 3); /* 2 is beyond 1.645, 1.5 is not */
    /* of three windows with a variance the scale is theirs, of two the autoregression's, times the
     * larger of the factors that the sum has a part in */
    placebo.count = 5;
    placebo_scale(&scale, &degrees, &placebo, net);
    check_near(degrees, 2.0, 0.0);
    check_close(placebo_dispersion(&placebo, net), sqrt(5.25 / 3), 1e-14);
    check_ok(placebo_covered(&covered, &placebo, net, 0.9, &error), &error);
    assert_int_equal(covered, 2); /* of the largest the others leave 2 * 5.25 / 3 - 4 < 0 */
    placebo.count = 4;
    placebo_scale(&scale, &degrees, &placebo, net);
    check_close(scale, 1.75 * sqrt(9.0 - 1.2 * 2.0 + 0.36 * 4.0), 1e-14);
    placebo_scale(&scale, &degrees, &placebo, first);
    check_close(scale, 1.25 * 3.0, 1e-14);
    placebo_scale(&scale, &degrees, &placebo, (struct placebo_sum){0.0, 0.5});
    check_close(scale, 1.75 * 0.5 * 2.0, 1e-14);
    check_ok(placebo_covered(&covered, &placebo, net, 0.9, &error), &error);
    assert_int_equal(covered, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_textbook_prediction_interval),
        cmocka_unit_test(judges_each_window_by_the_others),
        cmocka_unit_test(windows_without_errors_are_covered),
        cmocka_unit_test(judges_the_autoregression_alone),
        cmocka_unit_test(few_windows_leave_it_to_the_autoregression),
        cmocka_unit_test(degrees_allow_for_the_error_of_phi),
        cmocka_unit_test(the_net_share_is_fiellers),
        cmocka_unit_test(the_net_share_stays_a_share),
        cmocka_unit_test(windows_without_a_variance_are_not_judged),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("placebo", tests, NULL, NULL);
}
