/* SPDX-License-Identifier: GPL-3.0-or-later */
/* market/market_prediction: which rows of the catalogue are learned from, and what comes of them.
 */
#include "market/market_prediction.h"
#include "tables/dataset.h"

#include "world.h"

static string_id id_of(void **state, const char *text)
{
    const struct world *world = *state;
    return dataset_find_text(world->dataset, text);
}

static struct market_prediction predict(void **state, const struct market_query *query)
{
    const struct world *world = *state;
    struct market_prediction prediction;
    blackout_error error;
    check_ok(market_predict(&prediction, world->dataset, query, &error), &error);
    return prediction;
}

/* Expected: scipy 1.10, from the formulas of the methodology, section 6b, with equal steps over the
 * three unknowns (test_jump_mixture.c), and the rows e1, e2 and e4 (e3 has no return, e5 is
 * confounded); the share's latest standard error is that of e1, 0.022. */
static void learns_from_unconfounded_owners(void **state)
{
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = id_of(state, "ACM"),
                                       .duration_hours = 6.5,
                                       .severity = 0.8,
                                       .scope_share = 0.7};
    struct market_prediction prediction = predict(state, &query);
    assert_int_equal(prediction.lack, MARKET_COMPLETE);
    assert_int_equal(prediction.events, 3);
    check_close(prediction.median, -0.0075738068853671, 1e-6);
    check_close(prediction.p5, -0.07151170760789335, 1e-6);
    check_close(prediction.p95, 0.032275816239921595, 1e-6);
    check_close(prediction.probability_of_rise, 0.3836399013491877, 1e-6);
}

/* Expected: the same, from e2 and e4 alone. */
static void never_learns_from_the_event_itself(void **state)
{
    const struct market_query query = {.event = id_of(state, "e1"),
                                       .symbol = id_of(state, "ACM"),
                                       .duration_hours = 371.0 / 60,
                                       .severity = 0.75,
                                       .scope_share = 0.9};
    struct market_prediction prediction = predict(state, &query);
    assert_int_equal(prediction.events, 2);
    check_close(prediction.median, -0.0077388452784512415, 1e-6);
    check_close(prediction.p5, -0.07752431391274843, 1e-6);
    check_close(prediction.p95, 0.03228871313411136, 1e-6);
    check_close(prediction.probability_of_rise, 0.38218780577385736, 1e-6);
}

/* Expected: the same with the standard error of the other share, 0.025. */
static void each_share_moves_by_its_own_standard_error(void **state)
{
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = id_of(state, "BLT"),
                                       .duration_hours = 6.5,
                                       .severity = 0.8,
                                       .scope_share = 0.7};
    struct market_prediction prediction = predict(state, &query);
    check_close(prediction.median, -0.007950708868183729, 1e-6);
    check_close(prediction.p5, -0.07438832875147938, 1e-6);
    check_close(prediction.probability_of_rise, 0.39057066769787796, 1e-6);
}

/* The least of the catalogue is e2: 1.5 hours of all. An outage of one hour is smaller, unless it
 * is one that made the news itself. */
static void an_outage_smaller_than_all_is_not_predicted(void **state)
{
    struct market_query query = {.event = STRING_NONE,
                                 .symbol = id_of(state, "ACM"),
                                 .duration_hours = 3,
                                 .severity = 0.7,
                                 .scope_share = 0.5};
    assert_int_equal(predict(state, &query).lack, MARKET_TOO_SMALL);
    query.in_catalogue = true;
    assert_int_equal(predict(state, &query).lack, MARKET_COMPLETE);
    query.in_catalogue = false;
    query.severity = 1;
    assert_int_equal(predict(state, &query).lack, MARKET_COMPLETE);
}

/* An outage with severity 0 lost no hour: nothing is learned of it, and smaller than it is nothing.
 * The next outage would be too small without it, as above. */
static void an_outage_that_took_nothing_is_no_measure(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity,regions,scope_share,"
                  "confounded\n"
                  "e1,acme,alpha;beta,2021-10-04T15:39Z,371,0.75,north,0.9,no\n"
                  "e2,bolt,gamma,2020-03-05,90,1,,,no\n"
                  "e4,acme,orkut,2019-07-03T14:00Z,120,0,,,no\n");
    world_reopen(world);
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = id_of(state, "ACM"),
                                       .duration_hours = 3,
                                       .severity = 0.7,
                                       .scope_share = 0.5};
    assert_int_equal(predict(state, &query).lack, MARKET_TOO_SMALL);
}

