/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/grid: the values of a sweep, as the texts that a scenario takes. Expected texts by hand. */
#include <stdio.h>

#include "ask/scenario.h"
#include "check.h"

static size_t count_of(const char *input, const char *text)
{
    char value[64];
    size_t count = 0;
    blackout_error error = {0};
    check_ok(blackout_grid_value(value, sizeof value, &count, input, text, 0, &error), &error);
    return count;
}

static void check_value(const char *input, const char *text, size_t index, const char *expected)
{
    char value[64];
    size_t count = 0;
    blackout_error error = {0};
    check_ok(blackout_grid_value(value, sizeof value, &count, input, text, index, &error), &error);
    assert_true(index < count);
    assert_string_equal(value, expected);
}

static void durations(void **state)
{
    (void)state;
    assert_int_equal(count_of("duration", "1h..48h/1h"), 48);
    check_value("duration", "1h..48h/1h", 0, "PT1H");
    check_value("duration", "1h..48h/1h", 23, "P1D");
    check_value("duration", "1h..48h/1h", 47, "P2D");
    assert_int_equal(count_of("duration", "PT30M..1d2h/95m"), 17); /* 30 + 16 * 95 = 1550 of 1560 */
    check_value("duration", "PT30M..1d2h/95m", 2, "PT3H40M");
    check_value("duration", "PT30M..1d2h/95m", 16, "P1DT1H50M");
    assert_int_equal(count_of("recovery", "0h..2h/7m"), 18); /* 17 * 7 = 119 of 120 */
    check_value("recovery", "0h..2h/7m", 0, "PT0S");
    check_value("recovery", "0h..2h/7m", 17, "PT1H59M");
}

/* The grid keeps its last value however the steps round: a tenth of an hour is no binary fraction.
 */
static void the_last_value_is_kept(void **state)
{
    (void)state;
    assert_int_equal(count_of("duration", "6m..600m/6m"), 100);
    check_value("duration", "6m..600m/6m", 99, "PT10H");
    assert_int_equal(count_of("severity", "0.1..0.9/0.1"), 9);
    assert_int_equal(count_of("severity", "0.07..0.77/0.07"), 11);
    assert_int_equal(count_of("severity", "0..1/0.001"), 1001);
}

/* Expected: the decimals that were asked for, by integers. */
static void severities(void **state)
{
    (void)state;
    for (size_t i = 1; i < 1000; ++i) {
        char expected[64];
        size_t length = (size_t)snprintf(expected, sizeof expected, "0.%03zu", i);
        while (expected[length - 1] == '0') {
            expected[--length] = '\0';
        }
        check_value("severity", "0..1/0.001", i, expected);
    }
    check_value("severity", "0..1/0.1", 3, "0.3"); /* 0.30000000000000004 as a sum of doubles */
    check_value("severity", "0..1/0.1", 10, "1");
    check_value("severity", "0.07..0.77/0.07", 10, "0.77");
    check_value("severity", "0.1..0.9/0.2", 2, "0.5");
    check_value("severity", "10%..90%/20%", 2, "0.5");
    check_value("severity", "0,1..0,9/0,2", 3, "0.7");
    check_value("severity", "0.25..0.75/0.25", 1, "0.5");
    check_value("severity", "0..0.0001/0.00003", 2, "6e-05");
    check_value("severity", "0.123456789012345..0.12345678901235/0.000000000000001", 2,
                "0.123456789012347");
}

/* Steps of a tenth of an hour, of a minute and of a second are no binary fractions of an hour. */
static void durations_are_those_asked_for(void **state)
{
    (void)state;
    check_value("duration", "0h..1h/0.1h", 3, "PT18M");
    check_value("duration", "0h..1h/0.1h", 7, "PT42M");
    check_value("duration", "0h..1h/7s", 11, "PT1M17S");
    check_value("recovery", "1m..3h/1m", 100, "PT1H41M");
}

/* Across the end of a month, a leap day, and a year. */
static void starts(void **state)
{
    (void)state;
    assert_int_equal(count_of("start", "2021-10-04T00:00Z..2021-10-11T00:00Z/1h"), 169);
    check_value("start", "2021-10-04T00:00Z..2021-10-11T00:00Z/1h", 39, "2021-10-05T15:00:00Z");
    check_value("start", "2024-02-28T12:00Z..2024-03-02T00:00Z/12h", 2, "2024-02-29T12:00:00Z");
    check_value("start", "2021-12-31..2022-01-02/90m", 17, "2022-01-01T01:30:00Z");
    check_value("start", "2021-10-04T02:00+02:00..2021-10-04T04:00Z/2h", 1, "2021-10-04T02:00:00Z");
}

