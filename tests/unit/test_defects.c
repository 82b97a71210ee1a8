/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defects seen through the public API and in small modules, each with the source of what is
 * expected. */
#include <cjson/cJSON.h>

#include "core/calendar.h"
#include "world.h"

/* model.md, section 0: "D = 0 gives null results"; a recovery needs something to recover from. */
static void no_duration_is_no_loss_whatever_the_recovery(void **state)
{
    const struct world *world = *state;
    check_near(estimate_figure(world->dataset, "platform=alpha duration=0h recovery=2h",
                               "/totals/owner_revenue_loss/gross/central"),
               0.0, 0.0);
}

/* The economies of the two regions are 1e6 USD * 0.05 and 0.5e6 EUR = 0.625e6 USD * 0.08 an hour,
 * 50000 each: half and half. estimate/evidence.c adds USD to EUR. */
static void the_economys_evidence_is_in_one_currency(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours,gdp,gdp_currency,digital_share,basis\n"
                  "north,North,0,8766000000,USD,0.05,measured\n"
                  "south,South,5.5,4383000000,EUR,0.08,derived\n");
    package_write(&world->folder, "fx.csv",
                  "currency,per_usd,date,basis\nEUR,0.8,2020-01-01,measured\n"
                  "GBP,0.64,2020-01-01,measured\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=6h");
    char *text = report_of(result, 0, "json");
    cJSON *tree = cJSON_Parse(text);
    const cJSON *item;
    double derived = NAN;
    cJSON_ArrayForEach (item, cJSON_GetObjectItem(tree, "evidence")) {
        if (strcmp(cJSON_GetObjectItem(item, "total")->valuestring, "economy_baseline") == 0) {
            derived = cJSON_GetObjectItem(item, "derived")->valuedouble;
        }
    }
    cJSON_Delete(tree);
    free(text);
    blackout_result_free(result);
    check_close(derived, 0.5, 1e-12);
}

/* ---- A platform that was sold ---------------------------------------------------------------- */

/* gamma was acme's until 2021 and is bolt's since. Contract, section 1: of several rows with as_of
 * "the latest not after the outage's start counts". */
static void sell_gamma(struct world *world)
{
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme,USD\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,\nbeta,Beta,acme,13149000,USD,\n"
                  "gamma,Gamma,acme,4383000,USD,2019-01-01\n"
                  "gamma,Gamma,bolt,4383000,USD,2021-01-01\n");
    world_reopen(world);
}

static void an_owner_no_longer_has_what_it_sold(void **state)
{
    struct world *world = *state;
    sell_gamma(world);
    blackout_result *result =
        estimate_of(world->dataset, "owner=acme duration=6h start=2021-10-04T12:00Z");
    bool gamma = has_figure(result, "/platforms/2/lost_demand_hours/central");
    blackout_result_free(result);
    assert_false(gamma);
}

/* b3 falls back from alpha to gamma, another owner's by then: 6 * 0.4 * 6 h. */
static void what_was_sold_is_a_rivals(void **state)
{
    struct world *world = *state;
    sell_gamma(world);
    check_close(estimate_figure(world->dataset,
                                "platform=alpha duration=6h region=north start=2021-10-04T12:00Z",
                                "/totals/rival_gain/central"),
                6 * 0.4 * 6, 1e-12);
}

/* The report's currency is that of the platform's owner at the start: bolt's, EUR. */
static void the_report_is_in_the_new_owners_currency(void **state)
{
    struct world *world = *state;
    sell_gamma(world);
    blackout_result *result =
        estimate_of(world->dataset, "platform=gamma duration=6h start=2021-10-04T12:00Z");
    char *text = report_of(result, 0, "json");
    bool in_euro = strstr(text, "\"currency\": \"EUR\"") != NULL;
    free(text);
    blackout_result_free(result);
    assert_true(in_euro);
}

/* ---- Texts ----------------------------------------------------------------------------------- */

/* include/blackout.h: "seed 0 .. 2^53-1". 2^53 + 1 is no double: it must not become another seed.
 */
static void a_seed_is_not_rounded(void **state)
{
    blackout_scenario *scenario = scenario_of("");
    blackout_error error = {0};
    (void)state;
    blackout_status status = blackout_scenario_set(scenario, "seed", "9007199254740993", &error);
    blackout_scenario_free(scenario);
    check_fails(status, BLACKOUT_ERROR_USAGE, &error);
}

