/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/slopes: one rule for sums of rows and for single rows. Expected: the three-point mapping
 * of the methodology, stage 0, with T = ln: ln(centre / low) / z and ln(high / centre) / z, where z
 * is the 95 % value of the standard normal; by Python's
 * math.log with z = 1.6448536269514722. */
#include "prepare/slopes.h"

#include "check.h"

static void slopes_are_those_of_the_mapping(void **state)
{
    double lower;
    double upper;
    (void)state;
    slopes_make(&lower, &upper, 1.2, 2.385, 5.1);
    check_close(lower, 0.4175919098767411, 1e-14);
    check_close(upper, 0.4620723710222265, 1e-14);
}

/* The values of a row are over its centre, those of a cell are sums: the same slopes. */
static void the_unit_does_not_matter(void **state)
{
    double lower[2];
    double upper[2];
    (void)state;
    slopes_make(&lower[0], &upper[0], 1.2 / 2.385, 1, 5.1 / 2.385);
    slopes_make(&lower[1], &upper[1], 1.2e9, 2.385e9, 5.1e9);
    check_close(lower[0], lower[1], 1e-14);
    check_close(upper[0], upper[1], 1e-14);
}

static void what_is_certain_has_none(void **state)
{
    double lower = 1;
    double upper = 1;
    (void)state;
    slopes_make(&lower, &upper, 2.385, 2.385, 2.385);
    check_near(lower, 0.0, 0);
    check_near(upper, 0.0, 0);
}

static void each_factor_has_its_column(void **state)
{
    (void)state;
    assert_int_equal(slopes_columns[FLOW_REVENUE], DEPENDENCY_REVENUE);
    assert_int_equal(slopes_columns[FLOW_SHARE], DEPENDENCY_SHARE);
    assert_int_equal(slopes_columns[FLOW_FIRMS], DEPENDENCY_FIRMS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_are_those_of_the_mapping),
        cmocka_unit_test(the_unit_does_not_matter),
        cmocka_unit_test(what_is_certain_has_none),
        cmocka_unit_test(each_factor_has_its_column),
    };
    return cmocka_run_group_tests_name("slopes", tests, NULL, NULL);
}
