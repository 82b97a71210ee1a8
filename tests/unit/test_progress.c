/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/progress, and what the public calls report: shares that never fall and end with 1, the same
 * figures with and without. Expected: shares of parts by hand; the rules of blackout/run.h. */
#include "core/progress.h"

#include "world.h"

struct heard {
    blackout_progress last;
    size_t count;
    size_t between; /* with a share between 0 and 1 */
    double highest_of;
    bool has_fallen;
    bool is_outside;
};

static void hear(void *user, const blackout_progress *progress)
{
    struct heard *heard = user;
    heard->has_fallen = heard->has_fallen || progress->share < heard->last.share;
    heard->is_outside = heard->is_outside || !(progress->share >= 0 && progress->share <= 1) ||
                        progress->what == NULL || !(progress->done >= 0) ||
                        !(progress->done <= progress->of);
    heard->between += progress->share > 0 && progress->share < 1 ? 1 : 0;
    heard->highest_of = progress->of > heard->highest_of ? progress->of : heard->highest_of;
    heard->last = *progress;
    ++heard->count;
}

static void check_heard(const struct heard *heard, size_t least_between)
{
    assert_true(heard->count > 0);
    assert_false(heard->has_fallen);
    assert_false(heard->is_outside);
    check_near(heard->last.share, 1, 0);
    check_near(heard->last.done, heard->last.of, 0);
    assert_true(heard->between >= least_between);
}

/* ---- Shares ---------------------------------------------------------------------------------- */

/* 37 of 128 in part 5 of 8: (5 + 37 / 128) / 8, exact in binary. */
static void a_part_reports_its_share_of_the_whole(void **state)
{
    struct heard heard = {0};
    struct progress_part part = progress_part_of((struct progress){hear, &heard}, 5, 8, "cities");
    (void)state;
    progress_report(progress_to_part(&part), "samples", 37, 128);
    check_near(heard.last.share, (5 + 37.0 / 128) / 8, 0);
    assert_string_equal(heard.last.what, "cities");
    check_near(heard.last.done, 5, 0);
    check_near(heard.last.of, 8, 0);
    progress_report(progress_to_part(&part), "samples", 128, 128);
    check_near(heard.last.done, 6, 0);
    check_near(heard.last.share, 0.75, 0);
}

static void a_single_part_is_the_whole(void **state)
{
    struct heard heard = {0};
    struct progress_part part = progress_part_of((struct progress){hear, &heard}, 0, 1, "cities");
    (void)state;
    progress_report(progress_to_part(&part), "samples", 37, 128);
    check_near(heard.last.share, 37.0 / 128, 0);
    assert_string_equal(heard.last.what, "samples");
    check_near(heard.last.done, 37, 0);
}

/* The rounds begin at 0, 1/2, 3/4, 7/8. */
static void rounds_take_halves(void **state)
{
    struct heard heard = {0};
    (void)state;
    for (size_t round = 0; round < 4; ++round) {
        struct progress_part part = progress_round_of((struct progress){hear, &heard}, round);
        progress_report(progress_to_part(&part), "samples", 0, 128);
        check_near(heard.last.share, 1 - 1.0 / (double)(1 << round), 0);
        progress_report(progress_to_part(&part), "samples", 64, 128);
        check_near(heard.last.share, 1 - 0.75 / (double)(1 << round), 0);
    }
    assert_false(heard.has_fallen);
}

/* A seventh of a third has no exact double: the ends are 1 and the next part's beginning all the
 * same. */
static void shares_end_at_one_whatever_the_rounding(void **state)
{
    (void)state;
    for (size_t outer = 1; outer < 60; ++outer) {
        struct heard heard = {0};
        for (size_t i = 0; i < outer; ++i) {
            struct progress_part whole =
                progress_part_of((struct progress){hear, &heard}, i, outer, "cities");
            for (size_t k = 0; k < 7; ++k) {
                struct progress_part part =
                    progress_part_of(progress_to_part(&whole), k, 7, "houses");
                progress_report(progress_to_part(&part), "samples", 0, 3);
                progress_report(progress_to_part(&part), "samples", 1, 3);
                progress_report(progress_to_part(&part), "samples", 3, 3);
            }
        }
        check_heard(&heard, 1);
    }
}

