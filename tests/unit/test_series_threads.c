/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/series: scenarios side by side. Expected: the results of one call for all of them, in
 * the order of the scenarios and for any number of threads; the rules of blackout/estimate.h. */
#include "world.h"

/* The last two are estimated by themselves: many samples, and samples up to an error. */
static const char *const words[] = {
    "platform=alpha duration=2h samples=0", "platform=beta duration=371m samples=64",
    "platform=gamma duration=90m samples=100 seed=5", "platform=alpha duration=5h samples=20001",
    "platform=beta duration=2h until=0.5"};
enum { KINDS = sizeof words / sizeof words[0], SMALL_KINDS = 3, COUNT = 70, FIRST_LARGE = 66 };

/* One of each large kind, behind what ends some runs. */
static size_t kind_of(size_t index)
{
    return index >= FIRST_LARGE && index - FIRST_LARGE < KINDS - SMALL_KINDS
               ? SMALL_KINDS + index - FIRST_LARGE
               : index % SMALL_KINDS;
}

static const char pointer[] = "/totals/owner_revenue_loss/net/p95";
static const char central[] = "/totals/owner_revenue_loss/net/central";

struct fixture {
    const struct world *world;
    double expected[KINDS];
    blackout_scenario *scenarios[BLACKOUT_SERIES_UNDER_WAY];
    size_t asked;
    size_t given;
    size_t fails_at;   /* the scenario that cannot be had; COUNT: none */
    size_t refuses_at; /* the result that is refused */
    size_t cancels_at; /* so many results are enough */
    double share;
    bool is_called; /* a function of the caller is running */
};

static void enter(struct fixture *fixture)
{
    assert_false(fixture->is_called);
    fixture->is_called = true;
}

static void leave(struct fixture *fixture)
{
    fixture->is_called = false;
}

static blackout_status give(void *user, size_t index, const blackout_scenario **scenario,
                            blackout_error *error)
{
    struct fixture *fixture = user;
    enter(fixture);
    assert_int_equal(index, fixture->asked++);
    assert_true(index - fixture->given < BLACKOUT_SERIES_UNDER_WAY);
    blackout_scenario **place = &fixture->scenarios[index % BLACKOUT_SERIES_UNDER_WAY];
    assert_null(*place);
    *place = scenario_of(words[kind_of(index)]);
    *scenario = *place;
    leave(fixture);
    if (index == fixture->fails_at) {
        snprintf(error->message, sizeof error->message, "no scenario %zu", index);
        return BLACKOUT_ERROR_INPUT;
    }
    return BLACKOUT_OK;
}

/* A scenario without samples has no percentiles. */
static double figure_of(const blackout_result *result, size_t kind)
{
    return figure_at(result, 0, kind == 0 ? central : pointer);
}

static blackout_status take(void *user, size_t index, const blackout_result *result,
                            blackout_error *error)
{
    struct fixture *fixture = user;
    enter(fixture);
    assert_int_equal(index, fixture->given++);
    check_near(figure_of(result, kind_of(index)), fixture->expected[kind_of(index)], 0);
    blackout_scenario **place = &fixture->scenarios[index % BLACKOUT_SERIES_UNDER_WAY];
    blackout_scenario_free(*place);
    *place = NULL;
    leave(fixture);
    if (index == fixture->refuses_at) {
        snprintf(error->message, sizeof error->message, "no room for %zu", index);
        return BLACKOUT_ERROR_IO;
    }
    return BLACKOUT_OK;
}

static int is_enough(void *user)
{
    struct fixture *fixture = user;
    enter(fixture);
    const bool enough = fixture->given >= fixture->cancels_at;
    leave(fixture);
    return enough;
}

static void show(void *user, const blackout_progress *progress)
{
    struct fixture *fixture = user;
    enter(fixture);
    assert_true(progress->share >= fixture->share);
    fixture->share = progress->share;
    leave(fixture);
}

static void open_fixture(struct fixture *fixture, const struct world *world, size_t kinds)
{
    *fixture = (struct fixture){.world = world};
    for (size_t i = 0; i < kinds; ++i) {
        blackout_scenario *scenario = scenario_of(words[i]);
        const blackout_scenario *const list[] = {scenario};
        blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
        blackout_result *result;
        blackout_error error = {0};
        options.threads = 1;
        check_ok(blackout_estimate(&result, world->dataset, list, 1, &options, &error), &error);
        fixture->expected[i] = figure_of(result, i);
        blackout_result_free(result);
        blackout_scenario_free(scenario);
    }
}

static blackout_status run(struct fixture *fixture, unsigned threads, blackout_error *error)
{
    blackout_series series = BLACKOUT_SERIES_INIT;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    series.count = COUNT;
    series.scenario = give;
    series.result = take;
    series.user = fixture;
    options.threads = threads;
    options.cancelled = is_enough;
    options.user = fixture;
    options.progress = show;
    options.progress_user = fixture;
    fixture->asked = fixture->given = 0;
    fixture->share = 0;
    const blackout_status status =
        blackout_estimate_each(fixture->world->dataset, &series, &options, error);
    for (size_t i = 0; i < BLACKOUT_SERIES_UNDER_WAY; ++i) {
        blackout_scenario_free(fixture->scenarios[i]);
        fixture->scenarios[i] = NULL;
    }
    return status;
}

