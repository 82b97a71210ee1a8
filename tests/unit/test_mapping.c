/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/mapping: exact at its three points. Expected values are closed forms of the methodology's
 * stage 0; tolerances are a few roundings of exp and log. */
#include "core/mapping.h"

#include "check.h"
#include "core/interval.h"
#include "stats/normal.h"

/* The 95 % point of the standard normal distribution (Abramowitz & Stegun, table 26.5). */
static const double z_95 = 1.6448536269514722;

static const double rounding = 4e-15;

static void check_three_points(enum transform transform, double low, double centre, double high)
{
    struct mapping mapping = mapping_of_range(transform, low, centre, high);
    check_close(mapping_value(&mapping, -z_95), low, rounding);
    check_close(mapping_value(&mapping, 0), centre, rounding);
    check_close(mapping_value(&mapping, z_95), high, rounding);
    check_close(mapping_low(&mapping), low, rounding);
    check_close(mapping_high(&mapping), high, rounding);
    double ends[2];
    mapping_ends(&ends[0], &ends[1], &mapping);
    assert_true(ends[0] == mapping_low(&mapping) && ends[1] == mapping_high(&mapping));
    check_near(mapping.centre, centre, 0.0);
}

/* Expected: the table, and GSL's quantile of the ends. Tolerance: that of Wichura's AS 241, 1e-15.
 */
static void the_interval_has_one_score(void **state)
{
    (void)state;
    check_near(mapping_z95, z_95, 0.0);
    check_close(normal_quantile(INTERVAL_HIGH), mapping_z95, 1e-15);
    check_close(normal_quantile(INTERVAL_LOW), -mapping_z95, 1e-15);
    check_near(INTERVAL_HIGH - INTERVAL_LOW, INTERVAL_LEVEL, 2e-16);
}

static void transforms_have_no_ends(void **state)
{
    static const double values[] = {-0.5, 0, 0.3, 1, 2.385};
    static const bool log_has[] = {false, false, true, true, true};
    static const bool logit_has[] = {false, false, true, false, false};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; ++i) {
        assert_int_equal(transform_has(TRANSFORM_LOG, values[i]), log_has[i]);
        assert_int_equal(transform_has(TRANSFORM_LOGIT, values[i]), logit_has[i]);
        assert_false(transform_has(TRANSFORM_NONE, values[i]));
    }
}

/* Expected: what was asked for, on either side a slope of its own. */
static void ranges_are_exact_at_three_points(void **state)
{
    (void)state;
    check_three_points(TRANSFORM_LOG, 1.7, 2.385, 11.3);
    check_three_points(TRANSFORM_LOG, 4.2e9, 4.4e10, 4.5e10);
    check_three_points(TRANSFORM_LOG, 3.1e-7, 5.4e-5, 1.7e-4);
    check_three_points(TRANSFORM_LOGIT, 0.02, 0.1, 0.25);
    check_three_points(TRANSFORM_LOGIT, 0.31, 0.87, 0.993);
    check_three_points(TRANSFORM_LOGIT, 1e-6, 3e-6, 0.75);
}

/* Expected at z = 1.2 and -0.7: exp(ln c + z (ln hi - ln c) / z95), and the same with the logit. */
static void between_the_points_it_is_linear_under_the_transform(void **state)
{
    const struct mapping amount = mapping_of_range(TRANSFORM_LOG, 2.0, 3.5, 9.25);
    const struct mapping share = mapping_of_range(TRANSFORM_LOGIT, 0.2, 0.45, 0.6);
    const double odds = 0.45 / 0.55;
    (void)state;
    check_close(mapping_value(&amount, 1.2), 3.5 * pow(9.25 / 3.5, 1.2 / z_95), rounding);
    check_close(mapping_value(&amount, -0.7), 3.5 * pow(2.0 / 3.5, 0.7 / z_95), rounding);
    double up = odds * pow(1.5 / odds, 1.2 / z_95);    /* 0.6 / 0.4 */
    double down = odds * pow(0.25 / odds, 0.7 / z_95); /* 0.2 / 0.8 */
    check_close(mapping_value(&share, 1.2), up / (1 + up), rounding);
    check_close(mapping_value(&share, -0.7), down / (1 + down), rounding);
}

