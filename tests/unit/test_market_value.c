/* SPDX-License-Identifier: GPL-3.0-or-later */
/* analysis/market_value: which rows of the catalogue are learned from, and what comes of them. */
#include "analysis/market_value.h"

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

/* Expected: mpmath 1.3 with 40 digits, from the formulas of the methodology, section 6b, and the
 * rows e1, e2 and e4 (e3 has no return, e5 is confounded); the share's latest standard error is
 * that of e1, 0.022. Tolerance: nine digits of the t distribution. */
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
    check_close(prediction.median, -0.019216679679243523, 1e-12);
    check_close(prediction.p5, -0.076504612344525053, 1e-9);
    check_close(prediction.p95, 0.038071252986038007, 1e-9);
    check_close(prediction.probability_of_rise, 0.27692370956917567, 1e-9);
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
    check_close(prediction.median, -0.018759088135964323, 1e-12);
    check_close(prediction.p5, -0.080102029053399047, 1e-9);
    check_close(prediction.p95, 0.042583852781470402, 1e-9);
    check_close(prediction.probability_of_rise, 0.29259534839051939, 1e-9);
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
    check_close(prediction.median, -0.019216679679243523, 1e-12);
    check_close(prediction.p5, -0.08393383807365925, 1e-9);
    check_close(prediction.probability_of_rise, 0.29972534498306107, 1e-9);
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

/* ---- Event study ----------------------------------------------------------------------------- */

static struct market_event_study study_of(void **state, size_t row, const char *symbol)
{
    const struct world *world = *state;
    struct market_event_study study;
    market_event_study(&study, world->dataset, &world->dataset->tables[OUTAGES].rows[row],
                       id_of(state, symbol));
    return study;
}

/* Expected: the rows of e1; the peers' mean abnormal return is (0.006 - 0.002) / 2. */
static void reads_the_owner_and_its_peers(void **state)
{
    struct market_event_study study = study_of(state, 0, "ACM");
    assert_true(study.found);
    check_close(study.raw, -0.049, 0.0);
    check_close(study.abnormal, -0.032, 0.0);
    assert_true(study.has_t);
    check_close(study.t, -2.0, 1e-15);
    assert_int_equal(study.peer_count, 2);
    check_close(study.peer_adjusted, -0.034, 1e-15);
    check_close(study.peer_raw_low, -0.021, 0.0);
    check_close(study.peer_raw_high, 0.013, 0.0);
    assert_true(study.has_day0);
    assert_true(study.day0 == 1633305600);
    assert_true(study.has_market_cap);
    check_close(study.market_cap_before, 240000000.0, 0.0);
    assert_false(study.confounded);
}

/* A share that was renamed since: the event's owner row serves. */
static void another_symbol_finds_the_owner(void **state)
{
    struct market_event_study study = study_of(state, 0, "NEW");
    assert_true(study.found);
    check_close(study.raw, -0.049, 0.0);
}

static void says_what_is_confounded_or_not_there(void **state)
{
    struct market_event_study study = study_of(state, 4, "ACM"); /* e5 */
    assert_true(study.found);
    assert_true(study.confounded);
    assert_int_equal(study.peer_count, 0);
    assert_false(study.has_market_cap);
    study = study_of(state, 2, "ACM"); /* e3 */
    assert_false(study.found);
    assert_true(study.confounded);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(learns_from_unconfounded_owners),
        IN_WORLD(never_learns_from_the_event_itself),
        IN_WORLD(each_share_moves_by_its_own_standard_error),
        IN_WORLD(without_a_standard_error_nothing_is_said),
        cmocka_unit_test_setup_teardown(without_a_prior_nothing_is_said, open_without_prior,
                                        world_close),
        IN_WORLD(reads_the_owner_and_its_peers),
        IN_WORLD(another_symbol_finds_the_owner),
        IN_WORLD(says_what_is_confounded_or_not_there),
    };
    blackout_init();
    return cmocka_run_group_tests_name("market_value", tests, NULL, NULL);
}
