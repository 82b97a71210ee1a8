/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/quantile_search: against the closed inverses of distributions with light and heavy tails.
 */
#include "stats/quantile_search.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include "check.h"

static double uniform(double y, void *of)
{
    (void)of;
    return fmin(fmax(y, 0), 1);
}

static double exponential(double y, void *of)
{
    (void)of;
    return y > 0 ? -expm1(-y) : 0;
}

static double cauchy(double y, void *of)
{
    (void)of;
    return 0.5 + atan(y) / M_PI;
}

/* Half of it about -50, half about 50, nothing between: the density is 0 at the centre. */
static double two_parts(double y, void *of)
{
    (void)of;
    return (uniform(y + 50, of) + uniform(y - 50, of)) / 2;
}

static double failing(double y, void *of)
{
    (void)of;
    return y < 1 ? 0 : NAN;
}

/* Wherever the search begins. */
static void quantiles_are_inverses(void **state)
{
    static const double starts[] = {-3, 0, 0.5, 40};
    static const double widths[] = {0.01, 1, 1000};
    static const double chances[] = {1e-6, 0.05, 0.4, 0.95, 0.999999};
    (void)state;
    for (size_t i = 0; i < 4 * 3 * 5; ++i) {
        const double p = chances[i % 5];
        struct quantile_search search = {uniform, NULL, starts[i / 15], widths[i / 5 % 3]};
        const double tolerance = 2e-12 * search.width + 1e-12;
        double y;
        blackout_error error = {0};
        check_ok(quantile_search(&y, &search, p, &error), &error);
        check_near(y, p, tolerance);
        search.cdf = exponential;
        check_ok(quantile_search(&y, &search, p, &error), &error);
        check_near(y, -log1p(-p), tolerance + 1e-9 * fabs(y)); /* the density is down to 1e-6 */
        search.cdf = cauchy;
        check_ok(quantile_search(&y, &search, p, &error), &error);
        check_near(y, tan(M_PI * (p - 0.5)), tolerance + 1e-9 * fabs(y));
        search.cdf = two_parts;
        check_ok(quantile_search(&y, &search, p, &error), &error);
        check_near(y, p < 0.5 ? 2 * p - 50 : 2 * p - 1 + 50, tolerance);
    }
}

static void what_has_none_is_refused(void **state)
{
    static const double chances[] = {0, 1, -0.1, 1.1, NAN};
    struct quantile_search search = {uniform, NULL, 0, 1};
    double y;
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof chances / sizeof chances[0]; ++i) {
        check_fails(quantile_search(&y, &search, chances[i], &error), BLACKOUT_ERROR_NUMERIC,
                    &error);
        assert_true(isnan(y));
    }
    search.width = 0;
    check_fails(quantile_search(&y, &search, 0.5, &error), BLACKOUT_ERROR_NUMERIC, &error);
    search = (struct quantile_search){failing, NULL, 0, 1};
    check_fails(quantile_search(&y, &search, 0.5, &error), BLACKOUT_ERROR_NUMERIC, &error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_inverses),
        cmocka_unit_test(what_has_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
