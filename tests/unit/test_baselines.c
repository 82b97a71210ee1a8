/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/baselines: public straight lines and published figures beside the estimate. */
#include <cjson/cJSON.h>

#include "world.h"

static int open_with_lines(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "straight_lines.csv",
                  "owner,method,revenue,hours,currency,as_of,source\n"
                  "acme,quarter,5460000,2184,USD,2021-07-28,10-Q\n"
                  "acme,quarter,4368000,2184,USD,2021-04-28,\n"
                  "acme,quarter,9999999,2184,USD,2021-10-27,\n"
                  "acme,advertising,4000000,2000,EUR,,press\n"
                  "bolt,year,8766000,8766,EUR,,\n");
    package_write(&world->folder, "published.csv",
                  "event,measure,low,high,currency,duration_assumed_minutes,publisher,kind,"
                  "source\n"
                  "e1,owner_revenue_loss,60000,100000,USD,360,A Paper,straight_line,page 3\n"
                  "e1,economy_loss,800000,800000,EUR,,B Calculator,,\n"
                  "e2,owner_revenue_loss,7,7,USD,,C,measured,\n");
    world_reopen(world);
    return 0;
}

/* The baseline of that method, or NULL. */
static const cJSON *baseline(const cJSON *report, const char *method)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(report, "baselines")) {
        if (strcmp(cJSON_GetObjectItem(item, "method")->valuestring, method) == 0) {
            return item;
        }
    }
    return NULL;
}

static cJSON *report_on(void **state, const char *words)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, words);
    char *text = report_of(result, 0, "json");
    cJSON *report = cJSON_Parse(text);
    assert_non_null(report);
    free(text);
    blackout_result_free(result);
    return report;
}

static double amount(const cJSON *item, const char *member)
{
    assert_non_null(item);
    return cJSON_GetObjectItem(cJSON_GetObjectItem(item, member), "central")->valuedouble;
}

static const char *const at_noon = "platform=alpha,beta start=2021-10-04T12:00Z duration=6h";

/* Expected: 2500 USD an hour in all regions; in the south alone 0.4 of alpha's 1000. */
static void annual_revenue_in_a_straight_line(void **state)
{
    cJSON *report = report_on(state, at_noon);
    check_close(amount(baseline(report, "annual_straight_line"), "value"), 15000.0, 1e-13);
    cJSON_Delete(report);
    report = report_on(state, "platform=alpha,beta duration=6h region=south");
    check_close(amount(baseline(report, "annual_straight_line"), "value"), 2400.0, 1e-13);
    cJSON_Delete(report);
}

/* Expected: the quarter known on that day, 5460000 / 2184 = 2500 an hour; 2000 EUR an hour at 0.8;
 * bolt is not hit. */
static void known_rates_of_the_owner_hit(void **state)
{
    cJSON *report = report_on(state, at_noon);
    const cJSON *quarter = baseline(report, "quarter");
    check_close(amount(quarter, "value"), 15000.0, 1e-13);
    assert_string_equal(cJSON_GetObjectItem(quarter, "source")->valuestring, "10-Q");
    check_contains(cJSON_GetObjectItem(quarter, "formula")->valuestring, "2184");
    check_close(amount(baseline(report, "advertising"), "value"), 15000.0, 1e-13);
    assert_null(baseline(report, "year"));
    cJSON_Delete(report);
    report = report_on(state, "platform=gamma duration=6h");
    check_close(amount(baseline(report, "year"), "value"), 6000.0, 1e-13);
    assert_null(baseline(report, "quarter"));
    cJSON_Delete(report);
}

/* Expected: 4368000 / 2184 = 2000 in May, nothing in March, the latest without a start. */
static void the_future_is_not_known(void **state)
{
    cJSON *report = report_on(state, "platform=beta start=2021-05-03T12:00Z duration=6h");
    check_close(amount(baseline(report, "quarter"), "value"), 12000.0, 1e-13);
    cJSON_Delete(report);
    report = report_on(state, "platform=beta start=2021-03-03T12:00Z duration=6h");
    assert_null(baseline(report, "quarter"));
    cJSON_Delete(report);
    report = report_on(state, "platform=beta duration=6h");
    check_close(amount(baseline(report, "quarter"), "value"), 9999999.0 / 2184 * 6, 1e-13);
    cJSON_Delete(report);
}

/* Expected: as the total; 100000 USD an hour * 6 (see test_losses). */
static void the_economy_is_a_baseline(void **state)
{
    cJSON *report = report_on(state, at_noon);
    check_close(amount(baseline(report, "economy_baseline"), "value"), 600000.0, 1e-13);
    cJSON_Delete(report);
}

