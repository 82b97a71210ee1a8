/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/statistics: moments, R-7 quantiles, and a standard error from replicates. Tolerances
 * are a few roundings. */
#include "uncertainty/statistics.h"

#include <string.h>

#include "check.h"
#include "random.h"

/* Expected, by hand: values 4 + k^2/8, k = 0..6, in disorder. Sum of k^2 91: mean 4 + 91/56
 * = 5.625; sum of k^4 2275: variance (2275 - 91^2/7) / 64 / 6 = 1092 / 384 = 2.84375. Quantiles at
 * 6 p: 0.3, 1.5, 3, 4.5, 5.7 of the sorted 4, 4.125, 4.5, 5.125, 6, 7.125, 8.5. */
static void figures_by_hand(void **state)
{
    static const double values[] = {7.125, 4, 5.125, 8.5, 4.125, 6, 4.5};
    double kept[7];
    double scratch[7];
    struct statistics s;
    (void)state;
    memcpy(kept, values, sizeof kept);
    statistics_of(&s, kept, 7, 1, scratch);
    assert_memory_equal(kept, values, sizeof kept); /* the values themselves stay in order */
    assert_true(s.sampled);
    check_close(s.mean, 5.625, 1e-15);
    check_close(s.sd, sqrt(2.84375), 1e-15);
    check_close(s.p5, 4.0375, 1e-15);
    check_close(s.p25, 4.3125, 1e-15);
    check_close(s.p50, 5.125, 1e-15);
    check_close(s.p75, 6.5625, 1e-15);
    check_close(s.p95, 8.0875, 1e-15);
    check_near(s.se, 0, 0.0); /* one replicate tells nothing */
    check_near(s.se_p5, 0, 0.0);
    check_near(s.se_p95, 0, 0.0);
}

/* Expected, by hand: replicates 0 (2, 4, 9), 1 (3, 5, 7), 2 (1, 1) have means 5, 5, 1; their mean
 * is 11/3, their sum of squares 2 (4/3)^2 + (8/3)^2 = 32/3; error sqrt(32/3 / (3 * 2)) = 4/3. */
static void errors_come_from_replicates(void **state)
{
    static const double values[] = {2, 3, 1, 4, 5, 1, 9, 7};
    double scratch[8];
    struct statistics s;
    (void)state;
    statistics_of(&s, values, 8, 3, scratch);
    check_close(s.se, 4.0 / 3, 1e-15);
    check_close(s.mean, 4.0, 1e-15);
}

/* Expected, by hand: 2, 3, 7 are a replicate each, and five of the eight are empty; squares about
 * their mean of 4 are 4 + 1 + 9 = 14; error sqrt(14 / (3 * 2)). */
static void empty_replicates_do_not_count(void **state)
{
    static const double values[] = {2, 3, 7};
    double scratch[3];
    struct statistics s;
    (void)state;
    statistics_of(&s, values, 3, 8, scratch);
    check_close(s.se, sqrt(14.0 / 6), 1e-15);
}

/* Expected, by numpy 1.24 (median, quantile of type 7) of w[r::4], its w the values below, and of
 * all: the root of the sum of squared differences over 4 * 3. */
static void errors_of_quantiles_come_from_replicates(void **state)
{
    double values[44];
    double scratch[44];
    struct statistics s;
    (void)state;
    for (int k = 0; k < 44; ++k) {
        values[k] = 0.125 * (k * k * 37 % 101) - 3.25;
    }
    statistics_of(&s, values, 44, 4, scratch);
    check_close(s.p5, -2.60625, 1e-15);
    check_close(s.se_p5, 0.6367540570476695, 1e-14);
    check_close(s.se_p25, 1.0727143822254521, 1e-14);
    check_close(s.se_p50, 1.0364452469860626, 1e-14);
    check_close(s.se_p75, 0.8328774794850281, 1e-14);
    check_close(s.se_p95, 0.5766620002219668, 1e-14);
}

/* Of independent uniform draws the standard error of a quantile is sqrt(p (1 - p) / n). Of 200 sets
 * the mean of the squared errors, each of 7 degrees of freedom, has a relative standard error of
 * sqrt(2 / 7 / 200) = 3.8 %, and sections of 1,000 draws are biased by 2 %: within 12 %. */