/* ISO 8601-1:2019, 5.3.1.4: a fraction has digits. And no offset is beyond +14:00. */
static void fractions_and_offsets_are_whole(void **state)
{
    static const char *const texts[] = {"2021-10-04T15:39:00.", "2021-10-04T15:39:00,Z",
                                        "2021-10-04T15:39+14:59"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        instant value;
        if (calendar_parse_instant(&value, NULL, texts[i], strlen(texts[i]))) {
            print_error("'%s' was taken\n", texts[i]);
            fail();
        }
    }
}

/* A call that fails should leave the scenario as it was: here "alpha" of the refused list stays. */
static void a_refused_text_changes_nothing(void **state)
{
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of("platform=beta duration=2h");
    const blackout_scenario *const scenarios[] = {scenario};
    blackout_result *result = NULL;
    blackout_error error = {0};
    blackout_scenario_set(scenario, "platform", "alpha,,gamma", &error);
    blackout_scenario_set(scenario, "duration", "soon", &error);
    blackout_status status = blackout_estimate(&result, world->dataset, scenarios, 1, NULL, &error);
    blackout_scenario_free(scenario);
    check_ok(status, &error); /* "no duration is given" */
    double gross = figure(result, "/totals/owner_revenue_loss/gross/central");
    blackout_result_free(result);
    check_close(gross, 3000.0, 1e-12);
}

/* The kernel walks hour by hour: a duration without a limit would not come back. */
static void a_duration_has_a_limit(void **state)
{
    blackout_scenario *scenario = scenario_of("platform=alpha");
    blackout_error error = {0};
    (void)state;
    blackout_status status = blackout_scenario_set(scenario, "duration", "99999999999999h", &error);
    blackout_scenario_free(scenario);
    check_fails(status, BLACKOUT_ERROR_USAGE, &error);
}

static void keep_last(void *user, const blackout_diagnostic *diagnostic)
{
    char *line = user;
    snprintf(line, 200, "%s:%zu:%zu: %s", diagnostic->source, diagnostic->line, diagnostic->column,
             diagnostic->message);
}

/* A fault has a place, though the file lacks the first, optional column of the key (contract,
 * section 2: file:line:column). Found by fuzz_package. */
static void a_repeated_key_has_a_place(void **state)
{
    struct world *world = *state;
    blackout_dataset *dataset = NULL;
    blackout_error error;
    char told[200] = "";
    const blackout_dataset_options options = {
        .size = sizeof options, .diagnostic = keep_last, .user = told};
    package_write(&world->folder, "fallbacks.csv",
                  "share,channel,fallback\n0.2,sales,web\n0.3,sales,web\n");
    assert_int_equal(blackout_dataset_open(&dataset, world->folder.path, &options, &error),
                     BLACKOUT_ERROR_INPUT);
    assert_string_equal(told, "fallbacks.csv:3:2: the same key is already in line 2 "
                              "('sales'); keep one row for each combination of keys");
}

/* Three shares of a third with four digits, and of two thousandths more. docs/data-format.md has
 * one tolerance for shares that are typed, 0.001, whatever their table. */
static void shares_that_are_typed_come_to_one(void **state)
{
    static const struct {
        const char *share;
        blackout_status status;
    } cases[] = {{"0.3336", BLACKOUT_OK}, {"0.3340", BLACKOUT_ERROR_INPUT}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char text[512];
        char told[200] = "";
        blackout_dataset *dataset = NULL;
        blackout_error error;
        const blackout_dataset_options options = {
            .size = sizeof options, .diagnostic = keep_last, .user = told};
        snprintf(text, sizeof text,
                 "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                 "b,G,north,1000,USD,alpha,sales,%s\nb,G,north,1000,USD,beta,sales,%s\n"
                 "b,G,north,1000,USD,gamma,sales,%s\n",
                 cases[i].share, cases[i].share, cases[i].share);
        package_write(&world->folder, "dependencies.csv", text);
        blackout_status status =
            blackout_dataset_open(&dataset, world->folder.path, &options, &error);
        blackout_dataset_free(dataset);
        assert_int_equal(status, cases[i].status);
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(no_duration_is_no_loss_whatever_the_recovery),
        IN_WORLD(the_economys_evidence_is_in_one_currency),
        IN_WORLD(an_owner_no_longer_has_what_it_sold),
        IN_WORLD(what_was_sold_is_a_rivals),
        IN_WORLD(the_report_is_in_the_new_owners_currency),
        cmocka_unit_test(a_seed_is_not_rounded),
        cmocka_unit_test(fractions_and_offsets_are_whole),
        IN_WORLD(a_refused_text_changes_nothing),
        cmocka_unit_test(a_duration_has_a_limit),
        IN_WORLD(a_repeated_key_has_a_place),
        IN_WORLD(shares_that_are_typed_come_to_one),
    };
    blackout_init();
    return cmocka_run_group_tests_name("defects", tests, NULL, NULL);
}
