/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/timezone: named zones and POSIX rules. */
#include "core/timezone.h"

#include <string.h>

#include "check.h"

static instant at(const char *text)
{
    instant value;
    assert_true(calendar_parse_instant(&value, NULL, text, strlen(text)));
    return value;
}

static void check_zone(const char *zone, const char *time, double hours)
{
    int offset = -1;
    if (!timezone_offset(&offset, zone, at(time))) {
        print_error("%s at %s is not found\n", zone, time);
        fail();
    }
    check_near(offset / 3600.0, hours, 0);
}

/* Expected: the laws. United States: second Sunday of March to first of November since 2007, at
 * 2:00 local time; European Union: last Sundays of March and October, 1:00 UTC; Sydney: first
 * Sundays of October and April; India and Japan: none. */
static void zones_follow_the_law(void **state)
{
    (void)state;
    check_zone("America/New_York", "2021-10-04T15:39Z", -4);
    check_zone("America/New_York", "2021-11-07T05:59:59Z", -4);
    check_zone("America/New_York", "2021-11-07T06:00Z", -5);
    check_zone("America/New_York", "2021-03-14T06:59:59Z", -5);
    check_zone("America/New_York", "2021-03-14T07:00Z", -4);
    check_zone("America/New_York", "1945-07-01T12:00Z", -4);
    check_zone("Europe/London", "2022-10-25T06:37Z", 1);
    check_zone("Europe/Madrid", "2018-03-25T00:59:59Z", 1);
    check_zone("Europe/Madrid", "2018-03-25T01:00Z", 2);
    check_zone("Asia/Tokyo", "2022-07-01T16:35Z", 9);
    check_zone("Asia/Kolkata", "2022-10-25T06:37Z", 5.5);
    check_zone("Australia/Sydney", "2023-11-07T17:05Z", 11);
    check_zone("Australia/Sydney", "2023-06-07T17:05Z", 10);
    check_zone("UTC", "2023-06-07T17:05Z", 0);
}

/* Behind the transitions that a file lists its rule goes on. */
static void zones_go_on_for_ever(void **state)
{
    (void)state;
    check_zone("America/New_York", "2061-07-15T12:00Z", -4);
    check_zone("America/New_York", "2061-12-15T12:00Z", -5);
    check_zone("Australia/Sydney", "2061-12-15T12:00Z", 11);
}

static void check_rule(const char *rule, const char *zone)
{
    for (instant time = at("2021-01-01T00:00Z"); time < at("2023-01-01T00:00Z"); time += 10800) {
        int by_rule = 0;
        int by_file = 1;
        assert_true(timezone_rule_offset(&by_rule, rule, time));
        assert_true(timezone_offset(&by_file, zone, time));
        if (by_rule != by_file) {
            char text[CALENDAR_TEXT_SIZE];
            calendar_print_instant(text, time);
            print_error("%s: %d by rule, %d by file at %s\n", zone, by_rule, by_file, text);
            fail();
        }
    }
}

/* Expected: the listed transitions of the system's database, every three hours of two years. */
static void rules_agree_with_files(void **state)
{
    (void)state;
    check_rule("EST5EDT,M3.2.0,M11.1.0", "America/New_York");
    check_rule("GMT0BST,M3.5.0/1,M10.5.0", "Europe/London");
    check_rule("CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Madrid");
    check_rule("AEST-10AEDT,M10.1.0,M4.1.0/3", "Australia/Sydney");
}

static void refuses_what_it_does_not_know(void **state)
{
    static const char *const zones[] = {
        "", "Europe/Atlantis", "/etc/passwd", "../../etc/passwd", "America", "zone.tab"};
    static const char *const rules[] = {
        "", "5", "EST", "EST5EDT", "EST5EDT,J60,J300", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0"};
    int offset;
    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; ++i) {
        assert_false(timezone_offset(&offset, zones[i], 0));
    }
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; ++i) {
        assert_false(timezone_rule_offset(&offset, rules[i], 0));
    }
}

/* Old names, whether the system has them or not: as the zones that took their place (tz's file
 * `backward`). */
static void old_names_are_read(void **state)
{
    static const char *const names[][2] = {{"US/Eastern", "America/New_York"},
                                           {"GB", "Europe/London"},
                                           {"Japan", "Asia/Tokyo"},
                                           {"Hongkong", "Asia/Hong_Kong"},
                                           {"Arctic/Longyearbyen", "Europe/Berlin"},
                                           {"Asia/Calcutta", "Asia/Kolkata"},
                                           {"Europe/Kiev", "Europe/Kyiv"},
                                           {"Australia/NSW", "Australia/Sydney"}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
        int old = -1;
        int current = -2;
        assert_string_equal(timezone_current_name(names[i][0]), names[i][1]);
        assert_true(timezone_offset(&old, names[i][0], at("2021-07-01T12:00Z")));
        assert_true(timezone_offset(&current, names[i][1], at("2021-07-01T12:00Z")));
        assert_int_equal(old, current);
    }
    assert_string_equal(timezone_current_name("America/NewYork"), "America/NewYork");
}

static void names_that_are_not_known_have_a_nearest(void **state)
{
    (void)state;
    assert_true(timezone_has_database());
    assert_string_equal(timezone_nearest("America/NewYork"), "America/New_York");
    assert_string_equal(timezone_nearest("america/new_york"), "America/New_York");
    assert_string_equal(timezone_nearest("Europe/Londn"), "Europe/London");
    assert_string_equal(timezone_nearest("US/Eastren"), "US/Eastern");
    assert_null(timezone_nearest("Eastern Time (US & Canada)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_follow_the_law),
        cmocka_unit_test(zones_go_on_for_ever),
        cmocka_unit_test(old_names_are_read),
        cmocka_unit_test(names_that_are_not_known_have_a_nearest),
        cmocka_unit_test(rules_agree_with_files),
        cmocka_unit_test(refuses_what_it_does_not_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
