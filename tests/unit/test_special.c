/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/special: the lower incomplete gamma function. */
#include "stats/special.h"

#include <gsl/gsl_errno.h>

#include "check.h"

/* Expected: mpmath 1.3, gammainc(a, 0, x) with 40 digits. At a = 150.2 and 120.3 P(a,x) is
 * below the smallest double. Tolerance: P and Gamma(a) of GSL, a few 1e-14 each. */
static void matches_mpmath(void **state)
{
    static const struct {
        double a;
        double x;
        double expected;
    } cases[] = {
        {0.37, 1.29, 2.2280687076999729},       {2.385, 0.0713, 0.00073344120754515683},
        {12.75, 9.41, 44553343.31017114},       {0.0081, 3.3, 122.87848580273284},
        {41.6, 87.3, 7.5517104840413396e+48},   {150.2, 0.3, 1.4371983891572349e-81},
        {120.3, 0.01, 2.0674129515293519e-243}, {169.3, 171.8, 6.8913169668781581e+302},
        {1.7, 1234.5, 0.90863873285329044},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_error error;
        double value = 0.0;
        check_ok(special_gamma_lower(&value, cases[i].a, cases[i].x, &error), &error);
        check_close(value, cases[i].expected, 2e-13);
        check_close(special_gamma_lower_value(cases[i].a, cases[i].x), value, 0.0);
    }
}

/* Expected: closed form. gamma(1, x) = 1 - exp(-x); gamma(1/2, x) = sqrt(pi) erf(sqrt(x)). */
static void matches_closed_forms(void **state)
{
    (void)state;
    for (double x = 0.0137; x < 50.0; x *= 1.83) {
        check_close(special_gamma_lower_value(1.0, x), -expm1(-x), 1e-14);
        check_close(special_gamma_lower_value(0.5, x), sqrt(acos(-1.0)) * erf(sqrt(x)), 1e-14);
    }
}

/* Expected: gamma(a+1, x) = a gamma(a, x) - x^a exp(-x) (DLMF 8.8.1). Tolerance: for a <= x + 1 the
 * difference loses at most two digits. */
static void satisfies_the_recurrence(void **state)
{
    (void)state;
    for (double a = 0.213; a < 30.0; a *= 1.37) {
        double x = a + 1.71;
        double next = a * special_gamma_lower_value(a, x) - pow(x, a) * exp(-x);
        check_close(special_gamma_lower_value(a + 1.0, x), next, 1e-12);
    }
}

/* Expected: the limits; gamma(2.385) from mpmath 1.3. */
static void has_its_limits(void **state)
{
    blackout_error error;
    double value = 1.0;
    (void)state;
    check_ok(special_gamma_lower(&value, 2.385, 0.0, &error), &error);
    check_near(value, 0.0, 0.0);
    check_ok(special_gamma_lower(&value, 2.385, INFINITY, &error), &error);
    check_close(value, 1.2301349840677545, 1e-14);
    check_ok(special_gamma_lower(&value, 169.9, 1e-5, &error), &error); /* about 1e-852 */
    check_near(value, 0.0, 0.0);
}

static void refuses_what_has_no_value(void **state)
{
    static const double pairs[][2] = {{0.0, 1.0},  {-1.3, 1.0},     {170.0, 1.0},    {NAN, 1.0},
                                      {1.3, -1.0}, {1.3, NAN},      {INFINITY, 1.0}, {1e-310, 1.0},
                                      {0.0, 0.0},  {1.3, -INFINITY}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; ++i) {
        blackout_error error;
        double value = 0.0;
        check_fails(special_gamma_lower(&value, pairs[i][0], pairs[i][1], &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
        assert_true(isnan(value));
        assert_true(isnan(special_gamma_lower_value(pairs[i][0], pairs[i][1])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_mpmath),
        cmocka_unit_test(matches_closed_forms),
        cmocka_unit_test(satisfies_the_recurrence),
        cmocka_unit_test(has_its_limits),
        cmocka_unit_test(refuses_what_has_no_value),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("special", tests, NULL, NULL);
}
