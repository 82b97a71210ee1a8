/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/hours: spans cut by the clock, by hand. */
#include "model/hours.h"

#include "check.h"

/* From 0.25 into an hour: 0.5 to 2.5 is 0.75 to 2.75 by the clock, cut at 0.75 and 1.75; 0.75 to 1
 * begins with an hour; one lane has nothing, another goes on for a day. */
static void spans_are_cut_where_hours_end(void **state)
{
    static const double froms[LANES] = {0.5, 0.75, 3, 0, 0.5, 0.5, 0.5, 0.5};
    static const double tos[LANES] = {2.5, 1, 2, 24, 0.6, 0.75, 0.5, 1};
    static const double firsts[LANES] = {0, 1, 3, 0, 0, 0, 0, 0};
    static const double cuts[3][LANES] = {{0.75, 1, 3, 0.75, 0.6, 0.75, 0.5, 0.75},
                                          {1.75, 1, 3, 1.75, 0.6, 0.75, 0.5, 1},
                                          {2.5, 1, 3, 2.75, 0.6, 0.75, 0.5, 1}};
    struct hours hours;
    int steps = 0;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        hours.from.at[l] = froms[l];
        hours.to.at[l] = tos[l];
        hours.into.at[l] = 0.25;
    }
    for (hours_begin(&hours); hours_left(&hours); hours_next(&hours)) {
        for (int l = 0; l < LANES && steps < 3; ++l) {
            check_near(hours.cut.at[l], cuts[steps][l], 0.0);
            check_near(hours.hour.at[l], firsts[l] + steps, 0.0);
        }
        ++steps;
    }
    assert_int_equal(steps, 25); /* of the day: 0.75 h, 23 hours and 0.25 h */
}

/* Lanes in different hours add to different bins; a week later it is the same bin. */
static void bins_are_those_of_each_lane(void **state)
{
    struct hours hours;
    struct kernel_bins bins;
    struct lanes values;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        hours.from.at[l] = l;
        hours.to.at[l] = l + 1;
        hours.into.at[l] = 0;
        values.at[l] = 10 + l;
    }
    bins.used = 0;
    hours_begin(&hours);
    bins_add(&bins, &hours, &values);
    assert_int_equal(bins.used, LANES);
    for (int i = 0; i < LANES; ++i) {
        for (int l = 0; l < LANES; ++l) {
            check_near(bins.bin[i].at[l], i == l ? 10 + l : 0, 0.0);
        }
    }
    for (int l = 0; l < LANES; ++l) {
        hours.to.at[l] = 1000;
        hours_skip(&hours, l, 3);
        check_near(hours.from.at[l], l + 3 * 168, 0.0);
        check_near(hours.cut.at[l], l + 3 * 168 + 1, 0.0);
    }
    bins_add(&bins, &hours, &values);
    assert_int_equal(bins.used, LANES);
    check_near(bins.bin[3].at[3], 26, 0.0);
}

/* Lane l begins l weeks later and has 2.5 hours, but for one lane that has nothing and would begin
 * in another hour: all are in the same bins, of the 168th hour of the week and those after it. */
static void whole_weeks_apart_are_together(void **state)
{
    static const size_t bins[] = {167, 0, 1};
    struct hours hours;
    size_t steps = 0;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        hours.from.at[l] = l == 0 ? 40 : 168 * l + 167;
        hours.to.at[l] = l == 0 ? 40 : hours.from.at[l] + 2.5;
        hours.into.at[l] = 0;
    }
    for (hours_begin(&hours); hours_left(&hours); hours_next(&hours)) {
        assert_true(hours.together);
        assert_int_equal(hours.bin, bins[steps++]);
    }
    assert_int_equal(steps, 3);
    for (int l = 1; l < LANES; ++l) {
        hours.from.at[l] = hours.to.at[l] - (l == 3 ? 2 : 1);
    }
    hours_begin(&hours);
    assert_false(hours.together);
}

/* By hand: 100, 168 and 335 hours have no second week; 336, 337.5 and 1,000 have 2, 2 and 5; with a
 * slope, or no span, nothing is divided. */
static void whole_weeks_are_divided_off(void **state)
{
    static const double froms[LANES] = {0, 10, 0.5, 0, 1.5, 24, 0, 7};
    static const double tos[LANES] = {100, 178, 335.5, 336, 339, 1024, 1000, 3};
    static const double counts[LANES] = {1, 1, 1, 2, 2, 5, 1, 1};
    static const double week_ends[LANES] = {0, 10, 0.5, 168, 169.5, 192, 0, 7};
    static const double rests[LANES] = {0, 10, 0.5, 336, 337.5, 864, 0, 7};
    const struct lanes slope = {.at = {0, 0, 0, 0, 0, 0, 0.25, 0}};
    struct hours week;
    struct hours rest;
    struct lanes weeks;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        rest.from.at[l] = froms[l];
        rest.to.at[l] = tos[l];
        rest.into.at[l] = 0.75;
    }
    assert_true(hours_divide(&week, &rest, &weeks, &slope));
    for (int l = 0; l < LANES; ++l) {
        check_near(weeks.at[l], counts[l], 0.0);
        check_near(week.from.at[l], froms[l], 0.0);
        check_near(week.to.at[l], week_ends[l], 0.0);
        check_near(week.into.at[l], 0.75, 0.0);
        check_near(rest.from.at[l], rests[l], 0.0);
        check_near(rest.to.at[l], tos[l], 0.0);
    }
    rest.from.at[6] = 0;
    assert_true(hours_divide(&week, &rest, &weeks, NULL)); /* the one with the slope is left */
    check_near(weeks.at[6], 5, 0.0);
    rest.from.at[6] = rest.to.at[6];
    assert_false(hours_divide(&week, &rest, &weeks, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_cut_where_hours_end),
        cmocka_unit_test(bins_are_those_of_each_lane),
        cmocka_unit_test(whole_weeks_apart_are_together),
        cmocka_unit_test(whole_weeks_are_divided_off),
    };
    return cmocka_run_group_tests_name("hours", tests, NULL, NULL);
}
