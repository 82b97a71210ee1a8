/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/losses: one scenario of the small world, worked out by hand.
 *
 * alpha is down from Monday 09:00 UTC for 6 h, 80 % of it, with 2 h of recovery. Its profile `day`
 * weighs 1.5 from 8 to 20 local time, 0.5 else.
 *   north: all in the day: H = 0.8 * 1.5 * (6 + 1) = 8.4
 *   south, 5:30 ahead: 14:30 to 20:30, recovery to 22:30: 0.8 * (5.5 * 1.5 + 0.5 * 0.5 + 0.5) = 7.2
 * alpha earns 1000 USD an hour, 1250 with growth: 750 in the north, 500 in the south.
 * b1: 10 an hour, sales, no fallback: E = 0.8 * 7 = 5.6.
 * b2: 4 EUR = 5 USD an hour, messaging, grace 2: E = 0.8 * 5 = 4; 0.3 to email, 0.1 to gamma.
 * b3: 6 an hour, sales, 0.4 to gamma: E = 5.6; its sector recaptures nothing.
 * What sector G makes up: world_kept_by_trade(). */
#include <cjson/cJSON.h>

#include "world.h"

static const char *const scenario =
    "platform=alpha start=2021-10-04T09:00Z duration=6h severity=0.8 recovery=2h";

struct estimated {
    struct world *world;
    blackout_result *result;
};

static int estimate_world(void **state)
{
    struct estimated *estimated = calloc(1, sizeof *estimated);
    void *world = NULL;
    assert_non_null(estimated);
    world_open(&world);
    estimated->world = world;
    estimated->result = estimate_of(estimated->world->dataset, scenario);
    *state = estimated;
    return 0;
}

static int free_estimated(void **state)
{
    struct estimated *estimated = *state;
    void *world = estimated->world;
    blackout_result_free(estimated->result);
    world_close(&world);
    free(estimated);
    return 0;
}

static void check_figure(void **state, const char *pointer, double expected)
{
    const struct estimated *estimated = *state;
    check_close(figure(estimated->result, pointer), expected, 1e-13);
}

static double kept_by_g(void)
{
    return world_kept_by_trade(6, 2);
}

static void the_owner_loses_by_region(void **state)
{
    check_figure(state, "/platforms/0/by_region/0/lost_demand_hours/central", 8.4);
    check_figure(state, "/platforms/0/by_region/1/lost_demand_hours/central", 7.2);
    check_figure(state, "/platforms/0/by_region/0/owner_revenue_loss/gross/central", 750 * 8.4);
    check_figure(state, "/platforms/0/by_region/1/owner_revenue_loss/gross/central", 500 * 7.2);
    check_figure(state, "/platforms/0/by_region/1/owner_revenue_loss/recaptured/central", 900.0);
    check_figure(state, "/platforms/0/by_region/1/owner_revenue_loss/net/central", 2700.0);
}

static void platforms_and_totals_add_up(void **state)
{
    check_figure(state, "/platforms/0/lost_demand_hours/central", 0.6 * 8.4 + 0.4 * 7.2);
    check_figure(state, "/platforms/0/owner_revenue_loss/gross/central", 9900.0);
    check_figure(state, "/platforms/0/owner_revenue_loss/recaptured/central", 2475.0);
    check_figure(state, "/platforms/0/owner_revenue_loss/net/central", 7425.0);
    check_figure(state, "/totals/owner_revenue_loss/gross/central", 9900.0);
    check_figure(state, "/totals/owner_revenue_loss/net/central", 7425.0);
    check_figure(state, "/totals/economy_baseline/central",
                 (1e6 * 0.05 + 0.5e6 / 0.8 * 0.08) * 5.6);
}

static void dependants_lose_by_channel_sector_and_region(void **state)
{
    const double b1 = 56 * kept_by_g();
    const double b2 = 5 * (4 - 0.4 * 4) * world_kept_by_b2(6, 2);
    const double b3 = 6 * 5.6 * 0.6;
    check_figure(state, "/platforms/0/by_channel/0/dependent_revenue_loss/central", b1 + b3);
    check_figure(state, "/platforms/0/by_channel/1/dependent_revenue_loss/central", b2);
    check_figure(state, "/platforms/0/by_sector/0/dependent_revenue_loss/central", b1 + b2);
    check_figure(state, "/platforms/0/by_sector/1/dependent_revenue_loss/central", b3);
    check_figure(state, "/platforms/0/by_region/0/dependent_revenue_loss/central", b1 + b3);
    check_figure(state, "/platforms/0/by_region/1/dependent_revenue_loss/central", b2);
    check_figure(state, "/platforms/0/by_sector/0/dependent_value_added_loss/central",
                 0.34 * (b1 + b2));
    check_figure(state, "/platforms/0/dependent_revenue_loss/central", b1 + b2 + b3);
    check_figure(state, "/totals/dependent_revenue_loss/central", b1 + b2 + b3);
    check_figure(state, "/totals/dependent_value_added_loss/central", 0.34 * (b1 + b2) + 0.45 * b3);
    check_figure(state, "/totals/rival_gain/central", 5 * 0.1 * 4 + 6 * 0.4 * 5.6);
}

