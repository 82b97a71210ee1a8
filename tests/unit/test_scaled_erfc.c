/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/scaled_erfc: against exp(x^2) erfc(x) in the C library's extended precision, and, where
 * that underflows, the asymptotic series (Abramowitz & Stegun 1964, 7.1.23); in units of the last
 * digit.
 */
#include "stats/scaled_erfc.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "check.h"
#include "random.h"

/* From 25 on six terms of the series are right to 1e-19. */
static long double expected_at(long double x)
{
    const long double v = 1 / (2 * x * x);
    const long double far = 1 - v * (1 - 3 * v * (1 - 5 * v * (1 - 7 * v * (1 - 9 * v))));
    return x < 25 ? expl(x * x) * erfcl(x) : far / (x * sqrtl((long double)M_PI));
}

static double units_off(double found, long double expected)
{
    int exponent;
    frexpl(expected, &exponent);
    return (double)fabsl(((long double)found - expected) / ldexpl(1, exponent - DBL_MANT_DIG));
}

static void it_is_near_the_extended_one(void **state)
{
    static const double widths[] = {25, 5, 1, 1e-3, 1e-9, 1e9, 1e150};
    uint64_t seed = 29;
    double worst = 0;
    (void)state;
    for (int k = 0; k < 20000; ++k) {
        struct lanes x, found;
        for (int l = 0; l < LANES; ++l) {
            x.at[l] = random_between(&seed, 0, 1) * widths[k % 7];
        }
        scaled_erfcs(&found, &x);
        for (int l = 0; l < LANES; ++l) {
            worst = fmax(worst, units_off(found.at[l], expected_at(x.at[l])));
        }
    }
    assert_true(worst < 6);
}

/* Values to 17 digits from mpmath 1.3, exp(x^2) erfc(x) with 40 digits. */
static void it_has_known_values(void **state)
{
    static const double x[LANES] = {0, 0.5, 1, 2, 3.75, 10, 30, 1e8};
    static const double expected[LANES] = {1.0,
                                           0.61569034419292587,
                                           0.427583576155807,
                                           0.25539567631050574,
                                           0.14558972127503854,
                                           0.056140992743822586,
                                           0.018795888861416751,
                                           5.6418958354775626e-9};
    struct lanes lanes, found;
    (void)state;
    memcpy(lanes.at, x, sizeof x);
    scaled_erfcs(&found, &lanes);
    for (int l = 0; l < LANES; ++l) {
        check_close(found.at[l], expected[l], 1e-15);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_near_the_extended_one),
        cmocka_unit_test(it_has_known_values),
    };
    return cmocka_run_group_tests_name("scaled_erfc", tests, NULL, NULL);
}
