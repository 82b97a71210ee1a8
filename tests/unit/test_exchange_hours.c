/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/exchange_hours: closes as texts, and whose hours hold when. What a session is is in
 * test_day_zero.c. */
#include "tables/exchange_hours.h"

#include <string.h>

#include "tables/dataset.h"
#include "world.h"

static void closes_are_local_times_of_day(void **state)
{
    static const struct {
        const char *text;
        int seconds;
    } closes[] = {{"16:00", 57600},   {"9:30", 34200}, {"15:59:59", 57599}, {"24:00", 86400},
                  {"4pm", -1},        {"4:00PM", -1},  {"16:00-05:00", -1}, {"16:00Z", -1},
                  {"16", -1},         {"16:", -1},     {"16:60", -1},       {"24:01", -1},
                  {"0:00", -1},       {"16:00 ", -1},  {"1600", -1},        {"16.00", -1},
                  {"16:00:61", -1},   {"116:00", -1},  {"16:000", -1},      {"", -1},
                  {"16:00 local", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof closes / sizeof closes[0]; ++i) {
        if (exchange_close(closes[i].text) != closes[i].seconds) {
            print_error("'%s'\n", closes[i].text);
        }
        assert_int_equal(exchange_close(closes[i].text), closes[i].seconds);
    }
}

/* `same` is first known of in 2013, always in New York; `moved` went from London to New York;
 * `half` has its hours in an old row alone; `odd` has closes that differ; `none` has no hours. */
static int open_with_hours(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,as_of,exchange_timezone,session_close\n"
                  "acme,Acme,USD,2020-01-01,,\nbolt,Bolt,EUR,,,\n"
                  "same,Same,USD,2013-01-01,America/New_York,16:00\n"
                  "same,Same,USD,2014-01-01,America/New_York,16:00\n"
                  "moved,Moved,USD,2013-01-01,Europe/London,16:30\n"
                  "moved,Moved,USD,2020-01-01,America/New_York,16:00\n"
                  "half,Half,USD,2013-01-01,Asia/Tokyo,15:00\n"
                  "half,Half,USD,2020-01-01,,\n"
                  "odd,Odd,USD,2013-01-01,Asia/Tokyo,15:00\n"
                  "odd,Odd,USD,2020-01-01,Asia/Tokyo,15:30\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\n"
                  "alpha,Alpha,acme,8766000,USD\nbeta,Beta,acme,1,USD\ngamma,Gamma,bolt,1,EUR\n");
    world_reopen(world);
    return 0;
}

static struct exchange_hours hours_of(const blackout_dataset *dataset, const char *owner,
                                      const char *time)
{
    instant at;
    assert_true(calendar_parse_instant(&at, NULL, time, strlen(time)));
    return exchange_hours_at(&dataset->tables[OWNERS], &dataset->strings,
                             dataset_find_text(dataset, owner), at);
}

static void what_all_rows_agree_on_holds_for_all_times(void **state)
{
    static const struct {
        const char *owner;
        const char *time;
        const char *zone;
        int close;
    } cases[] = {{"same", "2012-10-26T21:00Z", "America/New_York", 57600},
                 {"same", "2020-10-26T21:00Z", "America/New_York", 57600},
                 {"moved", "2012-10-26T21:00Z", NULL, 0},
                 {"moved", "2015-10-26T21:00Z", "Europe/London", 59400},
                 {"moved", "2022-10-26T21:00Z", "America/New_York", 57600},
                 {"half", "2012-10-26T21:00Z", "Asia/Tokyo", 54000},
                 {"half", "2022-10-26T21:00Z", "Asia/Tokyo", 54000},
                 {"odd", "2012-10-26T21:00Z", NULL, 0},
                 {"odd", "2015-10-26T21:00Z", "Asia/Tokyo", 54000},
                 {"bolt", "2022-10-26T21:00Z", NULL, 0},
                 {"nobody", "2022-10-26T21:00Z", NULL, 0}};
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        const struct exchange_hours hours = hours_of(world->dataset, cases[i].owner, cases[i].time);
        if (cases[i].zone == NULL) {
            assert_null(hours.zone);
        } else {
            assert_string_equal(hours.zone, cases[i].zone);
            assert_int_equal(hours.close_seconds, cases[i].close);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closes_are_local_times_of_day),
        cmocka_unit_test_setup_teardown(what_all_rows_agree_on_holds_for_all_times, open_with_hours,
                                        world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("exchange_hours", tests, NULL, NULL);
}
