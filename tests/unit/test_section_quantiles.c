/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/section_quantiles: the same bits as a selection in each part alone (core/sum.h,
 * quantiles_r7(), which test_sum compares with sorted values), whatever the values are like. */
#include "uncertainty/section_quantiles.h"

#include <string.h>

#include "check.h"
#include "core/sum.h"
#include "random.h"

enum { MOST = 6000, LEVELS = 5 };
static const double levels[LEVELS] = {0.05, 0.25, 0.5, 0.75, 0.95};

static double values[MOST];
static double kept[MOST];
static double scratch[MOST];

static void check_parts(size_t count, size_t sections)
{
    double found[(SECTION_MOST + 1) * LEVELS];
    double expected[LEVELS];
    memcpy(kept, values, sizeof kept);
    section_quantiles(found, values, count, sections, levels, LEVELS, scratch);
    assert_memory_equal(values, kept, sizeof kept);
    for (size_t part = 0; part <= sections; ++part) {
        size_t used = 0;
        for (size_t k = part > 0 ? part - 1 : 0; k<count; k += part> 0 ? sections : 1) {
            scratch[used++] = values[k];
        }
        quantiles_r7(expected, scratch, used, levels, LEVELS);
        for (size_t i = 0; i < LEVELS; ++i) {
            assert_memory_equal(&found[part * LEVELS + i], &expected[i], sizeof *expected);
        }
    }
}

static double of_any_sign(double u)
{
    return 3.7e6 * (u - 0.41);
}

static double lognormal(double u)
{
    return exp(17.3 + 2.4 * (u - 0.5) / (0.02 + u * (1 - u)));
}

static double below_zero(double u)
{
    return -lognormal(u);
}

static double mostly_zero(double u)
{
    return u < 0.62 ? (u < 0.3 ? -0.0 : 0.0) : lognormal(u);
}

static double of_few_sizes(double u)
{
    return 0.125 * floor(u * 7) + 2.5;
}

static double equal(double u)
{
    (void)u;
    return 118066048.0262954;
}

static double equal_but_for_some(double u)
{
    return u < 0.999 ? 1e-7 : 1e300;
}

/* Some 50,000 neighbours of 1: of fewer bits than a bin has a number. */
static double near_each_other(double u)
{
    return 1 + floor(u * 5e4) * 0x1p-52;
}

static double of_all_doubles(double u)
{
    return (u < 0.5 ? -1 : 1) * exp(1400 * (u - 0.5));
}

static double beyond_doubles(double u)
{
    return (u < 0.5 ? -1.7e308 : 1.7e308) * u;
}

static double next_to_each_other(double u)
{
    return 1 + floor(u * 5) * 0x1p-52;
}

static double denormal(double u)
{
    return floor(u * 2000) * 0x1p-1074;
}

static void each_part_has_its_own(void **state)
{
    static double (*const makers[])(double) = {of_any_sign,        lognormal,       below_zero,
                                               mostly_zero,        of_few_sizes,    equal,
                                               equal_but_for_some, of_all_doubles,  beyond_doubles,
                                               next_to_each_other, near_each_other, denormal};
    static const size_t counts[] = {1, 2, 17, 1023, 1024, 1031, MOST};
    static const size_t sections[] = {1, 3, 8, SECTION_MOST};
    uint64_t seed = 20261129;
    (void)state;
    for (size_t m = 0; m < sizeof makers / sizeof makers[0]; ++m) {
        for (size_t k = 0; k < MOST; ++k) {
            values[k] = makers[m](random_between(&seed, 0, 1));
        }
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; ++c) {
            for (size_t s = 0; s < sizeof sections / sizeof sections[0]; ++s) {
                if (sections[s] <= counts[c]) {
                    check_parts(counts[c], sections[s]);
                }
            }
        }
    }
}

/* Values that ascend, and those of a sequence whose sections are of quite other sizes. */
static void orders_do_not_matter(void **state)
{
    (void)state;
    for (size_t k = 0; k < MOST; ++k) {
        values[k] = 1e3 + (double)k * 0.37;
    }
    check_parts(MOST, 8);
    for (size_t k = 0; k < MOST; ++k) {
        values[k] = (double)(k % 8) * 1e6 + (double)(k * 7919 % MOST);
    }
    check_parts(MOST, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_has_its_own),
        cmocka_unit_test(orders_do_not_matter),
    };
    return cmocka_run_group_tests_name("section_quantiles", tests, NULL, NULL);
}