static double step_value(const cJSON *list, const char *name, const char *member)
{
    const cJSON *step;
    cJSON_ArrayForEach (step, list) {
        if (strcmp(cJSON_GetObjectItem(step, "step")->valuestring, name) == 0) {
            return cJSON_GetObjectItem(cJSON_GetObjectItem(step, member), "central")->valuedouble;
        }
    }
    fail();
    return NAN;
}

static void check_steps(void **state, const char *side, const char *const *names,
                        const double *running, size_t count)
{
    const struct estimated *estimated = *state;
    char *text = report_of(estimated->result, 0, "json");
    cJSON *tree = cJSON_Parse(text);
    const cJSON *list = cJSON_GetObjectItem(cJSON_GetObjectItem(tree, "waterfall"), side);
    double sum = 0;
    const cJSON *step;
    for (size_t i = 0; i < count; ++i) {
        check_close(step_value(list, names[i], "running"), running[i], 1e-13);
        check_near(step_value(list, names[i], "change"), running[i] - (i > 0 ? running[i - 1] : 0),
                   1e-13 * running[0]);
    }
    cJSON_ArrayForEach (step, list) {
        sum += cJSON_GetObjectItem(cJSON_GetObjectItem(step, "change"), "central")->valuedouble;
    }
    check_close(sum, running[count - 1], 1e-13);
    check_close(step_value(list, "net", "running"), running[count - 1], 1e-13);
    check_near(step_value(list, "net", "change"), 0.0, 0.0);
    cJSON_Delete(tree);
    free(text);
}

/* 750 * 1.5 * 6 + 500 * (5.5 * 1.5 + 0.5 * 0.5) = 11000. */
static void the_owners_waterfall_adds_up(void **state)
{
    static const char *const names[] = {"straight_line", "growth",   "usage",    "hour_of_week",
                                        "severity",      "recovery", "recapture"};
    check_steps(state, "owner", names, (const double[]){6000, 7500, 7500, 11000, 8800, 9900, 7425},
                7);
}

/* 21 USD an hour; onset: b2 waits two hours, 5.6 - 4 = 1.6 less of its 5 an hour. */
static void the_dependants_waterfall_adds_up(void **state)
{
    static const char *const names[] = {"straight_line", "hour_of_week", "severity", "recovery",
                                        "onset",         "fallback",     "recapture"};
    check_steps(state, "dependants", names,
                (const double[]){126, 126, 100.8, 117.6, 109.6, 109.6 - 8 - 13.44,
                                 56 * kept_by_g() + 12 * world_kept_by_b2(6, 2) + 20.16},
                7);
}

static int estimate_plain(void **state)
{
    struct estimated *estimated = calloc(1, sizeof *estimated);
    void *opened = NULL;
    assert_non_null(estimated);
    world_open(&opened);
    struct world *world = opened;
    package_drop(&world->folder, "dependencies.csv");
    package_write(&world->folder, "regions.csv",
                  "region,name,utc_offset_hours\nnorth,North,0\nsouth,South,5.5\n");
    world_reopen(world);
    estimated->world = world;
    estimated->result = estimate_of(world->dataset, scenario);
    *state = estimated;
    return 0;
}

/* Gamma's figures are known from 2022 on, after the start. Expected: what goes there is a rival's
 * gain all the same. */
static void a_rival_not_yet_in_force_gains(void **state)
{
    struct world *world = *state;
    const double gain = 5 * 0.1 * 4 + 6 * 0.4 * 5.6;
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,as_of\n"
                  "alpha,Alpha,acme,8766000,USD,\nbeta,Beta,acme,13149000,USD,\n"
                  "gamma,Gamma,bolt,4383000,EUR,2022-01-01\n");
    world_reopen(world);
    check_close(estimate_figure(world->dataset, scenario, "/totals/rival_gain/central"), gain,
                1e-13);
}

