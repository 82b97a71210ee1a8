/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/exponential: against the C library's function in extended precision, expl(), over all that
 * doubles hold, within the error that the header states; one by one and in lanes the same. */
#include "core/exponential.h"

#include <float.h>
#include <string.h>

#include "check.h"
#include "random.h"

/* In units of the last digit of the result. */
static double units_between(double found, long double expected)
{
    int exponent;
    frexpl(expected, &exponent);
    return (double)fabsl(((long double)found - expected) / ldexpl(1, exponent - DBL_MANT_DIG));
}

static double error_of(double found, double x)
{
    return units_between(found, expl((long double)x));
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

/* Expected: expm1l() and logl(), within two units and one of the last digit. */
static void less_one_and_logarithms(void **state)
{
    enum { BLOCKS = 20000 };
    static const double widths[] = {699, 40, 3, 0.4, 1e-3, 1e-9};
    uint64_t seed = 23;
    double worst[2] = {0, 0};
    (void)state;
    for (int k = 0; k < BLOCKS; ++k) {
        struct lanes x, found, less, back;
        for (int l = 0; l < LANES; ++l) {
            x.at[l] = random_between(&seed, -1, 1) * widths[k % 6];
        }
        exponentials_less_one(&found, &less, &x);
        logarithms(&back, &found);
        for (int l = 0; l < LANES; ++l) {
            const long double expected[] = {expm1l((long double)x.at[l]),
                                            logl((long double)found.at[l])};
            const double is[] = {less.at[l], back.at[l]};
            assert_true(found.at[l] == exponential(x.at[l]));
            for (int i = 0; i < 2; ++i) {
                worst[i] = fmax(worst[i], units_between(is[i], expected[i]));
            }
        }
    }
    assert_true(worst[0] < 2 && worst[1] < 1);
}

/* What the series do not serve is the C library's, and neighbours do not notice. */
static void what_is_not_normal(void **state)
{
    static const double x[LANES] = {0, 1, INFINITY, -1, 0x1p-1040, 2.5, NAN, 800};
    struct lanes lanes, found, less;
    (void)state;
    memcpy(lanes.at, x, sizeof x);
    logarithms(&found, &lanes);
    assert_true(found.at[0] == -INFINITY && found.at[1] == 0 && found.at[2] == INFINITY);
    assert_true(isnan(found.at[3]) && found.at[4] == log(0x1p-1040) && isnan(found.at[6]));
    exponentials_less_one(&found, &less, &lanes);
    assert_true(less.at[0] == 0 && less.at[2] == INFINITY && less.at[7] == INFINITY);
    assert_true(isnan(less.at[6]) && found.at[5] == exponential(2.5));
    lanes.at[2] = lanes.at[6] = lanes.at[7] = 0.25;
    struct lanes again, less_again;
    exponentials_less_one(&again, &less_again, &lanes);
    for (int l = 0; l < LANES; ++l) {
        const bool same = l != 2 && l != 6 && l != 7;
        assert_true(!same || (again.at[l] == found.at[l] && less_again.at[l] == less.at[l]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_near_the_extended_one),
        cmocka_unit_test(ends_and_the_middle),
        cmocka_unit_test(less_one_and_logarithms),
        cmocka_unit_test(what_is_not_normal),
    };
    return cmocka_run_group_tests_name("exponential", tests, NULL, NULL);
}
