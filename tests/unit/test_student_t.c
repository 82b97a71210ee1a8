/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/student_t: distribution function and quantile. */
#include "stats/student_t.h"

#include <string.h>

#include <gsl/gsl_errno.h>

#include "check.h"

static double cdf(double t, double degrees)
{
    blackout_error error;
    double p = NAN;
    check_ok(student_t_cdf(&p, t, degrees, &error), &error);
    return p;
}

static double quantile(double p, double degrees)
{
    blackout_error error;
    double t = NAN;
    check_ok(student_t_quantile(&t, p, degrees, &error), &error);
    return t;
}

/* Expected: mpmath 1.3, the regularised incomplete beta function with 40 digits. Tolerance:
 * rounding of the exponent, and the expansion that GSL has above 30 degrees. */
static void cdf_matches_mpmath(void **state)
{
    (void)state;
    check_close(cdf(-2.385, 7.3), 0.023547055439265117, 1e-12);
    check_close(cdf(0.713, 0.41), 0.64754187084055933, 1e-12);
    check_close(cdf(-6.17, 22.6), 1.4594959267734604e-6, 1e-12);
    check_close(cdf(-11.3, 3.8), 0.0002304648377658465, 1e-12);
    check_close(cdf(1.93, 143.7), 0.97221159633248674, 1e-12);
    check_close(cdf(2.385, 55.2), 0.98973012992900404, 1e-12);
}

/* Above 30 degrees GSL's expansion has 7 digits of the first of these. Expected: as above, with 60
 * digits. */
static void tails_of_many_degrees_keep_their_digits(void **state)
{
    (void)state;
    check_close(cdf(-12, 31), 1.7389634002098702e-13, 1e-12);
    check_close(cdf(-7.713, 38.3), 1.2935817713496801e-9, 1e-12);
    check_close(cdf(-25, 100), 4.1159904485029856e-45, 1e-12);
    check_close(cdf(-11.3, 248), 1.8509942945053194e-24, 1e-12);
    check_close(cdf(-40, 248), 1.8846603777552144e-110, 1e-12);
    check_near(cdf(40, 248), 1, 0);
    check_near(cdf(-1e8, 1e3), 0, 0);
}

/* Expected: mpmath 1.3, root of ln P(-exp(u)) = ln p with 40 digits. Tolerance: that of agreement
 * in P, 1e-10, over the slope of ln P in ln t (1e-20 of 3.3, 1e-6 of 0.41, 1e-100 of 1000, 1e-12
 * of 31 and both of 0.7 degrees are out of GSL's reach). */
static void quantile_matches_mpmath(void **state)
{
    (void)state;
    check_close(quantile(0.0371, 5.3), -2.2188253309713048, 1e-10);
    check_close(quantile(0.0213, 13.7), -2.2352363291148777, 1e-10);
    check_close(quantile(0.9371, 22.6), 1.5896786765705732, 1e-10);
    check_close(quantile(1e-12, 31), -11.200207192884789, 1e-11);
    check_close(quantile(1e-12, 60.0), -8.8180447629200671, 1e-11);
    check_close(quantile(1e-20, 3.3), -1289831.459385218, 1e-10);
    check_close(quantile(1e-6, 0.41), -28965840533803.186, 1e-9);
    check_close(quantile(1e-100, 1000.0), -23.930617087826443, 1e-11);
    check_close(quantile(0.45, 0.7), -0.17170314599584962, 1e-9);
    check_close(quantile(0.4, 0.7), -0.35603136523468031, 1e-9);
}

/* Expected: closed form. One degree: t = -cot(pi p). Two: t = (2p - 1) sqrt(2 / (4 p (1 - p))). */
static void quantile_matches_closed_forms(void **state)
{
    static const double ps[] = {1e-20, 1e-9, 0.000237, 0.0371, 0.2385, 0.4871, 0.6113, 0.9773};
    (void)state;
    for (size_t i = 0; i < sizeof ps / sizeof ps[0]; ++i) {
        double p = ps[i];
        check_close(quantile(p, 1.0), -1.0 / tan(acos(-1.0) * p), 1e-9);
        check_close(quantile(p, 2.0), (2.0 * p - 1.0) / sqrt(2.0 * p * (1.0 - p)), 1e-9);
    }
}