static void errors_of_quantiles_of_independent_draws(void **state)
{
    enum { SETS = 200, DRAWS = 8000, SECTIONS = 8 };
    static double values[DRAWS];
    static double scratch[DRAWS];
    uint64_t seed = 2385;
    double low = 0;
    double middle = 0;
    double high = 0;
    struct statistics s;
    (void)state;
    for (int set = 0; set < SETS; ++set) {
        for (int k = 0; k < DRAWS; ++k) {
            values[k] = random_between(&seed, 0, 1);
        }
        statistics_of(&s, values, DRAWS, SECTIONS, scratch);
        low += s.se_p5 * s.se_p5 / SETS;
        middle += s.se_p50 * s.se_p50 / SETS;
        high += s.se_p95 * s.se_p95 / SETS;
    }
    check_close(low, 0.05 * 0.95 / DRAWS, 0.12);
    check_close(middle, 0.25 / DRAWS, 0.12);
    check_close(high, 0.05 * 0.95 / DRAWS, 0.12);
}

/* As many replicates as a row of lanes has, in whole rows and broken ones. Expected: by hand;
 * replicate r has r + 8 k, k = 0 .. 4 or 3: sums 5 r + 80 and 4 r + 48 by those that the last row
 * has. */
static void a_row_of_replicates_is_summed_whole(void **state)
{
    enum { COUNT = 36 };
    double values[COUNT];
    double scratch[COUNT];
    struct statistics s;
    double squares = 0;
    (void)state;
    for (int k = 0; k < COUNT; ++k) {
        values[k] = k;
    }
    for (int r = 0; r < 8; ++r) {
        const double mean = r < 4 ? r + 16 : r + 12;
        squares += (mean - 17.5) * (mean - 17.5);
    }
    statistics_of(&s, values, COUNT, 8, scratch);
    check_close(s.mean, 17.5, 1e-15);
    check_close(s.sd, sqrt((COUNT * COUNT - 1) / 12.0 * COUNT / (COUNT - 1)), 1e-15);
    check_close(s.se, sqrt(squares / (8 * 7)), 1e-14);
}

/* Replicates that agree leave no error, however much the samples differ. */
static void equal_replicates_have_no_error(void **state)
{
    double values[64];
    double scratch[64];
    struct statistics s;
    (void)state;
    for (int k = 0; k < 64; ++k) {
        values[k] = 0.375 * (k / 16) - 7.25;
    }
    statistics_of(&s, values, 64, 16, scratch);
    check_near(s.se, 0, 0.0);
    assert_true(s.sd > 0.4);
}

/* Expected: a value that never varies has no spread, and is all its quantiles. */
static void constants(void **state)
{
    double values[48];
    double scratch[48];
    struct statistics s;
    (void)state;
    for (int k = 0; k < 48; ++k) {
        values[k] = 118066048.0262954;
    }
    statistics_of(&s, values, 48, 16, scratch);
    check_close(s.mean, 118066048.0262954, 2.3e-16); /* one rounding */
    check_near(s.sd, 0, 1e-7);
    check_near(s.se, 0, 1e-7);
    check_near(s.p5, 118066048.0262954, 0.0);
    check_near(s.p50, 118066048.0262954, 0.0);
    check_near(s.p95, 118066048.0262954, 0.0);
    check_near(s.se_p5, 0, 0.0);
    check_near(s.se_p50, 0, 0.0);
    statistics_of(&s, values, 1, 16, scratch);
    check_near(s.mean, 118066048.0262954, 0.0);
    check_near(s.sd, 0, 0.0);
    check_near(s.p95, 118066048.0262954, 0.0);
}

/* Expected: a common amount of 2^40 moves mean and quantiles by itself and leaves the spread: a sum
 * of squares less the squared mean would lose it. The values are binary fractions. */
static void large_amounts_hide_no_spread(void **state)
{
    enum { COUNT = 320 };
    double small[COUNT];
    double large[COUNT];
    double scratch[COUNT];
    struct statistics a;
    struct statistics b;
    (void)state;
    for (int k = 0; k < COUNT; ++k) {
        small[k] = 0.03125 * (k * 37 % 101) - 1.5;
        large[k] = small[k] + 0x1p40;
    }
    statistics_of(&a, small, COUNT, 16, scratch);
    statistics_of(&b, large, COUNT, 16, scratch);
    check_near(b.mean - 0x1p40, a.mean, 0x1p-12); /* the mean's own last bit */
    check_close(b.sd, a.sd, 1e-6);
    check_close(b.se, a.se, 1e-2);
    check_near(b.p95 - 0x1p40, a.p95, 0x1p-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_by_hand),
        cmocka_unit_test(errors_come_from_replicates),
        cmocka_unit_test(empty_replicates_do_not_count),
        cmocka_unit_test(errors_of_quantiles_come_from_replicates),
        cmocka_unit_test(errors_of_quantiles_of_independent_draws),
        cmocka_unit_test(a_row_of_replicates_is_summed_whole),
        cmocka_unit_test(equal_replicates_have_no_error),
        cmocka_unit_test(constants),
        cmocka_unit_test(large_amounts_hide_no_spread),
    };
    return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}