/* Expected: in the report's currency, with the range and its middle. */
static void published_figures_of_the_event(void **state)
{
    cJSON *report = report_on(state, "event=e1");
    const cJSON *owner = baseline(report, "published_owner_revenue_loss");
    check_close(amount(owner, "value"), 80000.0, 1e-13);
    check_close(amount(owner, "low"), 60000.0, 1e-13);
    check_close(amount(owner, "high"), 100000.0, 1e-13);
    check_contains(cJSON_GetObjectItem(owner, "formula")->valuestring, "straight_line");
    check_contains(cJSON_GetObjectItem(owner, "formula")->valuestring, "360 minutes");
    assert_string_equal(cJSON_GetObjectItem(owner, "source")->valuestring, "A Paper: page 3");
    const cJSON *economy = baseline(report, "published_economy_loss");
    check_close(amount(economy, "value"), 1e6, 1e-13);
    assert_null(cJSON_GetObjectItem(economy, "low"));
    check_contains(cJSON_GetObjectItem(economy, "formula")->valuestring, "kind not given");
    assert_string_equal(cJSON_GetObjectItem(economy, "source")->valuestring, "B Calculator");
    check_contains(cJSON_GetObjectItem(owner, "formula")->valuestring, "published by A Paper");
    cJSON_Delete(report);
    report = report_on(state, at_noon);
    assert_null(baseline(report, "published_owner_revenue_loss"));
    cJSON_Delete(report);
}

static bool is_warned(const cJSON *report, const char *code, const char *part)
{
    const cJSON *item;
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(report, "warnings")) {
        if (strcmp(cJSON_GetObjectItem(item, "code")->valuestring, code) == 0 &&
            strstr(cJSON_GetObjectItem(item, "message")->valuestring, part) != NULL) {
            return true;
        }
    }
    return false;
}

/* e1 is alpha and beta, in the north, for 371 minutes, at a severity of 0.75. Another outage is not
 * compared with what was published of it, nor with what the market did; one that says the same, and
 * one that says what the catalogue does not, is. */
static void a_changed_event_is_another_outage(void **state)
{
    static const struct {
        const char *words;
        const char *changes; /* NULL: none */
    } cases[] = {{"event=e1", NULL},
                 {"event=e1 platform=beta,alpha region=north duration=371m severity=0.75", NULL},
                 {"event=e1 start=2021-10-04T15:39Z recovery=2h", NULL},
                 {"event=e1 platform=alpha", "(platforms)"},
                 {"event=e1 region=north,south", "(regions)"},
                 {"event=e1 start=2021-10-04T12:00Z", "(start)"},
                 {"event=e1 duration=12h", "(duration)"},
                 {"event=e1 severity=0.5", "(severity)"},
                 {"event=e1 platform=beta duration=4h..8h", "(platforms, duration)"},
                 {"event=e3 duration=2h start=2021-10-04T12:00Z", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        cJSON *report = report_on(state, cases[i].words);
        bool changed = cases[i].changes != NULL;
        const cJSON *owner = cJSON_GetArrayItem(cJSON_GetObjectItem(report, "owners"), 0);
        bool of_e1 = strncmp(cases[i].words, "event=e1", strlen("event=e1")) == 0;
        assert_int_equal(is_warned(report, "event_changed", changed ? cases[i].changes : ""),
                         changed);
        assert_int_equal(baseline(report, "published_owner_revenue_loss") != NULL,
                         of_e1 && !changed);
        assert_int_equal(cJSON_GetObjectItem(owner, "event_study") != NULL, of_e1 && !changed);
        cJSON_Delete(report);
    }
}

/* What knows no platforms says so. */
static void whole_owners_and_economies_are_told(void **state)
{
    cJSON *report = report_on(state, "platform=alpha start=2021-10-04T12:00Z duration=6h");
    check_contains(cJSON_GetObjectItem(baseline(report, "quarter"), "formula")->valuestring,
                   "all of acme, whatever is down");
    check_contains(
        cJSON_GetObjectItem(baseline(report, "economy_baseline"), "formula")->valuestring,
        "whatever platforms are down");
    cJSON_Delete(report);
}

#define WITH_LINES(test) cmocka_unit_test_setup_teardown(test, open_with_lines, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LINES(annual_revenue_in_a_straight_line),
        WITH_LINES(known_rates_of_the_owner_hit),
        WITH_LINES(the_future_is_not_known),
        WITH_LINES(the_economy_is_a_baseline),
        WITH_LINES(published_figures_of_the_event),
        WITH_LINES(a_changed_event_is_another_outage),
        WITH_LINES(whole_owners_and_economies_are_told),
    };
    blackout_init();
    return cmocka_run_group_tests_name("baselines", tests, NULL, NULL);
}
