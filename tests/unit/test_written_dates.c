/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/date_text: dates and times as people and vendors write them. Expected: the same moment in
 * ISO 8601, read by core/calendar.h; where there is none, no date. */
#include "ingest/date_text.h"

#include <string.h>

#include "core/calendar.h"

#include "check.h"

#define NEN "\xe5\xb9\xb4"
#define GATSU "\xe6\x9c\x88"
#define NICHI "\xe6\x97\xa5"
#define NYEON "\xeb\x85\x84"
#define WOL "\xec\x9b\x94"
#define IL "\xec\x9d\xbc"

/* What a text is where the day, and where the month is first; NULL: no date. */
static const struct {
    const char *text;
    const char *day_first;
    const char *month_first;
} dates[] = {
    {"2021-10-04", "2021-10-04", "2021-10-04"},
    {"2021/10/04", "2021-10-04", "2021-10-04"},
    {"2021.10.4", "2021-10-04", "2021-10-04"},
    {"2021- 10- 04", "2021-10-04", "2021-10-04"},
    {" 20211004 ", "2021-10-04", "2021-10-04"},
    {"04/10/2021", "2021-10-04", "2021-04-10"},
    {"4-10-2021", "2021-10-04", "2021-04-10"},
    {"4.10.2021", "2021-10-04", NULL},
    {"13/10/2021", "2021-10-13", NULL},
    {"10/13/2021", NULL, "2021-10-13"},
    {"29/2/2020", "2020-02-29", NULL},
    {"29/2/2021", NULL, NULL},
    {"31.4.2021", NULL, NULL},
    {"0/10/2021", NULL, NULL},
    {"4 Oct 2021", "2021-10-04", "2021-10-04"},
    {"04-Oct-2021", "2021-10-04", "2021-10-04"},
    {"4/oct/2021", "2021-10-04", "2021-10-04"},
    {"Oct 4, 2021", "2021-10-04", "2021-10-04"},
    {"Oct. 4, 2021", "2021-10-04", "2021-10-04"},
    {"OCTOBER 4 2021", "2021-10-04", "2021-10-04"},
    {"Jan 1, 2021", "2021-01-01", "2021-01-01"},
    {"31 DECEMBER 2021", "2021-12-31", "2021-12-31"},
    {"1 May 2021", "2021-05-01", "2021-05-01"},
    {"30 apr 2021", "2021-04-30", "2021-04-30"},
    {"9 July 2021", "2021-07-09", "2021-07-09"},
    {"9 JAN 2021", "2021-01-09", "2021-01-09"},
    {"9 Octo 2021", NULL, NULL},
    {"9 Oc 2021", NULL, NULL},
    {"9 Foo 2021", NULL, NULL},
    {"Oct 4 21", NULL, NULL},
    {"Oct 2021", NULL, NULL},
    {"2021" NEN "10" GATSU "4" NICHI, "2021-10-04", "2021-10-04"},
    {"2021" NYEON " 10" WOL " 04" IL, "2021-10-04", "2021-10-04"},
    {"2021" NEN "10" WOL "4" IL, NULL, NULL},
    {"21" NEN "10" GATSU "4" NICHI, NULL, NULL},
    {"2021" NEN "10" GATSU "4", NULL, NULL},
    {"4/10-2021", NULL, NULL},
    {"4/10/21", NULL, NULL},
    {"4/10/20215", NULL, NULL},
    {"202/10/04", NULL, NULL},
    {"2021/10/004", NULL, NULL},
    {"2021110/04", NULL, NULL},
    {"2021*10*04", NULL, NULL},
    {"2021", NULL, NULL},
    {"202110045", NULL, NULL},
    {"2021100", NULL, NULL},
    {"", NULL, NULL},
    /* times */
    {"2021-10-04 15:39", "2021-10-04T15:39:00", "2021-10-04T15:39:00"},
    {"2021-10-04T15:39:07", "2021-10-04T15:39:07", "2021-10-04T15:39:07"},
    {"2021-10-04, 15:39", "2021-10-04T15:39:00", "2021-10-04T15:39:00"},
    {"2021-10-04 5:39", "2021-10-04T05:39:00", "2021-10-04T05:39:00"},
    {"2021-10-0415:39", NULL, NULL},
    {"2021-10-04 15:39:07.250", "2021-10-04T15:39:07", "2021-10-04T15:39:07"},
    {"2021-10-04 15:39:07,250 UTC", "2021-10-04T15:39:07Z", "2021-10-04T15:39:07Z"},
    {"2021-10-04 15:39 GMT", "2021-10-04T15:39:00Z", "2021-10-04T15:39:00Z"},
    {"2021-10-04 15:39 CET", NULL, NULL},
    {"2021-10-04 15:39+02:00", "2021-10-04T15:39:00+02:00", "2021-10-04T15:39:00+02:00"},
    {"2021-10-04 15:39Z", "2021-10-04T15:39:00Z", "2021-10-04T15:39:00Z"},
    {"2021-10-04 15.39.07", "2021-10-04T15:39:07", "2021-10-04T15:39:07"},
    {"2021-10-04 15.39.250", NULL, NULL},
    {"2021-10-04 15:39.07", "2021-10-04T15:39:00", "2021-10-04T15:39:00"},
    {"2021-10-04 15-39", NULL, NULL},
    {"2021-10-04 15", NULL, NULL},
    {"2021-10-04 15:3", NULL, NULL},
    {"2021-10-04 15:39:7", NULL, NULL},
    {"2021-10-04 15:039", NULL, NULL},
    {"2021-10-04 015:39", NULL, NULL},
    {"2021-10-04 15:39:007", NULL, NULL},
    {"2021-10-04 5:39", "2021-10-04T05:39:00", "2021-10-04T05:39:00"},
    {"2021-10-04 15:39:07.123456789", "2021-10-04T15:39:07", "2021-10-04T15:39:07"},
    {"2021-10-04 15:39:07.1234567890", NULL, NULL},
    {"2021-10-04 15:39:07.", NULL, NULL},
    {"2021-10-04 24:39", NULL, NULL},
    {"10/4/2021 4:00:00 PM", "2021-04-10T16:00:00", "2021-10-04T16:00:00"},
    {"10/4/2021 4:00 am", "2021-04-10T04:00:00", "2021-10-04T04:00:00"},
    {"10/4/2021 12:15 AM", "2021-04-10T00:15:00", "2021-10-04T00:15:00"},
    {"10/4/2021 12:15 PM", "2021-04-10T12:15:00", "2021-10-04T12:15:00"},
    {"10/4/2021 11:15PM UTC", "2021-04-10T23:15:00Z", "2021-10-04T23:15:00Z"},
    {"10/4/2021 4:00 +02:00a", NULL, NULL},
    {"10/4/2021 4:00 +02:00ab", NULL, NULL}, /* as long as what offsets are kept in */
    {"10/4/2021 4:00 +02:00abc", NULL, NULL},
    {"10/4/2021 4:00 P", NULL, NULL},
    {"10/4/2021 4:00 A", NULL, NULL},
};