/* Expected: P(quantile(p)) = p and quantile(1 - p) = -quantile(p), over degrees and probabilities
 * none of which may fail or hang. Tolerance: the module's own agreement. */
static void quantile_inverts_the_cdf(void **state)
{
    (void)state;
    for (double degrees = 0.5137; degrees < 2e6; degrees *= 1.713) {
        for (double p = 1.37e-9; p < 0.5; p *= 1.911) {
            double t = quantile(p, degrees);
            check_close(cdf(t, degrees), p, 1e-10);
            check_near(quantile(1.0 - p, degrees), -quantile(1.0 - (1.0 - p), degrees), 0.0);
        }
    }
    check_near(quantile(0.5, 3.7), 0.0, 0.0);
    assert_true(quantile(nextafter(0.5, 0.0), 3.7) < 0.0);
}

static void refuses_bad_arguments(void **state)
{
    static const double bad_degrees[] = {0.0, -2.5, NAN, INFINITY, -INFINITY};
    static const double bad_p[] = {0.0, 1.0, -0.1, 1.1, NAN, INFINITY, -INFINITY};
    static const double bad_t[] = {NAN, INFINITY, -INFINITY};
    blackout_error error;
    double value = 0.0;
    (void)state;
    for (size_t i = 0; i < sizeof bad_degrees / sizeof bad_degrees[0]; ++i) {
        check_fails(student_t_cdf(&value, 0.3, bad_degrees[i], &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_true(isnan(value));
        check_fails(student_t_quantile(&value, 0.3, bad_degrees[i], &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_true(isnan(value));
    }
    for (size_t i = 0; i < sizeof bad_p / sizeof bad_p[0]; ++i) {
        check_fails(student_t_quantile(&value, bad_p[i], 3.7, &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_non_null(strstr(error.message, "a number between 0 and 1 is needed"));
    }
    for (size_t i = 0; i < sizeof bad_t / sizeof bad_t[0]; ++i) {
        check_fails(student_t_cdf(&value, bad_t[i], 3.7, &error), BLACKOUT_ERROR_NUMERIC, &error);
    }
}

/* With 0.01 degrees the quantile at 1e-6 is about 1e570. */
static void says_when_a_quantile_is_beyond_the_doubles(void **state)
{
    blackout_error error;
    double t = 0.0;
    (void)state;
    check_fails(student_t_quantile(&t, 1e-6, 0.01, &error), BLACKOUT_ERROR_NUMERIC, &error);
    assert_true(isnan(t));
}

/* Expected: scipy.stats.t (SciPy 1.10); t / sqrt(2 + t^2) / 2 + 1/2 of 2 degrees; both ends. */
static void even_degrees_have_a_closed_form(void **state)
{
    (void)state;
    check_near(student_t_cdf_even(-2.385, 2), 0.5 - 2.385 / sqrt(2 + 2.385 * 2.385) / 2, 2e-16);
    check_near(student_t_cdf_even(0.713, 4), 0.7423832027207897, 1e-15);
    check_near(student_t_cdf_even(-6.17, 22), 1.6419934482336086e-06, 1e-15);
    check_near(student_t_cdf_even(1.93, 64), 0.9709794315256431, 1e-15);
    check_near(student_t_cdf_even(-11.3, 64), 3.433063119022769e-17, 1e-15);
    check_near(student_t_cdf_even(INFINITY, 8), 1, 0);
    check_near(student_t_cdf_even(-INFINITY, 8), 0, 0);
    check_near(student_t_cdf_even(0, 64), 0.5, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cdf_matches_mpmath),
        cmocka_unit_test(tails_of_many_degrees_keep_their_digits),
        cmocka_unit_test(quantile_matches_mpmath),
        cmocka_unit_test(quantile_matches_closed_forms),
        cmocka_unit_test(quantile_inverts_the_cdf),
        cmocka_unit_test(refuses_bad_arguments),
        cmocka_unit_test(even_degrees_have_a_closed_form),
        cmocka_unit_test(says_when_a_quantile_is_beyond_the_doubles),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests_name("student_t", tests, NULL, NULL);
}
