/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/risk and its parts, through the public header: what is not asked, insurance, an outage
 * that is asked about. Threads and failures are in test_risk_threads.c. What the figures are is in
 * tests/risk/test_risk.py, against the tables and `estimate`; this is the part that the sanitizers
 * run. */
#include <gsl/gsl_cdf.h>

#include "risk_world.h"

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

/* All policies together would repeat the only one: three measures of each policy, and three of all
 * where there are several. */
static void one_policy_is_not_repeated(void **state)
{
    static const char head[] =
        "policy,business,waiting_hours,deductible,limit,share,aggregate_limit,currency\n";
    static const char *const rows[] = {"P,b1,1,5,40,0.75,60,USD\n", "P,b3,1,5,40,0.75,,USD\n"};
    struct world *world = *state;
    char text[256];
    snprintf(text, sizeof text, "%s", head);
    for (size_t count = 1; count <= 2; ++count) {
        blackout_risk *risk = NULL;
        blackout_error error;
        size_t of_policies = 0;
        strcat(text, rows[count - 1]);
        package_write(&world->folder, "policies.csv", text);
        world_reopen(world);
        check_ok(try_risk(&risk, world, "owner=acme years=1000", NULL, 1, &error), &error);
        char *report = report_text(risk);
        for (const char *at = report; (at = strstr(at, "\"of\": \"polic")) != NULL; ++at) {
            ++of_policies;
        }
        assert_int_equal(of_policies, count == 1 ? 3 : 9);
        free(report);
        blackout_risk_free(risk);
    }
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
    check_close(asked_loss(world, "platform=alpha duration=1h recovery=2h years=1000"), 2 * mean,
                1e-12); /* half of two hours more */
    check_close(asked_loss(world, "event=e1 start=2021-10-06T00:00Z years=1000"),
                asked_loss(world, "platform=alpha,beta region=north duration=371m severity=0.75 "
                                  "start=2021-10-06T00:00Z years=1000"),
                1e-14);
}

/* What a report rests on is of all outages, and not of the first: beta is down in another one. */
static void inputs_are_those_of_all_outages(void **state)
{
    struct world *world = *state;
    blackout_risk *risk = NULL;
    blackout_error error;
    struct caught caught = {0};
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,2018-03-04\n"
                  "beta,Beta,acme,8766000,USD,2022-09-08\n"
                  "gamma,Gamma,bolt,8766000,EUR,2018-03-04\n");
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity\n"
                  "e1,acme,alpha,2021-10-04T15:39Z,371,0.75\n"
                  "e5,acme,beta,2021-02-03T04:30Z,300,0.6\n");
    world_reopen(world);
    check_ok(try_risk(&risk, world, "owner=acme years=1000", NULL, 1, &error), &error);
    check_ok(blackout_risk_write(risk, "text", catch_bytes, &caught, &error), &error);
    check_contains(caught.text, "inputs of 2018-03-04 to 2022-09-08");
    free(caught.text);
    blackout_risk_free(risk);
}

/* The last minute of the time that is observed, and the first one after it. Expected: one outage
 * and the prior's one over the prior's 2.5 years and those observed; the interval of the rate by
 * the distribution function of the gamma distribution. */
static void outages_count_to_the_end_of_what_is_observed(void **state)
{
    static const struct {
        const char *start;
        double events;
    } cases[] = {{"2022-12-31T23:59Z", 2}, {"2023-01-01T00:00Z", 1}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_risk *risk = NULL;
        blackout_error error;
        char text[256];
        double of[5] = {0};
        static const char *const names[] = {"events", "rate_per_year/shape", "rate_per_year/years",
                                            "rate_per_year/p5", "rate_per_year/p95"};
        snprintf(text, sizeof text,
                 "event,owner,platforms,start,duration_minutes,severity\n"
                 "e1,acme,alpha,2021-10-04T15:39Z,371,0.75\ne5,acme,beta,%s,300,0.6\n",
                 cases[i].start);
        package_write(&world->folder, "outages.csv", text);
        world_reopen(world);
        check_ok(try_risk(&risk, world, "owner=acme years=1000", NULL, 1, &error), &error);
        for (int k = 0; k < 5; ++k) {
            snprintf(text, sizeof text, "/owners/0/%s", names[k]);
            check_ok(blackout_risk_number(risk, text, &of[k], &error), &error);
        }
        assert_true(of[0] == cases[i].events && of[1] == 1 + cases[i].events);
        check_close(of[2], 2.5 + 1461 / 365.2425, 1e-3);
        check_close(gsl_cdf_gamma_P(of[3], of[1], 1 / of[2]), 0.05, 1e-9);
        check_close(gsl_cdf_gamma_P(of[4], of[1], 1 / of[2]), 0.95, 1e-9);
        blackout_risk_free(risk);
    }
}

/* Each table begins with its header, which is there once. */
static void tables_begin_with_headers(void **state)
{
    const struct world *world = *state;
    blackout_risk *risk = NULL;
    blackout_error error;
    struct caught events = {0};
    struct caught years = {0};
    blackout_risk_tables tables = BLACKOUT_RISK_TABLES_INIT;
    tables.events = tables.years = catch_bytes;
    tables.events_user = &events;
    tables.years_user = &years;
    check_ok(try_risk(&risk, world, "owner=acme years=1000", &tables, 2, &error), &error);
    assert_true(begins_with(events.text, "Period,PeriodWeight,EventId,"));
    assert_true(begins_with(years.text, "Period,PeriodWeight,SummaryId,Loss,MaxLoss,"));
    assert_null(strstr(events.text + 1, "Period,"));
    assert_null(strstr(years.text + 1, "Period,"));
    free(events.text);
    free(years.text);
    blackout_risk_free(risk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PRIOR(nothing_need_be_asked),
        WITH_POLICIES(an_outage_of_its_own_and_policies),
        WITH_POLICIES(one_policy_is_not_repeated),
        WITH_PRIOR(a_date_alone_says_no_hour),
        WITH_PRIOR(inputs_are_those_of_all_outages),
        WITH_PRIOR(outages_count_to_the_end_of_what_is_observed),
        WITH_PRIOR(tables_begin_with_headers),
    };
    blackout_init();
    return cmocka_run_group_tests_name("risk", tests, NULL, NULL);
}
