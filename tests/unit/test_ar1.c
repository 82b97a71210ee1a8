/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/ar1: correlated residuals and what they make of sums. */
#include "stats/ar1.h"

#include "check.h"
#include "random.h"

/* Sum of twelve uniforms less 6: mean 0, variance 1, near enough to normal. */
static double normal(uint64_t *state)
{
    double total = -6.0;
    for (int i = 0; i < 12; ++i) {
        total += random_between(state, 0.0, 1.0);
    }
    return total;
}

/* Expected: by hand. Mean square 14/3, mean product of neighbours 8/2. */
static void fits_three_residuals_by_hand(void **state)
{
    static const int64_t hours[] = {419, 420, 421};
    static const double residuals[] = {1.0, 2.0, 3.0};
    struct ar1 ar1;
    (void)state;
    ar1_fit(&ar1, hours, residuals, 3, 2);
    check_close(ar1.phi, 2.0 / 3.0, 1e-15); /* 4 / (14/3) is cut to 1 - 1/3 */
    check_close(ar1.phi_variance, (1.0 - 4.0 / 9.0) / 2.0, 1e-15);
    check_close(ar1.innovations, 2.0, 0.0);
    check_close(ar1.variance, 7.0, 1e-15);
    assert_int_equal(ar1.pairs, 2);
    check_close(ar1.degrees, 1.0, 0.0);
}

/* What stands in memory before the first hour is none of the series: here an hour that would
 * follow.
 */
static void the_first_hour_follows_none(void **state)
{
    static const int64_t hours[] = {418, 419, 420, 421};
    static const double residuals[] = {9.0, 1.0, 2.0, 3.0};
    struct ar1 ar1;
    (void)state;
    ar1_fit(&ar1, hours + 1, residuals + 1, 3, 2);
    assert_int_equal(ar1.pairs, 2);
}

/* A gap and a dropped value make no pairs. phi is freed of its bias: times 1 + 2/16. */
static void gaps_make_no_pairs(void **state)
{
    static const int64_t hours[] = {0, 1, 2, 3, 7, 8};
    static const double residuals[] = {0.5, -0.25, NAN, 0.125, 0.75, 0.5};
    struct ar1 ar1;
    (void)state;
    ar1_fit(&ar1, hours, residuals, 6, 16);
    double squares = 0.25 + 0.0625 + 0.015625 + 0.5625 + 0.25;
    assert_int_equal(ar1.pairs, 2); /* 0-1 and 7-8 */
    check_close(ar1.phi, 1.125 * (-0.125 + 0.375) / 2.0 / (squares / 5.0), 1e-14);
    check_close(ar1.variance, squares / 16.0, 1e-14);
}

static void without_residuals_there_is_no_variance(void **state)
{
    static const int64_t hours[] = {3, 4};
    static const double nothing[] = {NAN, NAN};
    static const double exact[] = {0.0, 0.0};
    struct ar1 ar1;
    (void)state;
    ar1_fit(&ar1, hours, nothing, 2, 1);
    check_near(ar1.variance, 0.0, 0.0);
    ar1_fit(&ar1, hours, exact, 2, 1);
    check_near(ar1.phi, 0.0, 0.0);
    ar1_fit(&ar1, NULL, NULL, 0, 0);
    check_close(ar1.degrees, 1.0, 0.0);
}

/* Expected: the phi and the variance that made the series. Tolerance: 4 standard errors,
 * sqrt((1 - phi^2) / n) for phi (Box & Jenkins), sqrt(2 / degrees) for the variance. */
static void recovers_a_known_autoregression(void **state)
{
    enum { COUNT = 20000 };
    static int64_t hours[COUNT];
    static double residuals[COUNT];
    const double phi = 0.813;
    const double sd = 0.0731;
    uint64_t seed = 2385;
    struct ar1 ar1;
    (void)state;
    for (int i = 0; i < COUNT; ++i) {
        double innovation = normal(&seed) * sd * sqrt(1.0 - phi * phi);
        hours[i] = i;
        residuals[i] = i > 0 ? phi * residuals[i - 1] + innovation : normal(&seed) * sd;
    }
    ar1_fit(&ar1, hours, residuals, COUNT, COUNT);
    check_near(ar1.phi, phi, 4.0 * sqrt((1.0 - phi * phi) / COUNT));
    check_close(ar1.variance, sd * sd, 4.0 * sqrt(2.0 / ar1.degrees));
    check_close(ar1.degrees, COUNT * (1.0 - phi * phi) / (1.0 + phi * phi), 0.05);
}

