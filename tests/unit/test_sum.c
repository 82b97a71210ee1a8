/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/sum: compensated sums and R-7 quantiles. */
#include "core/sum.h"

#include "check.h"

/* Expected: the example of Neumaier (1974), exactly 2; a plain sum gives 0. */
static void keeps_what_a_large_term_hides(void **state)
{
    static const double terms[] = {1.0, 1e100, 1.0, -1e100};
    struct sum sum = {0};
    (void)state;
    check_near(sum_value(&sum), 0.0, 0.0);
    for (int i = 0; i < 4; ++i) {
        sum_add(&sum, terms[i]);
    }
    check_near(sum_value(&sum), 2.0, 0.0);
}

/* Expected: n (a + b), each of a and b being a binary fraction, so that the sum is exact. A plain
 * sum from 2^60 loses every b. */
static void keeps_many_small_terms(void **state)
{
    struct sum sum = {0};
    double plain = 0x1p60;
    (void)state;
    sum_add(&sum, 0x1p60);
    for (int i = 0; i < 100000; ++i) {
        sum_add(&sum, 2.375);
        sum_add(&sum, -0.59375);
        plain += 2.375;
        plain += -0.59375;
    }
    sum_add(&sum, -0x1p60);
    check_near(sum_value(&sum), 178125.0, 0.0);
    assert_true(plain - 0x1p60 != 178125.0);
}

/* Expected: R-7 by hand. h = p (n - 1) = 4 p; 0.37: 1.48 -> 2.1 + 0.48 (3.9 - 2.1) = 2.964;
 * 0.9: 3.6 -> 3.9 is x[2], 7.3 is x[3], 11.8 is x[4]: 7.3 + 0.6 * 4.5 = 10. Tolerance: rounding. */
static void quantiles_are_those_of_r(void **state)
{
    static const double x[] = {-1.7, 2.1, 3.9, 7.3, 11.8};
    (void)state;
    check_near(quantile_r7(x, 5, 0.0), -1.7, 0.0);
    check_near(quantile_r7(x, 5, 0.25), 2.1, 0.0);
    check_near(quantile_r7(x, 5, 0.37), 2.964, 1e-14);
    check_near(quantile_r7(x, 5, 0.5), 3.9, 0.0);
    check_near(quantile_r7(x, 5, 0.9), 10.0, 1e-14);
    check_near(quantile_r7(x, 5, 1.0), 11.8, 0.0);
    check_near(quantile_r7(x + 3, 1, 0.713), 7.3, 0.0);
}

/* Expected: by hand; the mean of the two in the middle where the count is even. */
static void medians_of_any_order(void **state)
{
    double odd[] = {9.25, -3.5, 2.385, 11.0, 0.17};
    double even[] = {9.25, -3.5, 2.5, 11.0, 0.125, 3.25};
    double one[] = {-7.3};
    (void)state;
    check_near(median(odd, 5), 2.385, 0.0);
    check_near(median(even, 6), 2.875, 0.0);
    check_near(median(one, 1), -7.3, 0.0);
    for (int i = 1; i < 6; ++i) {
        assert_true(even[i - 1] < even[i]); /* it sorts, as the header says */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_a_large_term_hides),
        cmocka_unit_test(keeps_many_small_terms),
        cmocka_unit_test(quantiles_are_those_of_r),
        cmocka_unit_test(medians_of_any_order),
    };
    return cmocka_run_group_tests_name("sum", tests, NULL, NULL);
}