static void nobody_is_told_nothing(void **state)
{
    struct progress_part part = progress_part_of((struct progress){NULL, NULL}, 0, 2, "cities");
    (void)state;
    progress_report(progress_to_part(&part), "samples", 1, 2);
    progress_report((struct progress){NULL, NULL}, "samples", 1, 2);
}

/* ---- Runs ------------------------------------------------------------------------------------ */

static blackout_run_options options_of(struct heard *heard, unsigned threads)
{
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    options.threads = threads;
    options.progress = hear;
    options.progress_user = heard;
    *heard = (struct heard){0};
    return options;
}

/* scenario_of() sets samples, which until does not go with. */
static blackout_scenario *parsed(const char *json)
{
    blackout_scenario *scenario;
    blackout_error error;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    check_ok(blackout_scenario_parse(scenario, json, strlen(json), "json", &error), &error);
    return scenario;
}

/* Estimates of texts like "platform=alpha"; returns a figure of the last. */
static double estimate(const struct world *world, const char *const *words, size_t count,
                       const blackout_run_options *options)
{
    blackout_scenario *scenarios[8];
    blackout_result *result;
    blackout_error error;
    double figure = 0;
    for (size_t i = 0; i < count; ++i) {
        scenarios[i] = words[i][0] == '{' ? parsed(words[i]) : scenario_of(words[i]);
    }
    check_ok(blackout_estimate(&result, world->dataset, (const blackout_scenario *const *)scenarios,
                               count, options, &error),
             &error);
    check_ok(blackout_result_number(result, count - 1, "/totals/owner_revenue_loss/net/central",
                                    &figure, &error),
             &error);
    for (size_t i = 0; i < count; ++i) {
        blackout_scenario_free(scenarios[i]);
    }
    blackout_result_free(result);
    return figure;
}

static const char *const several[] = {
    "platform=alpha duration=6h samples=960", "platform=alpha duration=5h samples=0",
    "platform=alpha duration=7h samples=200", "platform=beta duration=371m samples=960"};

static void an_estimate_counts_samples(void **state)
{
    struct heard heard;
    for (unsigned threads = 1; threads <= 3; ++threads) {
        const blackout_run_options options = options_of(&heard, threads);
        const double told = estimate(*state, several, 1, &options);
        check_heard(&heard, threads == 1 ? 2 : 0);
        check_near(heard.highest_of, 960, 0);
        check_near(told, estimate(*state, several, 1, NULL), 0);
    }
}

static void without_samples_it_is_done_at_once(void **state)
{
    struct heard heard;
    const blackout_run_options options = options_of(&heard, 1);
    estimate(*state, several + 1, 1, &options);
    check_heard(&heard, 0);
}

static void several_scenarios_are_counted(void **state)
{
    struct heard heard;
    const blackout_run_options options = options_of(&heard, 1);
    estimate(*state, several, 4, &options);
    check_heard(&heard, 4);
    assert_string_equal(heard.last.what, "scenarios");
    check_near(heard.last.of, 4, 0);
}

static void rounds_until_an_error_end_at_one(void **state)
{
    static const char *const until[] = {
        "{\"platform\": \"alpha\", \"duration\": \"4h..8h\", \"until\": \"1%\"}"};
    static const char *const pair[] = {
        "{\"platform\": \"alpha\", \"duration\": \"4h..8h\", \"until\": \"1%\"}",
        "{\"platform\": \"alpha\", \"duration\": \"2h..8h\", \"until\": \"1%\"}"};
    struct heard heard;
    blackout_run_options options = options_of(&heard, 1);
    estimate(*state, until, 1, &options);
    check_heard(&heard, 2);
    options = options_of(&heard, 1);
    options.paired = 1;
    estimate(*state, pair, 2, &options);
    check_heard(&heard, 2);
}

static void a_sensitivity_analysis_counts_evaluations(void **state)
{
    struct heard heard;
    blackout_run_options options = options_of(&heard, 1);
    options.sensitivity = 64;
    static const char *const words[] = {"platform=alpha duration=4h..8h samples=64"};
    estimate(*state, words, 1, &options);
    check_heard(&heard, 64);
}

