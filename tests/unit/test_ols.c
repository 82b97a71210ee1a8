/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/ols: coefficients, (X'X)^-1, refusals. */
#include "stats/ols.h"

#include <string.h>

#include <gsl/gsl_errno.h>

#include "check.h"

enum { DAYS = 8 };

static const double share[DAYS] = {0.01732,  -0.02385, 0.00713,  0.03107,
                                   -0.01469, 0.00291,  -0.00877, 0.02213};
static const double market[DAYS] = {0.00931,  -0.01377, 0.00219, 0.01523,
                                    -0.00631, -0.00417, 0.00133, 0.00871};
static const double peer[DAYS] = {0.01207, -0.02731, 0.01319,  0.02017,
                                  0.00119, -0.01103, -0.00613, 0.01871};

static blackout_status fit_columns(struct ols_fit *fit, const double *a, const double *b,
                                   blackout_error *error)
{
    double x[DAYS * OLS_MOST_TERMS];
    size_t terms = b != NULL ? 3 : 2;
    for (size_t i = 0; i < DAYS; ++i) {
        x[i * terms] = 1;
        x[i * terms + 1] = a[i];
        if (b != NULL) {
            x[i * terms + 2] = b[i];
        }
    }
    struct ols_data data = {DAYS, terms, x, share};
    return ols_estimate(fit, &data, error);
}

/* Expected: tests/event_study/reference.py (normal equations by Gauss-Jordan), Python 3.11.7.
 * Tolerance: the condition of X'X, 1e4, times the rounding of a double. */
static void matches_the_normal_equations(void **state)
{
    blackout_error error;
    struct ols_fit fit;
    (void)state;
    check_ok(fit_columns(&fit, market, NULL, &error), &error);
    check_close(fit.coefficients[0], 0.001196825011913435, 1e-11);
    check_close(fit.coefficients[1], 1.8910063821639382, 1e-11);
    check_close(fit.residual_squares / fit.degrees, 4.8504640132101475e-05, 1e-11);
    check_near(fit.degrees, 6, 0);
    check_close(fit.inverse[0], 0.1288982880622752, 1e-11);
    check_close(fit.inverse[1], -2.490918889632717, 1e-11);
    check_close(fit.inverse[2], -2.490918889632717, 1e-11);
    check_close(fit.inverse[3], 1591.6414630241, 1e-11);
    check_ok(fit_columns(&fit, market, peer, &error), &error);
    check_close(fit.coefficients[1], 1.68793757436565, 1e-11);
    check_close(fit.coefficients[2], 0.12950677340181027, 1e-11);
    check_close(fit.residual_squares / fit.degrees, 5.6917784883525636e-05, 1e-11);
    check_close(fit.inverse[5], -4084.349686337874, 1e-11);
}

/* Expected: closed form. (X'X)^-1 of a line is known, and x'(X'X)^-1 x = 1/T + (x - mean)^2/S. */
static void leverage_is_that_of_a_line(void **state)
{
    blackout_error error;
    struct ols_fit fit;
    double mean = 0;
    double squares = 0;
    (void)state;
    check_ok(fit_columns(&fit, market, NULL, &error), &error);
    for (size_t i = 0; i < DAYS; ++i) {
        mean += market[i] / DAYS;
    }
    for (size_t i = 0; i < DAYS; ++i) {
        squares += (market[i] - mean) * (market[i] - mean);
    }
    const double x[] = {3, 3 * -0.01713};
    double expected = 9.0 / DAYS + 9 * (-0.01713 - mean) * (-0.01713 - mean) / squares;
    check_close(ols_leverage(&fit, x), expected, 1e-11);
    check_close(ols_expected(&fit, x), 3 * fit.coefficients[0] - 3 * 0.01713 * fit.coefficients[1],
                1e-12);
}

/* A line without scatter leaves residuals of the size of rounding, and (X'X)^-1 all the same. */
static void fits_an_exact_line(void **state)
{
    static const double x[] = {1, 2.385, 1, 0.713, 1, -1.377, 1, 5.107};
    static const double y[] = {0.31 - 1.7 * 2.385, 0.31 - 1.7 * 0.713, 0.31 + 1.7 * 1.377,
                               0.31 - 1.7 * 5.107};
    blackout_error error;
    struct ols_fit fit;
    struct ols_data data = {4, 2, x, y};
    (void)state;
    check_ok(ols_estimate(&fit, &data, &error), &error);
    check_close(fit.coefficients[0], 0.31, 1e-13);
    check_close(fit.coefficients[1], -1.7, 1e-13);
    check_near(fit.residual_squares, 0, 1e-28);
    assert_true(fit.inverse[3] > 0);
}

/* Expected: closed form. With x in other units, its coefficient is in 1 / units. */
static void units_of_terms_do_not_matter(void **state)
{
    static const double units[] = {1e-140, 1e-9, 1e9, 1e140};
    blackout_error error;
    struct ols_fit fit;
    struct ols_fit scaled;
    double other[DAYS];
    (void)state;
    check_ok(fit_columns(&fit, market, peer, &error), &error);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; ++u) {
        for (size_t i = 0; i < DAYS; ++i) {
            other[i] = market[i] * units[u];
        }
        check_ok(fit_columns(&scaled, other, peer, &error), &error);
        check_close(scaled.coefficients[0], fit.coefficients[0], 1e-11);
        check_close(scaled.coefficients[1] * units[u], fit.coefficients[1], 1e-12);
        check_close(scaled.inverse[4] * units[u] * units[u], fit.inverse[4], 1e-11);
    }
}