/* A rise of 200 standard errors is nothing that noise or a fall explains. The event is named; the
 * scores, which are of that table alone, end with it. */
static void a_row_out_of_reach_is_named(void **state)
{
    struct world *world = *state;
    struct arena arena = {0};
    struct market_check *checks = NULL;
    size_t count = 0;
    blackout_error error = {0};
    package_write(&world->folder, "event_returns.csv",
                  "event,symbol,role,day0,raw_0,car_0_0,se_0_0,car_0_1,se_0_1,market_cap_before\n"
                  "e1,ACM,owner,2021-10-04,-0.049,-0.032,0.016,-0.027,0.022,240000000\n"
                  "e2,BLT,owner,2020-03-05,0.004,0.002,0.02,0.02,0.0001,\n");
    world_reopen(world);
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = id_of(state, "ACM"),
                                       .duration_hours = 6.5,
                                       .severity = 0.8,
                                       .scope_share = 0.7};
    const struct market_prediction prediction = predict(state, &query);
    assert_int_equal(prediction.lack, MARKET_UNEXPLAINED);
    assert_int_equal(prediction.unexplained, id_of(state, "e2"));
    check_fails(market_leave_one_out(&checks, &count, &arena, world->dataset, &error),
                BLACKOUT_ERROR_INPUT, &error);
    check_contains(error.message, "the row of event 'e2' in event_returns is out of reach");
    arena_free(&arena);
}

static void without_a_standard_error_nothing_is_said(void **state)
{
    const struct market_query query = {.event = STRING_NONE,
                                       .symbol = STRING_NONE,
                                       .duration_hours = 6.5,
                                       .severity = 0.8,
                                       .scope_share = 0.7};
    struct market_prediction prediction = predict(state, &query);
    assert_int_equal(prediction.lack, MARKET_NO_STANDARD_ERROR);
    check_near(prediction.median, 0.0, 0.0);
}

static int open_without_prior(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_drop(&world->folder, "market_prior.csv");
    world_reopen(world);
    return 0;
}

static void without_a_prior_nothing_is_said(void **state)
{
    const struct market_query query = {
        .symbol = id_of(state, "ACM"), .duration_hours = 6.5, .severity = 0.8, .scope_share = 0.7};
    assert_int_equal(predict(state, &query).lack, MARKET_NO_PRIOR);
}

/* e1 is predicted at its own start from e4, of 2019, and e2, of 2020; e2 at its start from e4
 * alone: from the same two and one rows as if the catalogue had no others. */
static void hindsight_is_counted_and_can_be_left_out(void **state)
{
    struct market_query query = {.event = id_of(state, "e1"),
                                 .symbol = id_of(state, "ACM"),
                                 .duration_hours = 371.0 / 60,
                                 .severity = 0.75,
                                 .scope_share = 0.9,
                                 .has_start = true,
                                 .start = 1633361940}; /* 2021-10-04 15:39 */
    struct market_prediction hindsight = predict(state, &query);
    assert_int_equal(hindsight.events, 2);
    assert_int_equal(hindsight.later, 0);
    query.start = 1583712000; /* 2020-03-09: e2's two days are not surely over */
    hindsight = predict(state, &query);
    assert_int_equal(hindsight.events, 2);
    assert_int_equal(hindsight.later, 1);
    query.no_hindsight = true;
    struct market_prediction known = predict(state, &query);
    assert_int_equal(known.events, 1);
    assert_int_equal(known.later, 0);
    query.no_hindsight = false;
    query.event = id_of(state, "e2");
    query.symbol = STRING_NONE;
    query.start = 1561939200; /* 2019-07-01, before them all */
    assert_int_equal(predict(state, &query).later, 2);
    query.no_hindsight = true;
    assert_int_equal(predict(state, &query).events, 0);
}

/* A share whose every row of event_returns is later has no standard error that was known. */
static void hindsight_is_left_out_of_the_standard_error(void **state)
{
    struct market_query query = {.event = STRING_NONE,
                                 .symbol = id_of(state, "BLT"),
                                 .duration_hours = 6.5,
                                 .severity = 0.8,
                                 .scope_share = 0.7,
                                 .has_start = true,
                                 .start = 1561939200};
    assert_int_equal(predict(state, &query).lack, MARKET_COMPLETE);
    query.no_hindsight = true;
    assert_int_equal(predict(state, &query).lack, MARKET_NO_STANDARD_ERROR);
}

/* Expected: scipy 1.10 as above, each of e1, e2 and e4 from the other two; scores by scipy's
 * integrals of the squared differences of distribution functions. */