/* Expected: the phi that made the series, on average over many short ones. Without the correction
 * the mean would be off by 2 phi / n = 0.022 (White 1961), fourteen of its standard errors. */
static void phi_of_short_series_is_not_biased(void **state)
{
    enum { COUNT = 40, SERIES = 8000 };
    int64_t hours[COUNT];
    double residuals[COUNT];
    const double phi = 0.45;
    uint64_t seed = 2385;
    double total = 0.0;
    struct ar1 ar1;
    (void)state;
    for (int k = 0; k < SERIES; ++k) {
        for (int i = 0; i < COUNT; ++i) {
            double innovation = normal(&seed) * sqrt(1.0 - phi * phi);
            hours[i] = i;
            residuals[i] = i > 0 ? phi * residuals[i - 1] + innovation : normal(&seed);
        }
        ar1_fit(&ar1, hours, residuals, COUNT, COUNT);
        total += ar1.phi;
    }
    double error = sqrt((1.0 - phi * phi) / COUNT / SERIES);
    check_near(total / SERIES, phi, 3.5 * error);
}

static struct ar1_sum sum_of(const int64_t *hours, const double *expected, size_t count)
{
    return (struct ar1_sum){hours, expected, count};
}

/* Expected: closed forms. Variance of a sum of L values of a stationary AR(1):
 * s2 (L + 2 sum (L - k) phi^k); of independent lognormals: L v^2 (exp(s2) - 1). */
static void sums_have_their_closed_form(void **state)
{
    enum { LENGTH = 7 };
    static const int64_t hours[LENGTH] = {100, 101, 102, 103, 104, 105, 106};
    static const double ones[LENGTH] = {1, 1, 1, 1, 1, 1, 1};
    const struct ar1_fit_error exact = {.observations = INFINITY};
    struct ar1 ar1 = {.phi = 0.62, .variance = 1e-10};
    struct ar1_sum sum = sum_of(hours, ones, LENGTH);
    double expected = LENGTH;
    (void)state;
    for (int k = 1; k < LENGTH; ++k) {
        expected += 2.0 * (LENGTH - k) * pow(ar1.phi, k);
    }
    /* exp(g) - 1 = g up to 1e-10 */
    check_close(ar1_covariance(&ar1, &exact, &sum, &sum).covariance, 1e-10 * expected, 1e-9);
    ar1 = (struct ar1){.phi = 0.0, .variance = 0.37};
    check_close(ar1_covariance(&ar1, &exact, &sum, &sum).covariance, LENGTH * expm1(0.37), 1e-14);
}

/* Expected: closed forms. A mean over n weeks adds 1/n; a trend its variance times distances. */
static void the_error_of_the_fit_adds_to_it(void **state)
{
    static const int64_t early[] = {10};
    static const int64_t late[] = {250};
    static const double early_volume[] = {3.0};
    static const double late_volume[] = {5.0};
    const struct ar1 ar1 = {.phi = 0.9, .variance = 0.04};
    struct ar1_fit_error fit_error = {.observations = 4.0};
    struct ar1_sum a = sum_of(early, early_volume, 1);
    struct ar1_sum b = sum_of(late, late_volume, 1);
    (void)state;
    check_close(ar1_covariance(&ar1, &fit_error, &a, &a).covariance, 9.0 * expm1(0.04 * 1.25),
                1e-14);
    fit_error.trend_variance = 1e-6;
    fit_error.centre_hours = 110.0;
    double covariance = 0.04 * 1.25 * pow(0.9, 240.0) + 1e-6 * -100.0 * 140.0;
    check_close(ar1_covariance(&ar1, &fit_error, &a, &b).covariance, 15.0 * expm1(covariance),
                1e-13);
}

