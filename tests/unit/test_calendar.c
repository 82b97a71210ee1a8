/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/calendar: instants against Python's datetime, days against a plain count, durations by hand.
 * */
#include "core/calendar.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "random.h"

static bool parse(instant *value, bool *has_time, const char *text)
{
    return calendar_parse_instant(value, has_time, text, strlen(text));
}

/* Expected: Python 3.11, datetime - datetime(1970, 1, 1), in seconds; offsets by hand. */
static void reads_instants(void **state)
{
    static const struct {
        const char *text;
        instant expected;
        bool has_time;
    } cases[] = {
        {"1970-01-01", 0, false},
        {"2021-10-04", 1633305600, false},
        {"2021-10-04T15:39Z", 1633361940, true},
        {"2021-10-04 15:39:00", 1633361940, true},
        {"2021-10-04t15:39:00z", 1633361940, true},
        {"  2021-10-04T15:39  ", 1633361940, true},
        {"2021-10-04T17:39:00+02:00", 1633361940, true},
        {"2021-10-04T21:09+0530", 1633361940, true},
        {"2021-10-04T12:39-03", 1633361940, true},
        {"2021-10-05T05:39+14:00", 1633361940, true},
        {"2021-10-04T15:39:00.987Z", 1633361940, true},
        {"2021-10-04T15:39:00,5+00:00", 1633361940, true},
        {"2021-10-03T24:00", 1633305600, true},
        {"2000-02-29", 951782400, false},
        {"2024-02-29T12:00", 1709208000, true},
        {"1969-12-31T23:59:59Z", -1, true},
        {"2016-12-31T07:03:09", 1483167789, true},
        {"1582-10-15", -12219292800, false},
        {"0001-01-01", -62135596800, false},
        {"9999-12-31T23:59:59", 253402300799, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        instant value = 77;
        bool has_time = !cases[i].has_time;
        assert_true(parse(&value, &has_time, cases[i].text));
        assert_true(value == cases[i].expected);
        assert_int_equal(has_time, cases[i].has_time);
        assert_true(parse(&value, NULL, cases[i].text));
    }
}

static void refuses_what_is_no_instant(void **state)
{
    static const char *const texts[] = {"",
                                        "2021",
                                        "2021-10",
                                        "2021-1-4",
                                        "21-10-04",
                                        "2021/10/04",
                                        "04.10.2021",
                                        "2021-13-01",
                                        "2021-00-10",
                                        "2021-10-00",
                                        "2021-10-32",
                                        "2021-04-31",
                                        "2023-02-29",
                                        "1900-02-29",
                                        "2100-02-29",
                                        "2021-10-04T",
                                        "2021-10-04T15",
                                        "2021-10-04T15:3",
                                        "2021-10-04T15:60",
                                        "2021-10-04T25:00",
                                        "2021-10-04T24:01",
                                        "2021-10-04T24:00:01",
                                        "2021-10-04T15:39:60",
                                        "2021-10-04T15:39:7",
                                        "2021-10-04T15:39+",
                                        "2021-10-04T15:39+2",
                                        "2021-10-04T15:39+02:",
                                        "2021-10-04T15:39+02:60",
                                        "2021-10-04T15:39+15:00",
                                        "2021-10-04T15:39ZZ",
                                        "2021-10-04Z",
                                        "2021-10-04 noon",
                                        "-2021-10-04",
                                        "2021-10-04T15:39 +02:00"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        instant value;
        if (parse(&value, NULL, texts[i])) {
            print_error("'%s' was taken\n", texts[i]);
            fail();
        }
    }
}

/* Expected: a plain count of days from 1600-01-01, which is -135140 days (400 years of 365.2425
 * days are 146097; 1970 is 370 years of 365 and 90 leap days on). */
static void counts_every_day_of_four_centuries(void **state)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    instant expected = -(370 * INT64_C(365) + 90) * 86400;
    (void)state;
    for (int year = 1600; year < 2000; ++year) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year == 1600);
        for (int month = 0; month < 12; ++month) {
            int days = lengths[month] + (month == 1 && leap ? 1 : 0);
            for (int day = 1; day <= days; ++day, expected += 86400) {
                char text[CALENDAR_TEXT_SIZE];
                char printed[CALENDAR_TEXT_SIZE];
                instant value;
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month + 1, day);
                assert_true(parse(&value, NULL, text));
                assert_true(value == expected);
                calendar_print_date(printed, expected + 43199);
                assert_string_equal(printed, text);
            }
        }
    }
    assert_true(expected == (INT64_C(30) * 365 + 7) * 86400); /* 2000-01-01 */
}