static void each_event_is_predicted_from_the_others(void **state)
{
    const struct world *world = *state;
    static const struct {
        const char *event;
        double observed;
        double median;
        double p5;
        double p95;
        double crps;
        double no_change;
        double mean;
    } expected[] = {{"e1", -0.027, -0.0077388452784512415, -0.07752431391274843,
                     0.03228871313411136, 0.01166345523342048, 0.01692139640326623,
                     0.015350296415046835},
                    {"e2", 0.006, -0.011050419339559334, -0.09023369529921771, 0.035281660037766956,
                     0.011386569562687842, 0.006414109627930351, 0.01929818165183667},
                    {"e4", -0.013, -0.009701037102264718, -0.0875892342404364, 0.029695610735946475,
                     0.006882058927003587, 0.008019400139080198, 0.006765921376295311}};
    struct market_check *checks;
    size_t count;
    struct arena arena = {0};
    blackout_error error;
    check_ok(market_leave_one_out(&checks, &count, &arena, world->dataset, &error), &error);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; ++i) {
        assert_string_equal(checks[i].event, expected[i].event);
        assert_int_equal(checks[i].prediction.events, 2);
        check_close(checks[i].observed, expected[i].observed, 0);
        check_close(checks[i].prediction.median, expected[i].median, 1e-6);
        check_close(checks[i].prediction.p5, expected[i].p5, 1e-6);
        check_close(checks[i].prediction.p95, expected[i].p95, 1e-6);
        check_close(checks[i].crps, expected[i].crps, 1e-6);
        check_close(checks[i].crps_no_change, expected[i].no_change, 1e-9);
        check_close(checks[i].crps_catalogue_mean, expected[i].mean, 1e-9);
        assert_true(checks[i].inside);
    }
    arena_free(&arena);
}

/* A change of 20 % lies outside of what the others predict, whatever its own standard error. */
static void an_event_outside_of_its_interval_is_told(void **state)
{
    struct world *world = *state;
    struct market_check *checks;
    size_t count;
    struct arena arena = {0};
    blackout_error error;
    package_write(&world->folder, "event_returns.csv",
                  "event,symbol,role,car_0_1,se_0_1\n"
                  "e1,ACM,owner,0.2,0.022\n"
                  "e2,BLT,owner,0.006,0.025\n"
                  "e4,ACM,owner,-0.013,0.021\n");
    world_reopen(world);
    check_ok(market_leave_one_out(&checks, &count, &arena, world->dataset, &error), &error);
    assert_int_equal(count, 3);
    assert_false(checks[0].inside);
    assert_true(checks[2].inside);
    /* by hand: 0.013 / 0.021 is the most of the other two, and 0.2 / 0.022 of those of e4 */
    check_close(checks[0].others_most, 0.013 / 0.021, 1e-15);
    check_close(checks[2].others_most, 0.2 / 0.022, 1e-15);
    check_close(checks[0].standard_error, 0.022, 0);
    check_close(checks[0].pit, 1.0,
                1e-9); /* nine standard errors up, where falls alone are heavy */
    arena_free(&arena);
}

static void without_a_prior_no_event_is_predicted(void **state)
{
    const struct world *world = *state;
    struct market_check *checks;
    size_t count = 1;
    struct arena arena = {0};
    blackout_error error;
    check_ok(market_leave_one_out(&checks, &count, &arena, world->dataset, &error), &error);
    assert_int_equal(count, 0);
    arena_free(&arena);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(learns_from_unconfounded_owners),
        IN_WORLD(never_learns_from_the_event_itself),
        IN_WORLD(each_share_moves_by_its_own_standard_error),
        IN_WORLD(an_outage_smaller_than_all_is_not_predicted),
        IN_WORLD(an_outage_that_took_nothing_is_no_measure),
        IN_WORLD(a_row_out_of_reach_is_named),
        IN_WORLD(without_a_standard_error_nothing_is_said),
        cmocka_unit_test_setup_teardown(without_a_prior_nothing_is_said, open_without_prior,
                                        world_close),
        IN_WORLD(hindsight_is_counted_and_can_be_left_out),
        IN_WORLD(hindsight_is_left_out_of_the_standard_error),
        IN_WORLD(each_event_is_predicted_from_the_others),
        IN_WORLD(an_event_outside_of_its_interval_is_told),
        cmocka_unit_test_setup_teardown(without_a_prior_no_event_is_predicted, open_without_prior,
                                        world_close),
    };
    blackout_init();
    return cmocka_run_group_tests_name("market_prediction", tests, NULL, NULL);
}