static void refuses_what_has_no_solution(void **state)
{
    static const double nothing[DAYS] = {0};
    static const double constant[DAYS] = {0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
    double bad[DAYS];
    blackout_error error;
    struct ols_fit fit;
    (void)state;
    check_fails(fit_columns(&fit, constant, NULL, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(fit_columns(&fit, market, market, &error), BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(fit_columns(&fit, nothing, market, &error), BLACKOUT_ERROR_NUMERIC, &error);
    for (size_t i = 0; i < DAYS; ++i) {
        bad[i] = i % 2 == 0 ? 1.7e308 : -1.7e308; /* the length of the column is not finite */
    }
    check_fails(fit_columns(&fit, bad, NULL, &error), BLACKOUT_ERROR_NUMERIC, &error);
    for (size_t i = 0; i < DAYS; ++i) {
        bad[i] = i == 3 ? NAN : market[i];
    }
    check_fails(fit_columns(&fit, bad, NULL, &error), BLACKOUT_ERROR_NUMERIC, &error);
    for (size_t i = 0; i < DAYS; ++i) { /* a share, and the last number of all */
        double y[DAYS];
        double x[2 * DAYS];
        for (size_t k = 0; k < DAYS; ++k) {
            y[k] = k == i ? INFINITY : share[k];
            x[2 * k] = 1;
            x[2 * k + 1] = market[k];
        }
        check_fails(ols_estimate(&fit, &(struct ols_data){DAYS, 2, x, y}, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_non_null(strstr(error.message, "not a finite number"));
        x[2 * i + 1] = NAN;
        check_fails(ols_estimate(&fit, &(struct ols_data){DAYS, 2, x, share}, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_non_null(strstr(error.message, "not a finite number"));
    }
    struct ols_data none = {DAYS, 0, market, share};
    check_fails(ols_estimate(&fit, &none, &error), BLACKOUT_ERROR_NUMERIC, &error);
    struct ols_data few = {2, 2, market, share};
    check_fails(ols_estimate(&fit, &few, &error), BLACKOUT_ERROR_NUMERIC, &error);
    struct ols_data many = {DAYS, OLS_MOST_TERMS + 1, market, share};
    check_fails(ols_estimate(&fit, &many, &error), BLACKOUT_ERROR_NUMERIC, &error);
}

/* What stands behind the observations is none of them. */
static void knows_how_many_observations_there_are(void **state)
{
    double x[2 * DAYS + 1];
    double y[DAYS + 1];
    blackout_error error;
    struct ols_fit fit;
    struct ols_fit expected;
    (void)state;
    for (size_t i = 0; i < DAYS; ++i) {
        x[2 * i] = 1;
        x[2 * i + 1] = market[i];
        y[i] = share[i];
    }
    x[(size_t)2 * DAYS] = y[DAYS] = NAN;
    check_ok(ols_estimate(&fit, &(struct ols_data){DAYS, 2, x, y}, &error), &error);
    check_ok(fit_columns(&expected, market, NULL, &error), &error);
    check_close(fit.coefficients[1], expected.coefficients[1], 0);
    check_close(fit.residual_squares, expected.residual_squares, 0);
    for (int k = 2; k < OLS_MOST_TERMS; ++k) {
        fit.coefficients[k] = NAN;
    }
    const double at[] = {1, -0.01713, NAN};
    check_close(ols_expected(&fit, at), fit.coefficients[0] - 0.01713 * fit.coefficients[1], 1e-13);
    assert_true(isfinite(ols_leverage(&fit, at)));
}

/* A slope of 1e340 is no double, though the intercept and (X'X)^-1 are. */
static void refuses_coefficients_that_are_no_doubles(void **state)
{
    double x[2 * DAYS];
    double y[DAYS];
    blackout_error error;
    struct ols_fit fit;
    (void)state;
    for (int order = 0; order < 2; ++order) { /* the slope last, and first */
        for (size_t i = 0; i < DAYS; ++i) {
            x[2 * i + (size_t)order] = 1;
            x[2 * i + 1 - (size_t)order] = market[i] * 1e-140;
            y[i] = share[i] * 1e200;
        }
        check_fails(ols_estimate(&fit, &(struct ols_data){DAYS, 2, x, y}, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_non_null(strstr(error.message, "too large or too small"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_the_normal_equations),
        cmocka_unit_test(leverage_is_that_of_a_line),
        cmocka_unit_test(fits_an_exact_line),
        cmocka_unit_test(units_of_terms_do_not_matter),
        cmocka_unit_test(refuses_what_has_no_solution),
        cmocka_unit_test(knows_how_many_observations_there_are),
        cmocka_unit_test(refuses_coefficients_that_are_no_doubles),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