static void check_moment(const char *text, enum date_order order, const char *expected)
{
    instant value = 0;
    instant right = 0;
    bool has_time = false;
    bool right_time = false;
    const bool read = date_text_parse(&value, &has_time, text, strlen(text), order);
    const bool is_date =
        expected != NULL && calendar_parse_instant(&right, &right_time, expected, strlen(expected));
    assert_int_equal(is_date, expected != NULL);
    if (read != is_date || value != right || has_time != right_time) {
        fail_msg("'%s' in order %d is not %s", text, (int)order,
                 expected != NULL ? expected : "refused");
    }
}

static void dates_and_times_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; ++i) {
        const char *text = dates[i].text;
        const char *day_first = dates[i].day_first;
        const char *month_first = dates[i].month_first;
        check_moment(text, DATE_DAY_FIRST, day_first);
        check_moment(text, DATE_MONTH_FIRST, month_first);
        assert_int_equal(date_text_orders(text, strlen(text)),
                         (day_first != NULL ? DATE_DAY_FIRST : 0) |
                             (month_first != NULL ? DATE_MONTH_FIRST : 0));
        assert_int_equal(date_text_is_certain(text, strlen(text)),
                         day_first != NULL && month_first != NULL &&
                             strcmp(day_first, month_first) == 0);
    }
}

/* Expected: the date alone, or the moment where one was meant. */
static void sessions_are_days(void **state)
{
    static const struct {
        const char *text;
        const char *expected;
    } sessions[] = {
        {"2021-10-04", "2021-10-04"},
        {"2021-10-04 00:00:00", "2021-10-04"},
        {"2021-10-04 00:00:00-04:00", "2021-10-04"},
        {"2021-10-04 16:00", "2021-10-04T16:00:00"},
        {"2021-10-04 00:01", "2021-10-04T00:01:00"},
        {"2021-10-04 00:00:01", "2021-10-04T00:00:01"},
        {"2021/10/04 16:00", "2021-10-04"},
        {"04-10-2021 16:00", "2021-10-04"},
        {"04/10/2021 16:00:00", "2021-10-04"},
        {"04/10/2021 16:00:00 UTC", "2021-10-04T16:00:00Z"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; ++i) {
        instant value = 0;
        instant right = 0;
        bool has_time = false;
        bool right_time = false;
        const char *text = sessions[i].text;
        assert_true(calendar_parse_instant(&right, &right_time, sessions[i].expected,
                                           strlen(sessions[i].expected)));
        if (!date_text_parse_session(&value, &has_time, text, strlen(text), DATE_DAY_FIRST) ||
            value != right || has_time != right_time) {
            fail_msg("the session of '%s' is not %s", text, sessions[i].expected);
        }
    }
    instant value;
    assert_false(date_text_parse_session(&value, NULL, "2021-10", 7, DATE_DAY_FIRST));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_times_are_read),
        cmocka_unit_test(sessions_are_days),
    };
    return cmocka_run_group_tests_name("written_dates", tests, NULL, NULL);
}