static const unsigned threads[] = {2, 100};
enum { THREADS = sizeof threads / sizeof threads[0] };

static void results_do_not_depend_on_threads(void **state)
{
    struct fixture fixture;
    open_fixture(&fixture, *state, KINDS);
    for (size_t i = 0; i < THREADS; ++i) {
        blackout_error error = {0};
        fixture.fails_at = fixture.refuses_at = fixture.cancels_at = COUNT;
        check_ok(run(&fixture, threads[i], &error), &error);
        assert_int_equal(fixture.given, COUNT);
        check_near(fixture.share, 1, 0);
    }
}

/* What comes before a failure has been given away, and nothing that comes after it. */
static void the_first_failure_in_order_ends_it(void **state)
{
    struct fixture fixture;
    open_fixture(&fixture, *state, SMALL_KINDS);
    for (size_t i = 0; i < THREADS; ++i) {
        blackout_error error = {0};
        fixture.refuses_at = fixture.cancels_at = COUNT;
        fixture.fails_at = 60;
        assert_int_equal(run(&fixture, threads[i], &error), BLACKOUT_ERROR_INPUT);
        assert_string_equal(error.message, "no scenario 60");
        assert_int_equal(fixture.given, 60);
        assert_int_equal(fixture.asked, 61);
        fixture.refuses_at = 33;
        assert_int_equal(run(&fixture, threads[i], &error), BLACKOUT_ERROR_IO);
        assert_string_equal(error.message, "no room for 33");
        assert_int_equal(fixture.given, 34);
    }
}

/* A few more results may be given away than were enough, since nobody asks all the time. */
static void all_threads_end_when_it_is_cancelled(void **state)
{
    struct fixture fixture;
    open_fixture(&fixture, *state, SMALL_KINDS);
    for (size_t i = 0; i < THREADS; ++i) {
        blackout_error error = {0};
        fixture.fails_at = fixture.refuses_at = COUNT;
        fixture.cancels_at = 20;
        assert_int_equal(run(&fixture, threads[i], &error), BLACKOUT_ERROR_CANCELLED);
        assert_in_range(fixture.given, 20, 20 + BLACKOUT_SERIES_UNDER_WAY);
    }
}

/* ---- Checks ---------------------------------------------------------------------------------- */

/* Of three lines one names a platform that is not there, and one is no scenario. */
static blackout_status give_to_check(void *user, size_t index, const blackout_scenario **scenario,
                                     blackout_error *error)
{
    static const char *const asked[] = {"platform=alpha duration=2h samples=1000000",
                                        "platform=nowhere duration=2h"};
    struct fixture *fixture = user;
    (void)error;
    enter(fixture);
    assert_int_equal(index, fixture->asked++);
    blackout_scenario **place = &fixture->scenarios[index % BLACKOUT_SERIES_UNDER_WAY];
    assert_null(*place);
    *place = index % 3 < 2 ? scenario_of(asked[index % 3]) : NULL;
    *scenario = *place;
    leave(fixture);
    return BLACKOUT_OK;
}

static blackout_status take_check(void *user, size_t index, blackout_status status,
                                  const blackout_error *fault, blackout_error *error)
{
    struct fixture *fixture = user;
    enter(fixture);
    assert_int_equal(index, fixture->given++);
    assert_int_equal(status, index % 3 == 1 ? BLACKOUT_ERROR_USAGE : BLACKOUT_OK);
    if (index % 3 == 1) {
        assert_non_null(strstr(fault->message, "'nowhere'"));
    }
    blackout_scenario **place = &fixture->scenarios[index % BLACKOUT_SERIES_UNDER_WAY];
    blackout_scenario_free(*place);
    *place = NULL;
    leave(fixture);
    if (index == fixture->refuses_at) {
        snprintf(error->message, sizeof error->message, "enough at %zu", index);
        return BLACKOUT_ERROR_IO;
    }
    return BLACKOUT_OK;
}

static void checks_are_in_order_and_estimate_nothing(void **state)
{
    static const size_t refused[] = {COUNT, 40};
    blackout_series series = BLACKOUT_SERIES_INIT;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    struct fixture fixture = {.world = *state};
    series.count = COUNT;
    series.scenario = give_to_check;
    series.check = take_check;
    series.user = &fixture;
    for (unsigned i = 0; i < 6; ++i) {
        blackout_error error = {0};
        const size_t last = refused[i % 2];
        options.threads = i < 2 ? 1 : threads[i / 2 - 1];
        fixture.refuses_at = last;
        fixture.asked = fixture.given = 0;
        assert_int_equal(blackout_estimate_each(fixture.world->dataset, &series, &options, &error),
                         last == COUNT ? BLACKOUT_OK : BLACKOUT_ERROR_IO);
        assert_int_equal(fixture.given, last == COUNT ? COUNT : last + 1);
        for (size_t j = 0; j < BLACKOUT_SERIES_UNDER_WAY; ++j) {
            blackout_scenario_free(fixture.scenarios[j]);
            fixture.scenarios[j] = NULL;
        }
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {IN_WORLD(results_do_not_depend_on_threads),
                                       IN_WORLD(the_first_failure_in_order_ends_it),
                                       IN_WORLD(all_threads_end_when_it_is_cancelled),
                                       IN_WORLD(checks_are_in_order_and_estimate_nothing)};
    return cmocka_run_group_tests_name("series_threads", tests, NULL, NULL);
}