static void check_constant(struct mapping mapping, double value)
{
    static const double scores[] = {-9, -1.1, 0, 0.3, 9};
    assert_int_equal(mapping.transform, TRANSFORM_NONE);
    for (int i = 0; i < 5; ++i) {
        check_near(mapping_value(&mapping, scores[i]), value, 0.0);
    }
    check_near(mapping_low(&mapping), value, 0.0);
    check_near(mapping_high(&mapping), value, 0.0);
}

/* Expected: the centre whatever the score. */
static void certain_values_do_not_vary(void **state)
{
    (void)state;
    check_constant(mapping_certain(2.385), 2.385);
    check_constant(mapping_of_range(TRANSFORM_LOG, 0, 0, 0), 0);
    check_constant(mapping_of_range(TRANSFORM_LOGIT, 0.4, 1, 1), 1);
    check_constant(mapping_of_range(TRANSFORM_LOGIT, 0, 0, 0.3), 0);
    check_constant(mapping_of_range(TRANSFORM_LOG, 7.5, 7.5, 7.5), 7.5);
    check_constant(mapping_of_spread(TRANSFORM_LOG, 0, 0.4), 0);
    check_constant(mapping_of_spread(TRANSFORM_LOGIT, 1, 0.4), 1);
    check_constant(mapping_of_spread(TRANSFORM_LOG, 3.25, 0), 3.25);
    check_constant(mapping_of_spread(TRANSFORM_NONE, 3.25, 0.4), 3.25);
}

/* A range that ends at its centre varies on its other side alone. */
static void one_sided_ranges(void **state)
{
    const struct mapping up = mapping_of_range(TRANSFORM_LOG, 2.5, 2.5, 6.0);
    const struct mapping down = mapping_of_range(TRANSFORM_LOGIT, 0.1, 0.4, 0.4);
    (void)state;
    check_close(mapping_value(&up, -2), 2.5, rounding);
    check_close(mapping_value(&up, z_95), 6.0, rounding);
    check_close(mapping_value(&down, 2), 0.4, rounding);
    check_close(mapping_value(&down, -z_95), 0.1, rounding);
}

/* Expected: the value at +-3.1 for all scores beyond, and not yet at 3.09. */
static void scores_are_cut_at_3_1(void **state)
{
    const struct mapping amount = mapping_of_range(TRANSFORM_LOG, 2.0, 3.5, 9.25);
    const struct mapping score = mapping_of_range(TRANSFORM_NORMAL, 0, 0, 0);
    (void)state;
    check_near(mapping_value(&amount, 3.7), mapping_value(&amount, 3.1), 0.0);
    check_near(mapping_value(&amount, -8.2), mapping_value(&amount, -3.1), 0.0);
    assert_true(mapping_value(&amount, 3.09) < mapping_value(&amount, 3.1));
    assert_true(mapping_value(&amount, -3.09) > mapping_value(&amount, -3.1));
    check_close(mapping_value(&amount, 5), 3.5 * pow(9.25 / 3.5, 3.1 / z_95), rounding);
    check_near(mapping_value(&score, 5), 3.1, 0.0);
    check_near(mapping_value(&score, -1.37), -1.37, 0.0);
    check_near(mapping_value(&score, -5), -3.1, 0.0);
}

/* Expected: the geometric mean of the ends; for shares the mean of their logits: odds sqrt(a b). */
static void a_range_without_a_centre_has_it_half_way(void **state)
{
    const struct mapping hours = mapping_between(TRANSFORM_LOG, 4, 9);
    const struct mapping share = mapping_between(TRANSFORM_LOGIT, 0.4, 0.8);
    double odds = sqrt(0.4 / 0.6 * (0.8 / 0.2));
    (void)state;
    check_close(hours.centre, 6.0, rounding);
    check_close(mapping_low(&hours), 4.0, rounding);
    check_close(mapping_high(&hours), 9.0, rounding);
    check_close(share.centre, odds / (1 + odds), rounding);
    check_close(mapping_low(&share), 0.4, rounding);
    check_close(mapping_high(&share), 0.8, rounding);
}

