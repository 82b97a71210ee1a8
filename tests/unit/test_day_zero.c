/* SPDX-License-Identifier: GPL-3.0-or-later */
/* market/day_zero: the first session that could react. */
#include "market/day_zero.h"

#include "world.h"

/* Three owners: one in New York, one in Tokyo, one whose exchange is not known. */
static int open_with_exchanges(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,exchange_timezone,session_close\n"
                  "acme,Acme,USD,America/New_York,16:00\nbolt,Bolt,EUR,Asia/Tokyo,15:00\n"
                  "plain,Plain,USD,,\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,reaction_date\n"
                  "late,acme,alpha,2021-10-04T21:30Z,60,\n"
                  "told,acme,alpha,2021-10-04T21:30Z,60,2021-10-04\n"
                  "noticed,acme,alpha,,60,2021-10-07\n"
                  "unknown,acme,alpha,,60,\n"
                  "nobody,nosuch,alpha,2021-10-04T21:30Z,60,\n");
    world_reopen(world);
    return 0;
}

static instant at(const char *text, bool *has_time)
{
    instant value;
    assert_true(calendar_parse_instant(&value, has_time, text, strlen(text)));
    return value;
}

static void check_date(const struct day_zero *day_zero, const char *expected)
{
    char text[CALENDAR_TEXT_SIZE];
    calendar_print_date(text, day_zero->date);
    assert_string_equal(text, expected);
}

/* Expected: by the exchanges' hours. New York closes at 20:00 UTC in summer and at 21:00 in winter,
 * Tokyo at 6:00 UTC; a start at the close is of the next day. Without an exchange, or without a
 * time of day, it is the date of the start. */
static void a_start_at_the_close_is_of_the_next_day(void **state)
{
    static const struct {
        size_t owner;
        const char *start;
        const char *date;
        const char *rule;
    } cases[] = {
        {0, "2021-10-04T15:39Z", "2021-10-04", "time zone and close"},
        {0, "2021-10-04T19:59:59Z", "2021-10-04", "time zone and close"},
        {0, "2021-10-04T20:00Z", "2021-10-05", "time zone and close"},
        {0, "2021-12-07T20:30Z", "2021-12-07", "time zone and close"},
        {0, "2021-12-07T21:00Z", "2021-12-08", "time zone and close"},
        {0, "2021-10-05T01:00Z", "2021-10-05", "time zone and close"},
        {0, "2021-10-04", "2021-10-04", "time of day is not known"},
        {1, "2021-10-04T05:59Z", "2021-10-04", "time zone and close"},
        {1, "2021-10-04T06:00Z", "2021-10-05", "time zone and close"},
        {1, "2021-10-04T16:00Z", "2021-10-05", "time zone and close"},
        {2, "2021-10-04T23:59Z", "2021-10-04", "hours are not known"},
    };
    const struct world *world = *state;
    const struct row *owners = world->dataset->tables[OWNERS].rows;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        bool has_time;
        instant start = at(cases[i].start, &has_time);
        struct day_zero day_zero = day_zero_of_start(
            world->dataset, owners[cases[i].owner].cells[OWNERS_OWNER].text, start, has_time);
        assert_int_equal(day_zero.by_utc, strstr(cases[i].rule, "hours are not") != NULL);
        check_date(&day_zero, cases[i].date);
        check_contains(day_zero.rule, cases[i].rule);
    }
    struct day_zero day_zero =
        day_zero_of_start(world->dataset, STRING_NONE, at("2021-10-04T23:59Z", NULL), true);
    check_date(&day_zero, "2021-10-04");
}

/* Expected: what the catalogue says of the reaction goes before its start. */
static void an_outage_has_the_day_of_its_reaction(void **state)
{
    static const char *const dates[] = {"2021-10-05", "2021-10-04", "2021-10-07", NULL,
                                        "2021-10-04"};
    const struct world *world = *state;
    const struct table *outages = &world->dataset->tables[OUTAGES];
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; ++i) {
        struct day_zero day_zero;
        bool known = day_zero_of_outage(&day_zero, world->dataset, &outages->rows[i]);
        assert_int_equal(known, dates[i] != NULL);
        if (known) {
            check_date(&day_zero, dates[i]);
        }
    }
    assert_ptr_equal(day_zero_owner(world->dataset, &outages->rows[0]),
                     &world->dataset->tables[OWNERS].rows[0]);
    assert_null(day_zero_owner(world->dataset, &outages->rows[3]));
}

#define WITH_EXCHANGES(test) cmocka_unit_test_setup_teardown(test, open_with_exchanges, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EXCHANGES(a_start_at_the_close_is_of_the_next_day),
        WITH_EXCHANGES(an_outage_has_the_day_of_its_reaction),
    };
    blackout_init();
    return cmocka_run_group_tests_name("day_zero", tests, NULL, NULL);
}
