/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ingest/exchange_checks: hours that are not understood, reactions that cannot be. */
#include "ingest/exchange_checks.h"

#include "package.h"

static void write_world(const struct package_folder *folder)
{
    package_write(folder, "regions.csv", "region,name,utc_offset_hours\nworld,World,0\n");
    package_write(folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency\nshop,Shop,acme,8766000000,USD\n");
    package_write(folder, "platform_regions.csv", "platform,region,revenue_share\nshop,world,1\n");
    /* with a row, since an empty table is warned of */
    package_write(folder, "outages.csv", "event,owner,platforms,start\nE,acme,shop,2021-10-04\n");
}

struct told {
    size_t count;
    blackout_severity severity;
    char code[64];
    char where[64];
    char message[400];
};

static void listen(void *user, const blackout_diagnostic *diagnostic)
{
    struct told *told = user;
    ++told->count;
    told->severity = diagnostic->severity;
    snprintf(told->code, sizeof told->code, "%s", diagnostic->code);
    snprintf(told->where, sizeof told->where, "%s:%zu:%zu", diagnostic->source, diagnostic->line,
             diagnostic->column);
    snprintf(told->message, sizeof told->message, "%s", diagnostic->message);
}

static struct told open_package(const struct package_folder *folder)
{
    struct told told = {0};
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = listen, .user = &told};
    blackout_dataset *dataset = NULL;
    blackout_error error = {0};
    blackout_status status = blackout_dataset_open(&dataset, folder->path, &options, &error);
    bool fault = told.count > 0 && told.severity == BLACKOUT_FAULT;
    assert_int_equal(status, fault ? BLACKOUT_ERROR_INPUT : BLACKOUT_OK);
    blackout_dataset_free(dataset);
    return told;
}

static void write_owner(const struct package_folder *folder, const char *zone, const char *close)
{
    char text[512];
    snprintf(text, sizeof text,
             "owner,name,currency,as_of,exchange_timezone,session_close\n"
             "acme,Acme,USD,2020-01-01,%s,%s\nacme,Acme,USD,2021-01-01,%s,%s\n",
             zone, close, zone, close);
    package_write(folder, "owners.csv", text);
}

/* The same text in two rows is told once. */
static void hours_that_are_not_understood_are_faults(void **state)
{
    static const struct {
        const char *zone;
        const char *close;
        const char *where;
        const char *message;
    } cases[] = {
        {"America/NewYork", "16:00", "owners.csv:2:5",
         "the time zone is not known ('America/NewYork'); perhaps America/New_York"},
        {"Eastern", "16:00", "owners.csv:2:5", NULL},
        {"New York (Eastern Time)", "16:00", "owners.csv:2:5",
         "the time zone is not known ('New York (Eastern Time)'); a name of the IANA database, "
         "like "
         "America/New_York"},
        {"../zoneinfo/UTC", "16:00", "owners.csv:2:5", NULL},
        {"America/New_York", "4:00PM", "owners.csv:2:6",
         "the close is not a time of day ('4:00PM'); local time without an offset, like 16:00"},
        {"America/New_York", "4pm", "owners.csv:2:6", NULL},
        {"America/New_York", "16:00-05:00", "owners.csv:2:6", NULL}};
    const struct package_folder *folder = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        write_owner(folder, cases[i].zone, cases[i].close);
        const struct told told = open_package(folder);
        assert_int_equal(told.count, 1);
        assert_int_equal(told.severity, BLACKOUT_FAULT);
        assert_string_equal(told.code, "bad_value");
        assert_string_equal(told.where, cases[i].where);
        if (cases[i].message != NULL) {
            assert_string_equal(told.message, cases[i].message);
        }
    }
    static const char *const good[] = {"America/New_York", "US/Eastern", "Asia/Calcutta", "UTC"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; ++i) {
        write_owner(folder, good[i], "16:00");
        assert_int_equal(open_package(folder).count, 0);
    }
}

static void hours_that_mislead_are_warned_of(void **state)
{
    static const struct {
        const char *zone;
        const char *close;
        const char *where;
        const char *code;
    } cases[] = {{"EST", "16:00", "owners.csv:2:5", "zone_without_summer_time"},
                 {"Etc/GMT+5", "16:00", "owners.csv:2:5", "zone_without_summer_time"},
                 {"America/New_York", "", "owners.csv:2:5", "exchange_hours_incomplete"},
                 {"", "16:00", "owners.csv:2:6", "exchange_hours_incomplete"}};
    const struct package_folder *folder = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        write_owner(folder, cases[i].zone, cases[i].close);
        const struct told told = open_package(folder);
        assert_int_equal(told.count, 1);
        assert_int_equal(told.severity, BLACKOUT_WARNING);
        assert_string_equal(told.code, cases[i].code);
        assert_string_equal(told.where, cases[i].where);
    }
    write_owner(folder, "", "");
    assert_int_equal(open_package(folder).count, 0);
}

/* Expected: by the clock of New York, where 2021-10-05T02:00Z is 22:00 on the 4th, after the close
 * of that day. Without the exchange's hours the outage may have begun on the 4th or, west of
 * Greenwich, on the 3rd; a date alone is the date. */
static void a_reaction_comes_after_its_outage(void **state)
{
    static const struct {
        const char *zone;
        const char *start;
        const char *reaction;
        const char *code; /* NULL: nothing is told */
    } cases[] = {{"America/New_York", "2021-10-05T02:00Z", "2021-10-03", "bad_value"},
                 {"America/New_York", "2021-10-05T02:00Z", "2021-10-04", "reaction_before_outage"},
                 {"America/New_York", "2021-10-05T02:00Z", "2021-10-05", NULL},
                 {"America/New_York", "2021-10-05T02:00Z", "2021-10-08", NULL},
                 {"America/New_York", "2021-10-04T15:39Z", "2021-10-04", NULL},
                 {"America/New_York", "2021-10-04T15:39Z", "2020-10-04", "bad_value"},
                 {"Asia/Tokyo", "2021-10-04T15:39Z", "2021-10-04", "bad_value"},
                 {"Asia/Tokyo", "2021-10-04T15:39Z", "2021-10-05", NULL},
                 {"", "2021-10-05T02:00Z", "2021-10-04", NULL},
                 {"", "2021-10-05T02:00Z", "2021-10-03", "bad_value"},
                 {"America/New_York", "2021-10-05", "2021-10-04", "bad_value"},
                 {"America/New_York", "2021-10-05", "2021-10-05", NULL}};
    const struct package_folder *folder = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[256];
        write_owner(folder, cases[i].zone, cases[i].zone[0] != '\0' ? "16:00" : "");
        snprintf(text, sizeof text,
                 "event,owner,platforms,start,reaction_date\nE,acme,shop,%s,%s\n", cases[i].start,
                 cases[i].reaction);
        package_write(folder, "outages.csv", text);
        const struct told told = open_package(folder);
        assert_int_equal(told.count, cases[i].code != NULL ? 1 : 0);
        if (cases[i].code != NULL) {
            assert_string_equal(told.code, cases[i].code);
            assert_string_equal(told.where, "outages.csv:2:5");
        }
    }
}

static int set_up(void **state)
{
    static struct package_folder folder;
    package_make(&folder);
    write_world(&folder);
    *state = &folder;
    return 0;
}

static int tear_down(void **state)
{
    package_remove(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_that_are_not_understood_are_faults),
        cmocka_unit_test(hours_that_mislead_are_warned_of),
        cmocka_unit_test(a_reaction_comes_after_its_outage),
    };
    blackout_init();
    return cmocka_run_group_tests_name("exchange_checks", tests, set_up, tear_down);
}
