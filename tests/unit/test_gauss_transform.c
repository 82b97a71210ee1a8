/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/gauss_transform: against the sums themselves, place by place. */
#include "stats/gauss_transform.h"

#include <math.h>

#include "check.h"
#include "random.h"

enum { PLACES = 500, SETS = 3 };

struct bench {
    double places[PLACES];
    double charges[SETS][PLACES];
};

/* Places in heaps and far between, as a distribution with long tails has them; charges that are all
 * of a size, that grow with the distance from 0, and that are few. */
static void fill(struct bench *bench)
{
    uint64_t seed = 2385;
    for (size_t i = 0; i < PLACES; ++i) {
        const double u = random_between(&seed, -1, 1);
        bench->places[i] = i % 10 == 3 && i > 0 ? bench->places[i - 1] : 2.5 * u / (1.02 - u * u);
        bench->charges[0][i] = random_between(&seed, 0.5, 1.5);
        bench->charges[1][i] = 1 + pow(bench->places[i], 4);
        bench->charges[2][i] = i % 50 == 7 ? 0.37 : 0;
    }
}

/* Expected: each charge times exp() of its own distance. What is left of the series is 6e-17 of a
 * charge, the rest is rounding. */
static void sums_are_those_of_the_places(void **state)
{
    static const double means[] = {0, 1.37, -8.5, 90};
    static const double sds[] = {0.8, 1.9, 23.5};
    struct bench bench;
    struct arena arena = {0};
    struct gauss_transform transform;
    (void)state;
    fill(&bench);
    assert_true(gauss_transform_make(&transform, &arena, bench.places, PLACES, sds[0], SETS));
    struct lanes *factors = arena_alloc(&arena, gauss_transform_size(&transform), sizeof *factors);
    assert_non_null(factors);
    for (size_t i = 0; i < SETS * (size_t)PLACES; ++i) {
        gauss_transform_add(&transform, i / PLACES, bench.places[i % PLACES],
                            bench.charges[i / PLACES][i % PLACES]);
    }
    for (size_t k = 0; k < sizeof means / sizeof means[0] * sizeof sds / sizeof sds[0]; ++k) {
        const double mean = means[k / 3];
        const double sd = sds[k % 3];
        gauss_transform_factors(factors, &transform, mean, sd);
        for (size_t set = 0; set < SETS; ++set) {
            double expected = 0;
            double charge = 0;
            for (size_t i = 0; i < PLACES; ++i) {
                const double z = (bench.places[i] - mean) / sd;
                expected += bench.charges[set][i] * exp(-z * z / 2);
                charge += bench.charges[set][i];
            }
            check_near(gauss_transform_sum(&transform, set, factors), expected,
                       2e-15 * expected + 1e-16 * charge);
        }
    }
    arena_free(&arena);
}

/* One place has one bin: at it the charge itself, an sd away exp(-1/2) of it. */
static void one_place_is_a_normal_curve(void **state)
{
    const double place = -3.75;
    struct arena arena = {0};
    struct gauss_transform transform;
    struct lanes factors[64];
    (void)state;
    assert_true(gauss_transform_make(&transform, &arena, &place, 1, 0.5, 1));
    assert_in_range(gauss_transform_size(&transform), 1, 64);
    gauss_transform_add(&transform, 0, place, 2.385);
    gauss_transform_factors(factors, &transform, place, 0.5);
    check_close(gauss_transform_sum(&transform, 0, factors), 2.385, 1e-15);
    gauss_transform_factors(factors, &transform, place + 1.25, 1.25);
    check_close(gauss_transform_sum(&transform, 0, factors), 2.385 * exp(-0.5), 1e-15);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_those_of_the_places),
        cmocka_unit_test(one_place_is_a_normal_curve),
    };
    return cmocka_run_group_tests_name("gauss_transform", tests, NULL, NULL);
}
