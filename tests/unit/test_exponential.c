/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/exponential: against the C library's function in extended precision, expl(), over all that
 * doubles hold, within the error that the header states; one by one and in lanes the same. */
#include "core/exponential.h"

#include <float.h>

#include "check.h"
#include "random.h"

/* In units of the last digit of the result. */
static double error_of(double found, double x)
{
    long double expected = expl((long double)x);
    int exponent;
    frexpl(expected, &exponent);
    return (double)fabsl(((long double)found - expected) / ldexpl(1, exponent - DBL_MANT_DIG));
}

static void it_is_near_the_extended_one(void **state)
{
    enum { BLOCKS = 40000 };
    static const double widths[] = {700, 40, 3, 0.4, 1e-3, 1e-9};
    uint64_t seed = 17;
    double worst = 0;
    (void)state;
    for (int k = 0; k < BLOCKS; ++k) {
        struct lanes x;
        struct lanes found;
        for (int l = 0; l < LANES; ++l) {
            x.at[l] = random_between(&seed, -1, 1) * widths[k % 6];
        }
        exponentials(&found, &x);
        for (int l = 0; l < LANES; ++l) {
            worst = fmax(worst, error_of(found.at[l], x.at[l]));
            assert_true(found.at[l] == exponential(x.at[l]));
        }
        double pair[2] = {x.at[0], x.at[LANES - 1]};
        exponential_pair(pair);
        assert_true(pair[0] == found.at[0] && pair[1] == found.at[LANES - 1]);
    }
    assert_true(worst < 1);
}

/* Exact at 0, the C library's own where a double's exponent ends. */
static void ends_and_the_middle(void **state)
{
    static const double x[LANES] = {0, -0.0, 709.5, 710, -745, -746, INFINITY, -INFINITY};
    struct lanes lanes;
    struct lanes found;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        lanes.at[l] = x[l];
    }
    exponentials(&found, &lanes);
    for (int l = 0; l < LANES; ++l) {
        assert_true(found.at[l] == exp(x[l]) && exponential(x[l]) == exp(x[l]));
    }
    for (int l = 0; l < LANES; ++l) {
        double pair[2] = {x[l], 1};
        exponential_pair(pair);
        assert_true(pair[0] == exp(x[l]) && pair[1] == exponential(1));
    }
    assert_true(isnan(exponential(NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_near_the_extended_one),
        cmocka_unit_test(ends_and_the_middle),
    };
    return cmocka_run_group_tests_name("exponential", tests, NULL, NULL);
}
