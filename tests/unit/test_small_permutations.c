/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/random: permutations of few are as random as those of many. */
#include "uncertainty/random.h"

#include "check.h"

/* Expected: each of the 120 orders of five equally likely over streams: chi-square with 119 degrees
 * of freedom, 99.9 % point 172.4 (GSL). */
static void orders_of_five(void **state)
{
    enum { STREAMS = 60000, SIZE = 5, ORDERS = 120, CODES = 625 };
    size_t counts[CODES] = {0}; /* by the places of the first four in base 5 */
    double statistic = 0;
    (void)state;
    for (uint64_t stream = 0; stream < STREAMS; ++stream) {
        size_t code = 0;
        for (uint64_t i = 0; i + 1 < SIZE; ++i) {
            code = SIZE * code + random_permutation(2, 64 * stream, SIZE, i);
        }
        ++counts[code];
    }
    for (int i = 0; i < CODES; ++i) {
        double off = (double)counts[i] - (double)STREAMS / ORDERS;
        statistic += counts[i] > 0 ? off * off / ((double)STREAMS / ORDERS) : 0;
    }
    print_message("chi-square %.1f, at most 172.4\n", statistic);
    assert_true(statistic < 172.4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_of_five),
    };
    return cmocka_run_group_tests_name("small_permutations", tests, NULL, NULL);
}
