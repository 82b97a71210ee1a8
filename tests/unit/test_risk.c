/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/risk and its parts, through the public header: what is not asked, threads, tables, a
 * cancelled run, a sink that refuses, insurance. What the figures are is in
 * tests/risk/test_risk.py, against the tables and `estimate`; this is the part that the sanitizers
 * run. */
#include <string.h>

#include "world.h"

static const char *const prior = "term,value\n"
                                 "rate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                                 "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,6.5\n"
                                 "longest_hours,720\nany_hour_weight,1\n";

static int open_with_prior(void **state)
{
    int failed = world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "outage_prior.csv", prior);
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,observed_from,observed_to\n"
                  "acme,Acme Group,USD,2019-01-01,2022-12-31\n"
                  "bolt,Bolt,EUR,2019-01-01,2022-12-31\n");
    package_write(&world->folder, "policies.csv",
                  "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n"
                  "P,b1,1,5,40,0.75,60,USD\nP,b3,1,5,40,0.75,,USD\nall,,0,1,10,0.5,,USD\n");
    world_reopen(world);
    return failed;
}

static blackout_status try_risk(blackout_risk **risk, const struct world *world, const char *words,
                                const blackout_risk_tables *tables, unsigned threads,
                                blackout_error *error)
{
    const blackout_run_options options = {.size = sizeof options, .threads = threads};
    blackout_scenario *scenario = scenario_of(words);
    blackout_status status =
        blackout_risk_run(risk, world->dataset, scenario, tables, &options, error);
    blackout_scenario_free(scenario);
    return status;
}

/* The JSON report; to be freed. */
static char *report_text(const blackout_risk *risk)
{
    struct caught caught = {0};
    blackout_error error;
    check_ok(blackout_risk_write(risk, "json", catch_bytes, &caught, &error), &error);
    return caught.text;
}

static void nothing_need_be_asked(void **state)
{
    const struct world *world = *state;
    blackout_risk *risk = NULL;
    blackout_error error;
    double years;
    double mean;
    blackout_scenario *scenario = scenario_of("years=1000"); /* without it 100,000 */
    check_ok(blackout_risk_run(&risk, world->dataset, scenario, NULL, NULL, &error), &error);
    blackout_scenario_free(scenario);
    check_ok(blackout_risk_number(risk, "/request/years", &years, &error), &error);
    check_ok(blackout_risk_number(risk, "/losses/0/average_annual_loss/mean", &mean, &error),
             &error);
    assert_true(years == 1000 && mean > 0);
    assert_true(blackout_risk_number(risk, "/losses/900/name", &mean, &error) != BLACKOUT_OK);
    blackout_risk_free(risk);
    blackout_risk_free(NULL);
}

/* Tables too: the report's and both tables' bytes. */
static void threads_do_not_matter(void **state)
{
    const struct world *world = *state;
    char *texts[2][3];
    for (size_t i = 0; i < 2; ++i) {
        struct caught events = {0};
        struct caught years = {0};
        const blackout_risk_tables tables = {sizeof tables, catch_bytes, &events, catch_bytes,
                                             &years};
        blackout_risk *risk = NULL;
        blackout_error error;
        check_ok(
            try_risk(&risk, world, "event=e1 years=1500 seed=7", &tables, i == 0 ? 1 : 3, &error),
            &error);
        texts[i][0] = report_text(risk);
        texts[i][1] = events.text;
        texts[i][2] = years.text;
        blackout_risk_free(risk);
    }
    for (size_t k = 0; k < 3; ++k) {
        assert_string_equal(texts[0][k], texts[1][k]);
        assert_true(strlen(texts[0][k]) > 1000);
        free(texts[0][k]);
        free(texts[1][k]);
    }
}

static void an_outage_of_its_own_and_policies(void **state)
{
    const struct world *world = *state;
    blackout_risk *risk = NULL;
    blackout_error error;
    check_ok(try_risk(&risk, world, "platform=alpha duration=5h severity=0.5 years=1000", NULL, 2,
                      &error),
             &error);
    char *text = report_text(risk);
    check_contains(text, "\"P/b1\"");
    check_contains(text, "\"P/b3\"");
    check_contains(text, "\"all\"");
    check_contains(text, "\"asked\"");
    free(text);
    blackout_risk_free(risk);
}

/* What is lost by the outage that is asked about, which is the first listed. */
static double asked_loss(const struct world *world, const char *words)
{
    blackout_risk *risk = NULL;
    blackout_error error;
    double loss;
    check_ok(try_risk(&risk, world, words, NULL, 2, &error), &error);
    check_ok(blackout_risk_number(risk, "/owners/0/outages/0/losses/0/loss", &loss, &error),
             &error);
    blackout_risk_free(risk);
    return loss;
}

/* Expected: alpha earns in the north by the profile `day`, 1.5 from 8 to 20 h and 0.5 else, in the
 * south 5.5 hours later; so an hour at midnight UTC, 5:30 in the south, is worth 0.5 of the mean
 * hour, and an hour of a day whose time is not said the mean hour, as it is without a start. A
 * start beside an event goes before the event's. */
static void a_date_alone_says_no_hour(void **state)
{
    const struct world *world = *state;
    double mean = asked_loss(world, "platform=alpha duration=1h years=1000");
    check_close(asked_loss(world, "platform=alpha duration=1h start=2021-10-06T00:00Z years=1000"),
                0.5 * mean, 1e-12);
    check_close(asked_loss(world, "platform=alpha duration=1h start=2021-10-06 years=1000"), mean,
                0.0);
    check_close(asked_loss(world, "event=e1 start=2021-10-06T00:00Z years=1000"),
                asked_loss(world, "platform=alpha,beta region=north duration=371m severity=0.75 "
                                  "start=2021-10-06T00:00Z years=1000"),
                1e-14);
}

static int always(void *user)
{
    (void)user;
    return 1;
}

static void a_run_that_fails_leaves_nothing(void **state)
{
    struct world *world = *state;
    blackout_error error;
    blackout_risk *risk = NULL;
    const blackout_run_options cancelled = {
        .size = sizeof cancelled, .threads = 2, .cancelled = always};
    const blackout_risk_tables tables = {.size = sizeof tables, .years = refuse_bytes};
    check_fails(blackout_risk_run(&risk, world->dataset, NULL, NULL, &cancelled, &error),
                BLACKOUT_ERROR_CANCELLED, &error);
    assert_null(risk);
    check_fails(try_risk(&risk, world, "owner=acme years=1000", &tables, 2, &error),
                BLACKOUT_ERROR_IO, &error);
    assert_null(risk);
    check_fails(try_risk(&risk, world, "event=nosuch years=1000", NULL, 1, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(risk);
    package_drop(&world->folder, "outage_prior.csv");
    world_reopen(world);
    check_fails(try_risk(&risk, world, "owner=acme years=1000", NULL, 1, &error),
                BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, "outage_prior");
    assert_null(risk);
}

#define WITH_PRIOR(test) cmocka_unit_test_setup_teardown(test, open_with_prior, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PRIOR(nothing_need_be_asked),
        WITH_PRIOR(threads_do_not_matter),
        WITH_PRIOR(an_outage_of_its_own_and_policies),
        WITH_PRIOR(a_date_alone_says_no_hour),
        WITH_PRIOR(a_run_that_fails_leaves_nothing),
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk", tests, NULL, NULL);
}