/* What needs a missing table is absent, with a warning: never a zero. */
static void missing_tables_leave_figures_out(void **state)
{
    const struct estimated *estimated = *state;
    assert_false(has_figure(estimated->result, "/totals/dependent_revenue_loss/central"));
    assert_false(has_figure(estimated->result, "/totals/dependent_value_added_loss/central"));
    assert_false(has_figure(estimated->result, "/totals/rival_gain/central"));
    assert_false(has_figure(estimated->result, "/totals/economy_baseline/central"));
    assert_false(has_figure(estimated->result, "/totals/advertising_not_spent/central"));
    assert_false(
        has_figure(estimated->result, "/platforms/0/by_region/0/dependent_revenue_loss/central"));
    check_figure(state, "/totals/owner_revenue_loss/net/central", 7425.0);
    char *text = report_of(estimated->result, 0, "json");
    check_contains(text, "\"no_dependants\"");
    check_contains(text, "\"no_economy_baseline\"");
    free(text);
}

/* alpha with advertisers, of whose revenue so much is from subscriptions and from use; beta and
 * gamma have none. */
static void advertise(struct world *world, const char *subscriptions, const char *usage)
{
    char text[1024];
    snprintf(text, sizeof text,
             "platform,name,owner,annual_revenue,currency,growth_factor,usage_share,"
             "subscription_revenue,basis\n"
             "alpha,Alpha,acme,8766000,USD,1.25,%s,%s,reported\n"
             "beta,Beta,acme,13149000,USD,,,,derived\n"
             "gamma,Gamma,bolt,4383000,EUR,,,2400000,measured\n",
             usage, subscriptions);
    package_write(&world->folder, "platforms.csv", text);
    package_write(&world->folder, "channels.csv",
                  "channel,name,basis\nsales,Sales,assumed\nmessaging,Messaging,assumed\n"
                  "advertising,Advertisements,assumed\n");
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share,firms,"
                  "basis\n"
                  "b1,G,south,175320,USD,alpha,advertising,0.5,1,measured\n"
                  "b1,G,north,175320,USD,beta,sales,0.25,1,measured\n");
    world_reopen(world);
}

/* alpha's gross loss is 9900 times usage_share (see the top); with 30 % of 8766000 a year from
 * subscriptions 0.7 of it is advertising where all stops with use, 0.7 / 0.8 of what 0.8 of use
 * lose, and all of what 0.6 lose. */
static void advertising_that_is_not_bought(void **state)
{
    struct world *world = *state;
    static const struct {
        const char *subscriptions;
        const char *usage;
        double expected;
    } cases[] = {{"", "", 9900.0},
                 {"0", "0.8", 9900 * 0.8},
                 {"2629800", "", 9900 * 0.7},
                 {"2629800", "0.8", 9900 * 0.8 * (0.7 / 0.8)},
                 {"2629800", "0.6", 9900 * 0.6},
                 {"2629800", "0", 0.0},
                 {"8766000", "0.5", 0.0},
                 {"9000000", "0.5", 0.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char both[160];
        advertise(world, cases[i].subscriptions, cases[i].usage);
        snprintf(both, sizeof both, "platform=alpha,beta%s", strchr(scenario, ' '));
        blackout_result *result = estimate_of(world->dataset, both);
        check_close(figure(result, "/totals/advertising_not_spent/central"), cases[i].expected,
                    1e-13);
        check_close(figure(result, "/platforms/0/advertising_not_spent/central"), cases[i].expected,
                    1e-13);
        assert_false(has_figure(result, "/platforms/1/advertising_not_spent/central"));
        blackout_result_free(result);
    }
}

/* The steps of the explanation lead to the figure, and name what it rests on. */
static void advertising_is_explained(void **state)
{
    struct world *world = *state;
    blackout_error error = {0};
    blackout_result *result;
    struct caught caught = {0};
    advertise(world, "2629800", "0.8");
    blackout_scenario *asked = scenario_of(scenario);
    const blackout_scenario *const scenarios[] = {asked};
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    options.explain = "/totals/advertising_not_spent";
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error), &error);
    check_ok(blackout_explain_write(result, 0, "text", catch_bytes, &caught, &error), &error);
    check_contains(caught.text, "platforms/alpha/subscription_revenue");
    check_contains(caught.text, "gross * (annual_revenue 8766000 - subscription_revenue 2629800) / "
                                "(annual_revenue * usage_share 0.8), at most gross");
    check_contains(caught.text, "sum of the 2 steps above that end in 'advertising'");
    check_contains(caught.text, "6,930.00");
    free(caught.text);
    blackout_scenario_free(asked);
    blackout_result_free(result);
}

