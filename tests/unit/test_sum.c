/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/sum: compensated sums and R-7 quantiles. */
#include "core/sum.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "random.h"

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

/* Expected: (2^27 + 1)^2 = 2^54 + 2^28 + 1, of which a double has all but the 1. */
static void keeps_what_a_product_rounds_off(void **state)
{
    struct sum sum = {0};
    (void)state;
    sum_add_product(&sum, 0x1p27 + 1, 0x1p27 + 1);
    sum_add(&sum, -0x1p54);
    sum_add(&sum, -0x1p28);
    check_near(sum_value(&sum), 1, 0);
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

/* Expected: by hand, p (n - 1) = 1.48 and 4. */
static void a_quantile_lies_between_two_values(void **state)
{
    struct quantile_place place = quantile_place_r7(5, 0.37);
    (void)state;
    assert_int_equal(place.below, 1);
    check_near(place.part, 0.48, 1e-15);
    place = quantile_place_r7(5, 1);
    assert_int_equal(place.below, 4);
    check_near(place.part, 0, 0);
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
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* `count` values of which `kinds` are different at most: ties of every kind. */
static void fill(double *values, size_t count, size_t kinds, uint64_t *seed)
{
    for (size_t i = 0; i < count; ++i) {
        values[i] = kinds == 0 ? random_between(seed, -3.7, 11.9)
                               : 0.59375 * (double)random_below(seed, kinds) - 1.375;
    }
}

static void check_quantiles(const double *values, size_t count)
{
    static const double levels[] = {0, 0.05, 0.25, 0.25, 0.5, 0.713, 0.95, 0.9999, 1};
    enum { LEVELS = sizeof levels / sizeof levels[0], MOST = 1100 };
    double sorted[MOST];
    double shuffled[MOST];
    double quantiles[LEVELS];
    memcpy(sorted, values, count * sizeof *sorted);
    memcpy(shuffled, values, count * sizeof *shuffled);
    qsort(sorted, count, sizeof *sorted, ascending);
    quantiles_r7(quantiles, shuffled, count, levels, LEVELS);
    for (int q = 0; q < LEVELS; ++q) {
        check_near(quantiles[q], quantile_r7(sorted, count, levels[q]), 0.0);
    }
    qsort(shuffled, count, sizeof *shuffled, ascending);
    assert_memory_equal(shuffled, sorted, count * sizeof *sorted); /* reordered, nothing lost */
}

/* Expected: the quantiles of the sorted array, to the last bit. All sizes to 160, then some larger;
 * without ties, with some, and with hardly anything else. */
static void quantiles_without_sorting(void **state)
{
    static const size_t kinds[] = {0, 1, 2, 3, 7, 40};
    double values[1100];
    uint64_t seed = 2385;
    (void)state;
    for (size_t count = 1; count <= 1100; count += count < 160 ? 1 : 157) {
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; ++k) {
            fill(values, count, kinds[k], &seed);
            check_quantiles(values, count);
            qsort(values, count, sizeof *values, ascending); /* what is sorted already, too */
            check_quantiles(values, count);
        }
    }
}

/* Descending, sawtooth and organ pipe: orders that make a bad pivot slow or wrong. */
static void quantiles_of_awkward_orders(void **state)
{
    double values[3][513];
    (void)state;
    for (size_t i = 0; i < 513; ++i) {
        values[0][i] = 513.25 - (double)i;
        values[1][i] = (double)(i % 8) + 0.125;
        values[2][i] = (double)(i < 257 ? i : 512 - i);
    }
    for (int i = 0; i < 3; ++i) {
        check_quantiles(values[i], 513);
    }
}

static void sorts_in_ascending_order(void **state)
{
    double values[] = {2.385, -713.0, 0.25, 2.385, -0.5};
    static const double sorted[] = {-713.0, -0.5, 0.25, 2.385, 2.385};
    (void)state;
    sort_ascending(values, 5);
    assert_memory_equal(values, sorted, sizeof sorted);
    sort_ascending(NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_a_large_term_hides),
        cmocka_unit_test(keeps_many_small_terms),
        cmocka_unit_test(keeps_what_a_product_rounds_off),
        cmocka_unit_test(quantiles_are_those_of_r),
        cmocka_unit_test(a_quantile_lies_between_two_values),
        cmocka_unit_test(medians_of_any_order),
        cmocka_unit_test(quantiles_without_sorting),
        cmocka_unit_test(quantiles_of_awkward_orders),
        cmocka_unit_test(sorts_in_ascending_order),
    };
    return cmocka_run_group_tests_name("sum", tests, NULL, NULL);
}
