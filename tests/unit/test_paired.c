/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/paired. Expected values: SciPy 1.10, and the definitions of Fieller's interval. */
#include "stats/paired.h"

#include <math.h>

#include "check.h"

enum { N = 9 };
static const double first[N] = {0.22, 1.07, 0.31, 0.48, 0.96, 0.27, 0.73, 0.35, 0.52};
static const double second[N] = {0.41, 1.16, 0.29, 0.66, 0.87, 0.58, 0.79, 0.31, 0.88};

/* Expected: scipy.stats.sem, ttest_rel(second, first) and its confidence_interval(0.9). */
static void a_difference_is_the_paired_t_test(void **state)
{
    double scratch[N];
    blackout_error error = {0};
    struct paired_difference difference;
    (void)state;
    check_close(mean_error_of(second, N).se, 0.0977304178232204, 1e-14);
    check_ok(paired_difference_of(&difference, first, second, N, scratch, &error), &error);
    assert_true(difference.known);
    check_close(difference.of.mean, 0.11555555555555556, 1e-13);
    check_close(difference.of.se, 0.05215125201200593, 1e-13);
    check_close(difference.low, 0.01857779722227071, 1e-9);
    check_close(difference.high, 0.2125333138888404, 1e-9);
    check_close(difference.p, 0.05756000370198969, 1e-9);
}

/* Expected: at either end, mean(first) - r mean(second) is t_0.95(8) = 1.8595480375228424 of its
 * own standard errors from 0. The error to first order is that at the ratio itself. */
static void the_ends_of_a_ratio_are_as_far_as_the_quantile(void **state)
{
    const double t = 1.8595480375228424;
    double scratch[N];
    double rest[N];
    blackout_error error = {0};
    struct paired_ratio ratio;
    (void)state;
    check_ok(paired_ratio_of(&ratio, first, second, N, scratch, &error), &error);
    assert_true(ratio.known);
    check_close(ratio.ratio, 4.91 / 5.95, 1e-14);
    const double ends[] = {ratio.low, ratio.high};
    for (int end = 0; end < 2; ++end) {
        for (int i = 0; i < N; ++i) {
            rest[i] = first[i] - ends[end] * second[i];
        }
        const struct mean_error of = mean_error_of(rest, N);
        check_close(of.mean / of.se, end == 0 ? t : -t, 1e-8);
    }
    for (int i = 0; i < N; ++i) {
        rest[i] = first[i] - ratio.ratio * second[i];
    }
    check_close(ratio.se, mean_error_of(rest, N).se / (5.95 / N), 1e-13);
}

/* The interval holds 1 where the p of the difference is at least 10 %. */
static void ratio_and_difference_agree(void **state)
{
    double scratch[N];
    double moved[N];
    size_t inside = 0;
    (void)state;
    for (int step = -20; step <= 20; ++step) {
        blackout_error error = {0};
        struct paired_ratio ratio;
        struct paired_difference difference;
        for (int i = 0; i < N; ++i) {
            moved[i] = second[i] + 0.02 * step;
        }
        check_ok(paired_ratio_of(&ratio, first, moved, N, scratch, &error), &error);
        check_ok(paired_difference_of(&difference, first, moved, N, scratch, &error), &error);
        assert_true(ratio.known);
        assert_true((difference.p >= 0.1) == (ratio.low <= 1 && ratio.high >= 1));
        inside += difference.p >= 0.1 ? 1 : 0;
    }
    assert_true(inside > 3 && inside < 38);
}

static void too_few_or_equal_cases_say_nothing(void **state)
{
    double scratch[N];
    blackout_error error = {0};
    struct paired_difference difference;
    struct paired_ratio ratio;
    (void)state;
    for (size_t count = 0; count < 2; ++count) {
        check_ok(paired_difference_of(&difference, first, second, count, scratch, &error), &error);
        assert_false(difference.known);
        assert_true(mean_error_of(first, count).se == 0);
    }
    check_ok(paired_ratio_of(&ratio, first, second, 1, scratch, &error), &error);
    assert_false(ratio.known);
    check_ok(paired_difference_of(&difference, first, first, N, scratch, &error), &error);
    assert_false(difference.known);
    double moved[N];
    for (int i = 0; i < N; ++i) {
        moved[i] = first[i] + 0.1; /* which rounds differently for each */
    }
    check_ok(paired_difference_of(&difference, first, moved, N, scratch, &error), &error);
    assert_true(difference.of.se > 0 && difference.of.se < 1e-16);
    assert_false(difference.known);
    /* a mean of `second` that might be 0 leaves the ratio without an end */
    const double wide[] = {0.1, 9, -8};
    check_ok(paired_ratio_of(&ratio, first, wide, 3, scratch, &error), &error);
    assert_false(ratio.known);
    const double nothing[] = {0, 0, 0};
    check_ok(paired_ratio_of(&ratio, first, nothing, 3, scratch, &error), &error);
    assert_false(ratio.known);
}

/* Expected: closed form. Student's t of one degree is Cauchy's: its 95 % point is -cot(pi 0.95),
 * and P(|t| > x) = 1 - 2 atan(x) / pi. What stands behind the two cases is none of them. */
static void two_cases_suffice(void **state)
{
    static const double one[] = {0.5, 0.75, NAN};
    static const double other[] = {2.25, 2.0, NAN};
    const double t = -1 / tan(acos(-1) * 0.95);
    double scratch[2];
    blackout_error error = {0};
    struct paired_difference difference;
    struct paired_ratio ratio;
    (void)state;
    check_ok(paired_difference_of(&difference, one, other, 2, scratch, &error), &error);
    assert_true(difference.known && difference.of.count == 2);
    check_close(difference.of.mean, 1.5, 0);
    check_close(difference.of.se, 0.25, 0);
    check_close(difference.low, 1.5 - 0.25 * t, 1e-9);
    check_close(difference.high, 1.5 + 0.25 * t, 1e-9);
    check_close(difference.p, 1 - 2 * atan(1.5 / 0.25) / acos(-1), 1e-9);
    check_ok(paired_ratio_of(&ratio, one, other, 2, scratch, &error), &error);
    assert_true(ratio.known);
    check_close(ratio.ratio, 1.25 / 4.25, 1e-15);
    check_close(ratio.se, fabs(0.25 + 0.25 * 1.25 / 4.25) / 2 / 2.125, 1e-14);
    const struct mean_error none = mean_error_of(one + 2, 0);
    assert_true(none.count == 0 && none.mean == 0 && none.se == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_is_the_paired_t_test),
        cmocka_unit_test(the_ends_of_a_ratio_are_as_far_as_the_quantile),
        cmocka_unit_test(ratio_and_difference_agree),
        cmocka_unit_test(too_few_or_equal_cases_say_nothing), cmocka_unit_test(two_cases_suffice)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