/* A sector without output: the whole value added is left out, since a partial sum misleads. */
static void value_added_is_whole_or_absent(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "sectors.csv",
                  "sector,name,profile,recapture,annual_output,value_added\n"
                  "G,Trade,even,0.5,5e9,1.7e9\nI,Food,even,,,\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, scenario);
    assert_true(has_figure(result, "/totals/dependent_revenue_loss/central"));
    assert_false(has_figure(result, "/totals/dependent_value_added_loss/central"));
    assert_false(has_figure(result, "/platforms/0/by_sector/0/dependent_value_added_loss/central"));
    blackout_result_free(result);
}

/* beta has no row in the south, but a business of the south depends on it. */
static void regions_of_dependants_alone_are_listed(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "dependencies.csv",
                  "business,sector,region,annual_revenue,currency,platform,channel,share\n"
                  "b9,I,south,17532,USD,beta,sales,0.5\n");
    world_reopen(world);
    blackout_result *result = estimate_of(world->dataset, "platform=beta duration=5h");
    check_close(figure(result, "/platforms/0/by_region/1/dependent_revenue_loss/central"), 5.0,
                1e-13);
    check_near(figure(result, "/platforms/0/by_region/1/owner_revenue_loss/net/central"), 0, 0);
    check_near(figure(result, "/platforms/0/by_region/1/lost_demand_hours/central"), 0, 0);
    check_close(figure(result, "/platforms/0/by_region/0/lost_demand_hours/central"), 5.0, 1e-13);
    blackout_result_free(result);
}

/* Without samples of parts: no interval of theirs, and all else to the last bit. */
static void parts_need_not_be_sampled(void **state)
{
    static const char *const same[] = {"/totals/dependent_revenue_loss/p5",
                                       "/platforms/0/dependent_revenue_loss/p95",
                                       "/platforms/0/by_sector/0/dependent_revenue_loss/central"};
    static const char *const sampled[] = {"/platforms/0/by_channel/0/dependent_revenue_loss/p5",
                                          "/platforms/0/by_sector/0/dependent_revenue_loss/p5",
                                          "/platforms/0/by_region/0/dependent_revenue_loss/p5"};
    struct world *world = *state;
    blackout_scenario *asked = scenario_of("platform=alpha duration=4h..8h samples=64");
    const blackout_scenario *all[] = {asked};
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_result *whole = NULL;
    blackout_result *less = NULL;
    blackout_error error = {0};
    check_ok(blackout_estimate(&whole, world->dataset, all, 1, &options, &error), &error);
    options.no_part_samples = 1;
    check_ok(blackout_estimate(&less, world->dataset, all, 1, &options, &error), &error);
    for (size_t i = 0; i < 3; ++i) {
        assert_true(figure(less, same[i]) == figure(whole, same[i]));
        assert_true(has_figure(whole, sampled[i]) && !has_figure(less, sampled[i]));
    }
    blackout_result_free(less);
    blackout_result_free(whole);
    blackout_scenario_free(asked);
}

#define ESTIMATED(test) cmocka_unit_test_setup_teardown(test, estimate_world, free_estimated)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ESTIMATED(the_owner_loses_by_region),
        ESTIMATED(platforms_and_totals_add_up),
        ESTIMATED(dependants_lose_by_channel_sector_and_region),
        ESTIMATED(the_owners_waterfall_adds_up),
        ESTIMATED(the_dependants_waterfall_adds_up),
        cmocka_unit_test_setup_teardown(missing_tables_leave_figures_out, estimate_plain,
                                        free_estimated),
        cmocka_unit_test_setup_teardown(a_rival_not_yet_in_force_gains, world_open, world_close),
        cmocka_unit_test_setup_teardown(value_added_is_whole_or_absent, world_open, world_close),
        cmocka_unit_test_setup_teardown(advertising_that_is_not_bought, world_open, world_close),
        cmocka_unit_test_setup_teardown(advertising_is_explained, world_open, world_close),
        cmocka_unit_test_setup_teardown(parts_need_not_be_sampled, world_open, world_close),
        cmocka_unit_test_setup_teardown(regions_of_dependants_alone_are_listed, world_open,
                                        world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("losses", tests, NULL, NULL);
}
