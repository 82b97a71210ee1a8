/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/owners: market value, lost profit and event study of the owners in the small world. */
#include "market/market_prediction.h"
#include "tables/dataset.h"
#include "world.h"

/* Expected: beta loses 1500 an hour, nothing recaptured; * 0.62 * 0.79. */
static void lost_profit_is_after_margin_and_tax(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=beta duration=5h");
    check_close(figure(result, "/owners/0/fundamental_loss/central"), 7500 * 0.62 * 0.79, 1e-13);
    blackout_result_free(result);
}

/* gamma's owner has neither margin nor market value: percentages stay, money is absent. */
static void what_is_missing_is_absent_and_said(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=gamma duration=5h");
    assert_false(has_figure(result, "/owners/0/fundamental_loss/central"));
    assert_false(has_figure(result, "/owners/0/market_cap/central"));
    assert_false(has_figure(result, "/owners/0/market_value_change/central"));
    assert_true(has_figure(result, "/owners/0/market_value_change/percent/central"));
    assert_false(has_figure(result, "/owners/0/market_value_change/multiple_of_fundamental_loss"));
    char *text = report_of(result, 0, "json");
    check_contains(text, "\"no_market_cap\"");
    check_contains(text, "\"no_fundamental_loss\"");
    free(text);
    blackout_result_free(result);
}

static double predicted_percent(void **state, double hours, double severity, double scope_share)
{
    const struct world *world = *state;
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = dataset_find_text(world->dataset, "ACM"),
                                       .duration_hours = hours,
                                       .severity = severity,
                                       .scope_share = scope_share};
    struct market_prediction prediction;
    blackout_error error;
    check_ok(market_predict(&prediction, world->dataset, &query, &error), &error);
    return 100 * prediction.median;
}

/* Expected: market/market_value for the same query; 250 M USD are at stake. */
static void the_prediction_is_in_percent_and_money(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha,beta duration=5h severity=0.6");
    double percent = predicted_percent(state, 5, 0.6, 1);
    double money = percent / 100 * 250e6;
    check_close(figure(result, "/owners/0/market_value_change/percent/central"), percent, 1e-13);
    check_close(figure(result, "/owners/0/market_value_change/central"), money, 1e-13);
    check_close(figure(result, "/owners/0/market_value_change/p95"),
                figure(result, "/owners/0/market_value_change/percent/p95") / 100 * 250e6, 1e-13);
    assert_true(figure(result, "/owners/0/market_value_change/percent/p5") < percent);
    blackout_result_free(result);
}

/* Expected: alpha earns 1250 an hour after growth, 0.4 of it in the south, beta 1500 in the north:
 * with the south alone 500 of 2750 are hit. */
static void named_regions_narrow_the_scope(void **state)
{
    const struct world *world = *state;
    double percent = estimate_figure(world->dataset,
                                     "platform=alpha,beta duration=20h severity=0.6 region=south",
                                     "/owners/0/market_value_change/percent/central");
    check_close(percent, predicted_percent(state, 20, 0.6, 500.0 / 2750), 1e-13);
}

static void nothing_makes_no_news(void **state)
{
    const struct world *world = *state;
    static const char *const scenarios[] = {"platform=alpha duration=0h",
                                            "platform=alpha duration=5h severity=0"};
    for (int i = 0; i < 2; ++i) {
        blackout_result *result = estimate_of(world->dataset, scenarios[i]);
        char *text = report_of(result, 0, "json");
        check_contains(text, "\"market_value_change\": null");
        assert_null(strstr(text, "no_prediction"));
        free(text);
        blackout_result_free(result);
    }
}

/* Expected: the row of e1 in percent, and of the market value at the close before, 240 M. */
static void a_catalogued_event_has_its_study(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "event=e1");
    const char *study = "/owners/0/event_study";
    static const struct {
        const char *member;
        double expected;
    } cases[] = {{"raw/percent", -4.9},
                 {"raw/money", -0.049 * 240e6},
                 {"abnormal/percent", -3.2},
                 {"abnormal/money", -0.032 * 240e6},
                 {"peer_adjusted/percent", -3.4},
                 {"peer_adjusted/money", -0.034 * 240e6},
                 {"peers/count", 2.0},
                 {"peers/raw_percent_low", -2.1},
                 {"peers/raw_percent_high", 1.3},
                 {"t", -2.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        char pointer[96];
        snprintf(pointer, sizeof pointer, "%s/%s", study, cases[i].member);
        check_close(figure(result, pointer), cases[i].expected, 1e-14);
    }
    char *text = report_of(result, 0, "json");
    check_contains(text, "\"day0\": \"2021-10-04\"");
    check_contains(text, "\"confounded\": false");
    free(text);
    blackout_result_free(result);
}

static void a_confounded_event_says_so(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "event=e5");
    char *text = report_of(result, 0, "json");
    check_contains(text, "\"confounded\": true");
    assert_false(has_figure(result, "/owners/0/event_study/peer_adjusted/percent"));
    assert_false(has_figure(result, "/owners/0/event_study/raw/money"));
    free(text);
    blackout_result_free(result);
}

/* ---- Where the market value comes from ------------------------------------------------------- */

static int open_with_prices(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,symbol,shares_outstanding,exchange_timezone,session_close\n"
                  "acme,Acme,USD,ACM,3000,America/New_York,16:00\nbolt,Bolt,EUR,BLT,2000,,\n");
    package_write(&world->folder, "prices.csv",
                  "date,symbol,close\n"
                  "2021-10-01,ACM,71.5\n2021-09-30,ACM,70\n2021-10-04,ACM,68\n"
                  "2021-10-01,BLT,41.25\n2021-11-01,BLT,39\n");
    world_reopen(world);
    return 0;
}