/* Expected: the difference quotient of the covariance, with the innovations' variance held. */
static void the_slope_is_that_of_the_covariance(void **state)
{
    static const int64_t hours[] = {100, 101, 104, 109};
    static const double volumes[] = {3.1, 4.7, 2.9, 5.3};
    const struct ar1_fit_error fit_error = {.observations = 3.0};
    struct ar1_sum a = sum_of(hours, volumes, 3);
    struct ar1_sum b = sum_of(hours + 2, volumes + 2, 2);
    const double innovation = 0.013;
    const double step = 1e-5;
    (void)state;
    for (double phi = -0.81; phi < 0.95; phi += 0.27) {
        double at[3];
        double slope = 0.0;
        for (int i = 0; i < 3; ++i) {
            double moved = phi + (i - 1) * step;
            struct ar1 ar1 = {.phi = moved, .variance = innovation / (1.0 - moved * moved)};
            struct ar1_moment moment = ar1_covariance(&ar1, &fit_error, &a, &b);
            at[i] = moment.covariance;
            slope = i == 1 ? moment.slope : slope;
        }
        check_near(slope, (at[2] - at[0]) / (2.0 * step), 1e-6 * fabs(at[1]) + 1e-8);
    }
}

/* Expected: closed form. Hours 0 to 4 about 2 have a sum of squares of 10. */
static void the_trend_has_the_long_run_variance(void **state)
{
    static const int64_t hours[] = {0, 1, 2, 3, 4, 9};
    static const double residuals[] = {0.1, 0.1, 0.1, 0.1, 0.1, NAN};
    const struct ar1 ar1 = {.phi = 0.5, .variance = 0.02};
    (void)state;
    check_close(ar1_trend_variance(&ar1, hours, residuals, 6, 2.0), 0.02 * 3.0 / 10.0, 1e-15);
}

/* Expected: by hand. Blocks of two neighbours, 1 + 3 and 2 - 5; what a gap or a dropped value
 * leaves alone is none. An AR(1) gives each the variance 2 * (1 - 1/4) * (2 + 2 phi). */
static void blocks_have_their_dispersion(void **state)
{
    static const int64_t hours[] = {10, 11, 12, 13, 14, 15, 16, 20, 21};
    static const double residuals[] = {1.0, 3.0, 2.0, -5.0, 5.0, NAN, 6.0, 7.0, NAN};
    const struct ar1 white = {.phi = 0.0, .variance = 2.0};
    const struct ar1 red = {.phi = 0.5, .variance = 2.0};
    (void)state;
    check_close(ar1_block_dispersion(&white, hours, residuals, 9, 2, 4.0), sqrt(12.5 / 3.0), 1e-15);
    check_close(ar1_block_dispersion(&red, hours, residuals, 9, 2, 4.0), sqrt(12.5 / 4.5), 1e-15);
    const struct ar1 faint = {.phi = 0.0, .variance = 0.002};
    check_close(ar1_block_dispersion(&faint, hours, residuals, 2, 2, 4.0), sqrt(16.0 / 0.003),
                1e-14);
    assert_true(isnan(ar1_block_dispersion(&red, hours, residuals, 9, 6, 4.0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_three_residuals_by_hand),
        cmocka_unit_test(the_first_hour_follows_none),
        cmocka_unit_test(gaps_make_no_pairs),
        cmocka_unit_test(without_residuals_there_is_no_variance),
        cmocka_unit_test(recovers_a_known_autoregression),
        cmocka_unit_test(phi_of_short_series_is_not_biased),
        cmocka_unit_test(sums_have_their_closed_form),
        cmocka_unit_test(the_slope_is_that_of_the_covariance),
        cmocka_unit_test(the_error_of_the_fit_adds_to_it),
        cmocka_unit_test(blocks_have_their_dispersion),
        cmocka_unit_test(the_trend_has_the_long_run_variance),
    };
    return cmocka_run_group_tests_name("ar1", tests, NULL, NULL);
}