static void a_risk_counts_years(void **state)
{
    struct world *world = *state;
    struct heard heard;
    blackout_risk *risk;
    blackout_error error;
    const blackout_run_options options = options_of(&heard, 2);
    blackout_scenario *scenario = scenario_of("owner=acme years=2385");
    package_write(&world->folder, "outage_prior.csv",
                  "term,value\nrate_events,1\nrate_years,2.5\nlog_hours_mean,1.75\n"
                  "log_hours_strength,2\nlog_hours_shape,3\nlog_hours_scale,6.5\n"
                  "longest_hours,720\nany_hour_weight,1\n");
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency,observed_from,observed_to\n"
                  "acme,Acme Group,USD,2019-01-01,2022-12-31\n"
                  "bolt,Bolt,EUR,2019-01-01,2022-12-31\n");
    world_reopen(world);
    check_ok(blackout_risk_run(&risk, world->dataset, scenario, NULL, &options, &error), &error);
    check_heard(&heard, 1);
    assert_string_equal(heard.last.what, "years");
    check_near(heard.last.of, 2385, 0);
    blackout_risk_free(risk);
    blackout_scenario_free(scenario);
}

static void write_published(struct world *world)
{
    package_write(&world->folder, "published.csv",
                  "event,measure,low,high,currency,duration_assumed_minutes,publisher,kind\n"
                  "e1,owner_revenue_loss,2000,8000,USD,720,A,measured\n"
                  "e2,owner_revenue_loss,2000,8000,USD,371,B,measured\n"
                  "e1,dependent_revenue_loss,100,100,USD,720,B,measured\n");
    world_reopen(world);
}

static void a_backtest_and_a_calibration_count_figures(void **state)
{
    struct world *world = *state;
    struct heard heard;
    blackout_backtest *backtest;
    blackout_calibration *calibration = NULL;
    blackout_error error;
    write_published(world);
    const blackout_dataset *const datasets[] = {world->dataset};
    blackout_run_options options = options_of(&heard, 1);
    blackout_scenario *scenario = scenario_of("samples=256");
    check_ok(blackout_backtest_run(&backtest, world->dataset, scenario, &options, &error), &error);
    check_heard(&heard, 3);
    assert_string_equal(heard.last.what, "published figures");
    options = options_of(&heard, 1);
    if (blackout_calibrate(&calibration, datasets, 1, scenario, &options, &error) == BLACKOUT_OK) {
        check_near(heard.last.share, 1, 0);
    }
    assert_false(heard.has_fallen);
    assert_true(heard.between > 0);
    blackout_calibration_free(calibration);
    blackout_backtest_free(backtest);
    blackout_scenario_free(scenario);
}

static void a_tolerable_length_counts_scenarios(void **state)
{
    const struct world *world = *state;
    struct heard heard;
    blackout_tolerable *tolerable;
    blackout_error error;
    const blackout_run_options options = options_of(&heard, 1);
    blackout_scenario *scenarios[] = {
        scenario_of("owner=acme currency=USD samples=64 loss=10001USD"),
        scenario_of("platform=alpha currency=USD samples=64 loss=10001USD")};
    check_ok(blackout_tolerable_run(&tolerable, world->dataset,
                                    (const blackout_scenario *const *)scenarios, 2, &options,
                                    &error),
             &error);
    check_heard(&heard, 8);
    check_near(heard.last.of, 2, 0);
    blackout_tolerable_free(tolerable);
    blackout_scenario_free(scenarios[0]);
    blackout_scenario_free(scenarios[1]);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_reports_its_share_of_the_whole),
        cmocka_unit_test(a_single_part_is_the_whole),
        cmocka_unit_test(rounds_take_halves),
        cmocka_unit_test(shares_end_at_one_whatever_the_rounding),
        cmocka_unit_test(nobody_is_told_nothing),
        IN_WORLD(an_estimate_counts_samples),
        IN_WORLD(without_samples_it_is_done_at_once),
        IN_WORLD(several_scenarios_are_counted),
        IN_WORLD(rounds_until_an_error_end_at_one),
        IN_WORLD(a_sensitivity_analysis_counts_evaluations),
        IN_WORLD(a_risk_counts_years),
        IN_WORLD(a_backtest_and_a_calibration_count_figures),
        IN_WORLD(a_tolerable_length_counts_scenarios),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