/* Expected: what was parsed; the seed's instants span the years 0001 to 9999. */
static void prints_instants_that_read_back(void **state)
{
    uint64_t seed = 19;
    char text[CALENDAR_TEXT_SIZE];
    (void)state;
    for (int i = 0; i < 20000; ++i) {
        instant value = (instant)floor(random_between(&seed, -62135596800.0, 253402300799.0));
        instant back = 0;
        calendar_print_instant(text, value);
        assert_int_equal(strlen(text), 20);
        assert_true(parse(&back, NULL, text));
        assert_true(back == value);
    }
    calendar_print_instant(text, 1633361940);
    assert_string_equal(text, "2021-10-04T15:39:00Z");
    calendar_print_instant(text, -1);
    assert_string_equal(text, "1969-12-31T23:59:59Z");
}

/* Expected: 1970-01-01 was a Thursday, 2021-10-04 a Monday, 2016-12-31 a Saturday; hours from
 * Python's weekday(). Tolerance: rounding of the division by 3600. */
static void knows_the_hour_of_the_week(void **state)
{
    (void)state;
    check_near(calendar_hour_of_week(0), 72.0, 0.0);
    check_near(calendar_hour_of_week(1633305600), 0.0, 0.0);
    check_near(calendar_hour_of_week(1633361940), 15.65, 1e-14);
    check_near(calendar_hour_of_week(1483167789), 127.0525, 1e-13);
    check_near(calendar_hour_of_week(-1), 72.0 - 1.0 / 3600, 1e-13);
    check_near(calendar_hour_of_week(-62135596800), 0.0, 0.0);
    check_near(calendar_hour_of_week(1633305599), 168.0 - 1.0 / 3600, 1e-13);
}

/* Expected: week 0 began on Monday 1969-12-29, three days before 1970. */
static void counts_weeks_from_monday(void **state)
{
    const instant first = -3 * 86400;
    (void)state;
    assert_true(calendar_week(first) == 0);
    assert_true(calendar_week(first - 1) == -1);
    assert_true(calendar_week(first + 604799) == 0);
    assert_true(calendar_week(first + 604800) == 1);
    assert_true(calendar_week(first - 604800) == -1);
    assert_true(calendar_week(first - 604801) == -2);
    assert_true(calendar_week(1633305600) == 2701); /* 18904 days + 3 = 2701 weeks */
    assert_true(calendar_week_start(0) == first);
    assert_true(calendar_week_start(-2) == first - 2 * 604800);
    assert_true(calendar_week_start(2701) == 1633305600);
}

/* Expected: `date -u -d @...`. */
static void knows_the_month_and_its_day(void **state)
{
    static const struct {
        instant value;
        int month;
        int day;
    } cases[] = {{978307200, 1, 1},  {983404799, 2, 28},   {983404800, 3, 1},
                 {951782400, 2, 29}, {1009843199, 12, 31}, {-1, 12, 31}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        int month;
        int day;
        calendar_month_and_day(&month, &day, cases[i].value);
        assert_int_equal(month, cases[i].month);
        assert_int_equal(day, cases[i].day);
    }
}

/* ---- Durations ------------------------------------------------------------------------------- */