/* Expected: shares * the last close before day 0; without a start the last of all; bolt's in EUR,
 * 0.8 a dollar then and 0.9 now. On 2021-10-04 New York closes at 20:00 UTC: what begins then or
 * later is of the next session. Where the exchange is not known day 0 is the date of the start in
 * UTC. */
static void shares_times_the_close_before(void **state)
{
    static const struct {
        const char *words;
        double expected;
    } cases[] = {
        {"platform=alpha duration=5h start=2021-10-04T15:39Z", 3000 * 71.5},
        {"platform=alpha duration=5h start=2021-10-04T19:59Z", 3000 * 71.5},
        {"platform=alpha duration=5h start=2021-10-04T20:00Z", 3000 * 68.0},
        {"platform=alpha duration=5h start=2021-10-04", 3000 * 71.5},
        {"platform=alpha duration=5h start=2021-10-05T00:30Z", 3000 * 68.0},
        {"platform=gamma duration=5h start=2021-10-31T23:30Z", 2000 * 41.25},
        {"platform=gamma duration=5h start=2021-11-01T23:30Z", 2000 * 41.25},
        {"platform=alpha duration=5h", 3000 * 68.0},
        {"platform=gamma duration=5h start=2021-10-04T15:39Z", 2000 * 41.25},
        {"platform=gamma duration=5h start=2021-10-04T15:39Z currency=USD", 2000 * 41.25 / 0.8},
        {"platform=gamma duration=5h currency=USD", 2000 * 39 / 0.9},
    };
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        check_close(estimate_figure(world->dataset, cases[i].words, "/owners/0/market_cap/central"),
                    cases[i].expected, 1e-14);
    }
    blackout_result *result =
        estimate_of(world->dataset, "platform=alpha duration=5h start=2021-09-30T15:39Z");
    assert_false(has_figure(result, "/owners/0/market_cap/central"));
    blackout_result_free(result);
}

static int open_without_cap(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,symbol\nacme,Acme,USD,ACM\nbolt,Bolt,EUR,BLT\n");
    world_reopen(world);
    return 0;
}

static void the_event_knows_the_value_before(void **state)
{
    const struct world *world = *state;
    check_close(estimate_figure(world->dataset, "event=e1", "/owners/0/market_cap/central"), 240e6,
                0.0);
}

/* Expected: e1's own value, of the close before it; the owner's, of whatever day, where the outage
 * is not e1 as it was. */
static void the_value_nearest_to_the_outage_counts(void **state)
{
    static const char *const at = "/owners/0/market_cap/central";
    const struct world *world = *state;
    check_close(estimate_figure(world->dataset, "event=e1", at), 240e6, 0.0);
    check_close(estimate_figure(world->dataset, "event=e1 start=2022-03-01T10:00Z", at), 250e6,
                0.0);
    check_close(estimate_figure(world->dataset, "platform=alpha duration=5h", at), 250e6, 0.0);
}

static int open_without_prior(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_drop(&world->folder, "market_prior.csv");
    package_write(&world->folder, "event_returns.csv", "event,symbol,role\ne1,ACM,owner\n");
    world_reopen(world);
    return 0;
}

static void a_missing_prior_is_said(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=5h");
    char *text = report_of(result, 0, "json");
    check_contains(text, "\"no_prediction\"");
    check_contains(text, "market_prior");
    free(text);
    blackout_result_free(result);
}

static int open_without_returns(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_drop(&world->folder, "event_returns.csv");
    world_reopen(world);
    return 0;
}

static void a_missing_standard_error_is_said(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=alpha duration=5h");
    char *text = report_of(result, 0, "json");
    check_contains(text, "\"no_prediction\"");
    check_contains(text, "event_returns");
    free(text);
    blackout_result_free(result);
}

/* Owners that are not hit are not listed. */
static void owners_that_are_hit_are_listed(void **state)
{
    const struct world *world = *state;
    blackout_result *result = estimate_of(world->dataset, "platform=beta,gamma duration=5h");
    assert_true(has_figure(result, "/owners/1/market_value_change/percent/central"));
    assert_false(has_figure(result, "/owners/2/market_value_change/percent/central"));
    blackout_result_free(result);
    result = estimate_of(world->dataset, "platform=gamma duration=5h");
    assert_false(has_figure(result, "/owners/1/market_value_change/percent/central"));
    blackout_result_free(result);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)
#define OPENED(test, opening) cmocka_unit_test_setup_teardown(test, opening, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(lost_profit_is_after_margin_and_tax),
        IN_WORLD(what_is_missing_is_absent_and_said),
        IN_WORLD(the_prediction_is_in_percent_and_money),
        IN_WORLD(named_regions_narrow_the_scope),
        IN_WORLD(nothing_makes_no_news),
        IN_WORLD(a_catalogued_event_has_its_study),
        IN_WORLD(a_confounded_event_says_so),
        OPENED(shares_times_the_close_before, open_with_prices),
        OPENED(the_event_knows_the_value_before, open_without_cap),
        IN_WORLD(the_value_nearest_to_the_outage_counts),
        OPENED(a_missing_prior_is_said, open_without_prior),
        OPENED(a_missing_standard_error_is_said, open_without_returns),
        IN_WORLD(owners_that_are_hit_are_listed),
    };
    blackout_init();
    return cmocka_run_group_tests_name("owners", tests, NULL, NULL);
}