/* Expected: c exp(z sd), and odds(c) exp(z sd). */
static void spreads_are_standard_deviations_under_the_transform(void **state)
{
    const struct mapping amount = mapping_of_spread(TRANSFORM_LOG, 5.25, 0.4);
    const struct mapping share = mapping_of_spread(TRANSFORM_LOGIT, 0.3, 0.15);
    double odds = 0.3 / 0.7 * exp(0.15 * -1.9);
    (void)state;
    check_close(mapping_value(&amount, 1.3), 5.25 * exp(0.4 * 1.3), rounding);
    check_close(mapping_value(&amount, -2.1), 5.25 * exp(0.4 * -2.1), rounding);
    check_close(mapping_value(&share, -1.9), odds / (1 + odds), rounding);
}

/* Shares stay shares, and no score undoes a larger one. */
static void values_ascend_and_shares_stay_shares(void **state)
{
    const struct mapping amount = mapping_of_range(TRANSFORM_LOG, 0.5, 3.5, 3.75);
    const struct mapping share = mapping_of_range(TRANSFORM_LOGIT, 0.01, 0.9, 0.9999);
    double last_amount = 0;
    double last_share = 0;
    (void)state;
    for (int i = -310; i <= 310; ++i) {
        double z = i / 100.0;
        double a = mapping_value(&amount, z);
        double s = mapping_value(&share, z);
        assert_true(a > last_amount && s > last_share && s < 1);
        last_amount = a;
        last_share = s;
    }
}

/* Expected: mapping_value() of each lane, bit by bit, also at the ends where scores are cut. */
static void lanes_have_the_bits_of_single_values(void **state)
{
    static const struct lanes scores[] = {
        {.at = {0, -0., 0.37, -0.37, 3.1, -3.1, 5.25, -5.25}},
        {.at = {1.9, -2.3, 1e-300, -1e-300, 3.0999, -3.0999, INFINITY, -INFINITY}}};
    const struct mapping mappings[] = {
        mapping_of_range(TRANSFORM_LOG, 0.5, 3.5, 3.75),
        mapping_of_range(TRANSFORM_LOGIT, 0.01, 0.9, 0.9999),
        mapping_of_range(TRANSFORM_LOG, 2.5, 3.5, 3.5),
        mapping_normal(1.7),
        mapping_certain(0.25),
    };
    (void)state;
    for (size_t m = 0; m < sizeof mappings / sizeof mappings[0]; ++m) {
        for (size_t i = 0; i < sizeof scores / sizeof scores[0]; ++i) {
            struct lanes values;
            mapping_values(&values, &mappings[m], &scores[i]);
            for (int l = 0; l < LANES; ++l) {
                const double expected = mapping_value(&mappings[m], scores[i].at[l]);
                assert_memory_equal(&values.at[l], &expected, sizeof expected);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interval_has_one_score),
        cmocka_unit_test(transforms_have_no_ends),
        cmocka_unit_test(ranges_are_exact_at_three_points),
        cmocka_unit_test(between_the_points_it_is_linear_under_the_transform),
        cmocka_unit_test(certain_values_do_not_vary),
        cmocka_unit_test(one_sided_ranges),
        cmocka_unit_test(scores_are_cut_at_3_1),
        cmocka_unit_test(a_range_without_a_centre_has_it_half_way),
        cmocka_unit_test(spreads_are_standard_deviations_under_the_transform),
        cmocka_unit_test(values_ascend_and_shares_stay_shares),
        cmocka_unit_test(lanes_have_the_bits_of_single_values),
    };
    return cmocka_run_group_tests_name("mapping", tests, NULL, NULL);
}