/* Expected: 30 + 16 * 95 = 1550 of 1560 minutes, 17 * 7 = 119 of 120, ends that are met by hand. */
static void grids_that_end_early_are_noted(void **state)
{
    static const struct {
        const char *input, *text, *last; /* NULL: its last value is met, or it is no such grid */
    } cases[] = {{"duration", "PT30M..1d2h/95m", "P1DT1H50M"},
                 {"recovery", "0h..2h/7m", "PT1H59M"},
                 {"duration", "1h..10h/4h", "PT9H"},
                 {"severity", "0.25..1/0.5", "0.75"},
                 {"start", "2021-10-04T00:00Z..2021-10-04T09:00Z/2h", "2021-10-04T08:00:00Z"},
                 {"duration", "1h..9h/4h", NULL},
                 {"duration", "0h..1h/0.1h", NULL},
                 {"severity", "0.07..0.77/0.07", NULL},
                 {"severity", "0..1/0.001", NULL},
                 {"duration", "4h..8h", NULL},
                 {"platform", "a/b", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_scenario *scenario;
        blackout_error error = {0};
        check_ok(blackout_scenario_new(&scenario, &error), &error);
        check_ok(blackout_scenario_note_grid(scenario, cases[i].input, cases[i].text, &error),
                 &error);
        assert_int_equal(scenario->grid_count, cases[i].last != NULL ? 1 : 0);
        if (cases[i].last != NULL) {
            assert_string_equal(scenario->grids[0].input, cases[i].input);
            assert_string_equal(scenario->grids[0].text, cases[i].text);
            assert_string_equal(scenario->grids[0].last, cases[i].last);
        }
        blackout_scenario_free(scenario);
    }
}

/* What is no grid is passed on as it stands: one value, a 5-95 % range included. */
static void single_values(void **state)
{
    (void)state;
    assert_int_equal(count_of("duration", "6h"), 1);
    check_value("duration", "6h", 0, "6h");
    check_value("duration", "4h..8h", 0, "4h..8h");
    check_value("severity", "0.75", 0, "0.75");
    assert_int_equal(count_of("duration", "6h..6h/1h"), 1);
    check_value("duration", "6h..6h/1h", 0, "PT6H");
    check_value("platform", "a / b,c", 0, "a");
    check_value("platform", "a / b,c", 1, "b,c");
}

static void what_is_no_grid_is_refused(void **state)
{
    static const char *const wrong[][2] = {{"duration", "8h..4h/1h"},
                                           {"duration", "1h..4h/0h"},
                                           {"duration", "1h..4h/-1h"},
                                           {"duration", "1h/1h"},
                                           {"duration", "1h../1h"},
                                           {"duration", "..4h/1h"},
                                           {"duration", "1h..4h/"},
                                           {"duration", "1h..4h/x"},
                                           {"duration", "1h..4h/1h/2h"},
                                           {"duration", "/1h1..4h"},
                                           {"severity", "0.1..0.9/1h"},
                                           {"severity", "0.1..0.9/0"},
                                           {"severity", "a..b/0.1"},
                                           {"severity", "0,1..0;9/0,1"},
                                           {"start", "2021-10-04..6h/1h"},
                                           {"start", "2021-10-04..2021-10-05/0.1"},
                                           {"start", "2021-13-04..2021-14-05/1h"},
                                           /* several values of one text */
                                           {"start", "2021-10-04..2021-10-05/0.0001h"},
                                           {"duration", "1h..2h/0.0000001h"},
                                           {"platform", "a//b"},
                                           {"platform", "a/ "},
                                           {"platform", "a/\xEF\xBB\xBF"}};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; ++i) {
        char value[64];
        size_t count;
        blackout_error error = {0};
        blackout_status status =
            blackout_grid_value(value, sizeof value, &count, wrong[i][0], wrong[i][1], 0, &error);
        if (status != BLACKOUT_ERROR_USAGE) {
            print_error("'%s' is taken for a grid of %s\n", wrong[i][1], wrong[i][0]);
        }
        check_fails(status, BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, wrong[i][0]);
    }
}

static void too_many_values_are_refused(void **state)
{
    char value[64];
    size_t count;
    blackout_error error = {0};
    (void)state;
    check_fails(
        blackout_grid_value(value, sizeof value, &count, "duration", "1h..100000h/1h", 0, &error),
        BLACKOUT_ERROR_USAGE, &error);
    assert_int_equal(count_of("duration", "1h..10000h/1h"), 10000);
}

/* A text that does not fit is refused, never cut. */
static void long_texts_are_refused(void **state)
{
    char value[8];
    size_t count;
    blackout_error error = {0};
    (void)state;
    check_ok(blackout_grid_value(value, sizeof value, &count, "duration", "6h30m0s", 0, &error),
             &error);
    check_fails(blackout_grid_value(value, sizeof value, &count, "duration", "06h30m0s", 0, &error),
                BLACKOUT_ERROR_USAGE, &error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations),
        cmocka_unit_test(the_last_value_is_kept),
        cmocka_unit_test(severities),
        cmocka_unit_test(durations_are_those_asked_for),
        cmocka_unit_test(starts),
        cmocka_unit_test(grids_that_end_early_are_noted),
        cmocka_unit_test(single_values),
        cmocka_unit_test(what_is_no_grid_is_refused),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(long_texts_are_refused),
    };
    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