/* Expected: by hand. 371 minutes must be the double nearest to 371/60. */
static void reads_durations(void **state)
{
    static const struct {
        const char *text;
        double hours;
    } cases[] = {
        {"PT6H", 6.0},
        {"PT6H11M", 6.0 + 11.0 / 60},
        {"P1DT2H30M", 26.5},
        {"P1W", 168.0},
        {"P2W3DT4H5M6S", 412.0 + 5.0 / 60 + 6.0 / 3600},
        {"PT1,25H", 1.25},
        {"pt0.5m", 0.5 / 60},
        {"6h", 6.0},
        {"371m", 371.0 / 60},
        {"6h11M", 6.0 + 11.0 / 60},
        {"1D2H30M", 26.5},
        {"PT90M", 1.5},
        {"1d2h", 26.0},
        {"1d2h30m", 26.5},
        {"1.5H", 1.5},
        {"  90m ", 1.5},
        {"36s", 0.01},
        {"0h", 0.0},
        {"PT0S", 0.0},
        {"2w", 336.0},
        {"P3D", 72.0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        double hours = NAN;
        assert_true(calendar_parse_duration(&hours, cases[i].text, strlen(cases[i].text)));
        check_close(hours, cases[i].hours, 1e-15);
    }
}

static void refuses_what_is_no_duration(void **state)
{
    static const char *const texts[] = {
        "",     "P",   "PT",    "6",    "h",     "6x",   "-6h",      "+6h",       "6 h",
        "1h30", "P1M", "P1Y",   "P6H",  "PT1D",  "P1DT", "2h1d",     "1h2h",      "1.h",
        ".5h",  "T6H", "PT6HT", "1e3h", "0x6h",  "infh", "P1DT2H30", "nan",       "6h,",
        "P 1D", "1M",  "90M",   "1.5M", "1M30s", "1d1M", "P1M1D",    "P1DT1H 1M", " 1M "};
    char huge[402];
    double hours;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        if (calendar_parse_duration(&hours, texts[i], strlen(texts[i]))) {
            print_error("'%s' was taken\n", texts[i]);
            fail();
        }
    }
    memset(huge, '9', 400); /* more than the largest double */
    huge[400] = 'h';
    assert_false(calendar_parse_duration(&hours, huge, 401));
}

/* Expected: ISO 8601-1:2019, 5.5.2: months are before days, minutes after hours. */
static void names_what_is_no_duration(void **state)
{
    static const char months[] = "has an M that may be months or minutes";
    static const char none[] = "is not a duration";
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"1M", months},
        {"1M..3M", months},
        {"1h..90M", months},
        {"1.5M", months},
        {"P1M", months},
        {"P1DT1H", none},
        {"1M30s", months},
        {"6x", none},
        {"6", none},
        {"6 Months", none},
        {"6M", months},
        {"1h..9h/30M", months},
        {"0.5h30M..2h/x", none},
        {"90 MIN", none},
        {"", none},
        {"M", none},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_string_equal(calendar_duration_fault(cases[i].text, "is not a duration"),
                            cases[i].words);
    }
}

/* Expected: ISO 8601, by hand. */
static void prints_durations(void **state)
{
    static const struct {
        double hours;
        const char *text;
    } cases[] = {
        {0.0, "PT0S"},
        {6.0, "PT6H"},
        {371.0 / 60, "PT6H11M"},
        {24.0, "P1D"},
        {26.5, "P1DT2H30M"},
        {168.0, "P7D"},
        {24.0 + 30.0 / 3600, "P1DT30S"},
        {1.0 / 3600, "PT1S"},
        {0.0125 / 3600, "PT0.013S"},
        {(3661.0 + 0.007) / 3600, "PT1H1M1.007S"},
        {47.0 + 59.0 / 60 + 59.9997 / 3600, "P2D"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[CALENDAR_TEXT_SIZE];
        calendar_print_duration(text, cases[i].hours);
        assert_string_equal(text, cases[i].text);
    }
}

/* Tolerance: half a millisecond, to which durations are printed. */
static void printed_durations_read_back(void **state)
{
    uint64_t seed = 23;
    (void)state;
    for (int i = 0; i < 20000; ++i) {
        double hours = exp(random_between(&seed, -14.0, 9.0));
        double back = NAN;
        char text[CALENDAR_TEXT_SIZE];
        calendar_print_duration(text, hours);
        assert_true(calendar_parse_duration(&back, text, strlen(text)));
        check_near(back, hours, 0.5001 / 3600000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_instants),
        cmocka_unit_test(refuses_what_is_no_instant),
        cmocka_unit_test(counts_every_day_of_four_centuries),
        cmocka_unit_test(prints_instants_that_read_back),
        cmocka_unit_test(knows_the_hour_of_the_week),
        cmocka_unit_test(counts_weeks_from_monday),
        cmocka_unit_test(knows_the_month_and_its_day),
        cmocka_unit_test(reads_durations),
        cmocka_unit_test(refuses_what_is_no_duration),
        cmocka_unit_test(names_what_is_no_duration),
        cmocka_unit_test(prints_durations),
        cmocka_unit_test(printed_durations_read_back),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
