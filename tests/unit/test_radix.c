/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/radix: against qsort(), of numbers of all sizes, with equal ones among them. */
#include "core/radix.h"

#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "random.h"

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Items of one key keep their order, whichever way it is. */
static void check_order(const struct radix_item *items, size_t count)
{
    for (size_t i = 1; i < count; ++i) {
        assert_true(items[i - 1].key < items[i].key ||
                    (items[i - 1].key == items[i].key && items[i - 1].value < items[i].value));
    }
}

static void as_qsort_does(void **state)
{
    enum { MOST = 3000 };
    static const double widths[] = {1e-310, 1e-9, 1, 40, 1e12, 1e307};
    static const size_t counts[] = {0, 1, 2, 3, 17, 1000, MOST};
    double expected[MOST];
    struct radix_item rising[MOST], falling[MOST], scratch[MOST];
    uint64_t seed = 71;
    (void)state;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; ++c) {
        for (int one_width = 0; one_width < 2; ++one_width) {
            for (size_t i = 0; i < counts[c]; ++i) {
                expected[i] = random_between(&seed, 0, 1) * widths[one_width ? 3 : i % 6];
                expected[i] = i % 7 == 3 ? expected[i - 1] : i % 50 == 11 ? 0 : expected[i];
                rising[i] = (struct radix_item){radix_key(expected[i]), i};
                falling[i] = (struct radix_item){~radix_key(expected[i]), i};
            }
            qsort(expected, counts[c], sizeof *expected, ascending);
            radix_sort(rising, scratch, counts[c]);
            radix_sort(falling, scratch, counts[c]);
            check_order(rising, counts[c]);
            check_order(falling, counts[c]);
            for (size_t i = 0; i < counts[c]; ++i) {
                assert_true(radix_number(rising[i].key) == expected[i]);
                assert_true(radix_number(~falling[counts[c] - 1 - i].key) == expected[i]);
            }
        }
    }
}

/* Keys that differ in some of their bits: those between, above and below are common to all. Each
 * window of bits beside each other, and the ends of a key alone; `above` is added, so that there
 * are carries. */
static void bits_that_differ_are_anywhere(void **state)
{
    enum { COUNT = 257 };
    struct radix_item items[COUNT], scratch[COUNT];
    uint64_t seed = 29;
    (void)state;
    for (unsigned width = 1; width <= 64; width += 7) {
        for (unsigned low = 0; low + width <= 64; ++low) {
            const uint64_t window = (width < 64 ? (UINT64_C(1) << width) - 1 : UINT64_MAX) << low;
            const uint64_t above = low % 3 == 0 ? 0 : random_bits(&seed);
            for (size_t i = 0; i < COUNT; ++i) {
                items[i] = (struct radix_item){above + (random_bits(&seed) & window), i};
            }
            radix_sort(items, scratch, COUNT);
            check_order(items, COUNT);
        }
    }
    for (size_t i = 0; i < COUNT; ++i) {
        items[i] = (struct radix_item){i % 2 == 0 ? UINT64_MAX : i % 4 == 1 ? 0 : 1, i};
    }
    radix_sort(items, scratch, COUNT);
    check_order(items, COUNT);
}

/* Expected: the order of the numbers, -0 before 0. */
static void orders_numbers_of_both_signs(void **state)
{
    static const double ascending_numbers[] = {-1e307, -41.5,  -2.5, -1e-310, -0.0,
                                               0.0,    1e-310, 2.5,  41.5,    1e307};
    (void)state;
    for (size_t i = 1; i < sizeof ascending_numbers / sizeof ascending_numbers[0]; ++i) {
        assert_true(radix_signed_key(ascending_numbers[i - 1]) <
                    radix_signed_key(ascending_numbers[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_qsort_does),
        cmocka_unit_test(bits_that_differ_are_anywhere),
        cmocka_unit_test(orders_numbers_of_both_signs),
    };
    return cmocka_run_group_tests_name("radix", tests, NULL, NULL);
}
