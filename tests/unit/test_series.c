/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/series and report/sweep_series: scenarios one by one. Expected: the bytes of one call
 * for all of them; the rules of blackout/estimate.h. */
#include "world.h"

static const char *const words[] = {
    "platform=alpha duration=2h samples=64", "platform=alpha duration=5h samples=64",
    "platform=alpha duration=11h samples=64 severity=0.375", "platform=beta duration=371m"};
enum { COUNT = sizeof words / sizeof words[0] };

struct fixture {
    blackout_scenario *scenarios[COUNT];
    blackout_sweep *sweep;
    size_t asked;
    size_t taken;
    size_t fails_at; /* the scenario that cannot be made; COUNT: none */
    size_t warnings;
    int for_sweep;
};

static blackout_status give(void *user, size_t index, const blackout_scenario **scenario,
                            blackout_error *error)
{
    struct fixture *fixture = user;
    assert_int_equal(index, fixture->asked++);
    *scenario = fixture->scenarios[index];
    if (index == fixture->fails_at) {
        snprintf(error->message, sizeof error->message, "no scenario %zu", index);
        return BLACKOUT_ERROR_INPUT;
    }
    return BLACKOUT_OK;
}

static blackout_status take(void *user, size_t index, const blackout_result *result,
                            blackout_error *error)
{
    struct fixture *fixture = user;
    double figure;
    assert_int_equal(index, fixture->taken++);
    check_ok(
        blackout_result_number(result, 0, "/totals/owner_revenue_loss/net/central", &figure, error),
        error);
    return blackout_sweep_add(fixture->sweep, result, error);
}

static void count_warning(void *user, const blackout_diagnostic *diagnostic)
{
    (void)diagnostic;
    ++((struct fixture *)user)->warnings;
}

static struct fixture make_fixture(void)
{
    struct fixture fixture = {.fails_at = COUNT};
    for (size_t i = 0; i < COUNT; ++i) {
        fixture.scenarios[i] = scenario_of(words[i]);
    }
    return fixture;
}

static void free_fixture(struct fixture *fixture)
{
    for (size_t i = 0; i < COUNT; ++i) {
        blackout_scenario_free(fixture->scenarios[i]);
    }
}

static blackout_status run(struct fixture *fixture, const struct world *world,
                           blackout_error *error)
{
    blackout_series series = BLACKOUT_SERIES_INIT;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    series.count = COUNT;
    series.scenario = give;
    series.result = take;
    series.user = fixture;
    options.diagnostic = count_warning;
    options.user = fixture;
    series.for_sweep = fixture->for_sweep;
    fixture->asked = fixture->taken = fixture->warnings = 0;
    return blackout_estimate_each(world->dataset, &series, &options, error);
}

static void check_format(struct fixture *fixture, const struct world *world,
                         const blackout_result *all, const char *format)
{
    struct caught expected = {0};
    struct caught written = {0};
    blackout_error error = {0};
    check_ok(blackout_sweep_write(all, format, catch_bytes, &expected, &error), &error);
    check_ok(blackout_sweep_begin(&fixture->sweep, format, catch_bytes, &written, &error), &error);
    check_ok(run(fixture, world, &error), &error);
    assert_int_equal(fixture->taken, COUNT);
    check_ok(blackout_sweep_end(fixture->sweep, &error), &error);
    blackout_sweep_free(fixture->sweep);
    assert_string_equal(written.text, expected.text);
    free(expected.text);
    free(written.text);
}

static void a_series_writes_what_one_call_does(void **state)
{
    static const char *const formats[] = {"json", "ndjson",   "csv",  "csv:excel-eu",
                                          "text", "markdown", "html", "svg:owner-loss"};
    struct fixture fixture = make_fixture();
    blackout_error error = {0};
    blackout_result *all;
    check_ok(blackout_estimate(&all, ((struct world *)*state)->dataset,
                               (const blackout_scenario *const *)fixture.scenarios, COUNT, NULL,
                               &error),
             &error);
    for (size_t i = 0; i < 2 * (sizeof formats / sizeof formats[0]); ++i) {
        fixture.for_sweep = i % 2;
        check_format(&fixture, *state, all, formats[i / 2]);
    }
    blackout_result_free(all);
    free_fixture(&fixture);
}

/* Each of the four runs has the warnings of the package; all are passed on once, as after one
 * call. */
static void warnings_are_passed_on_once(void **state)
{
    struct fixture fixture = make_fixture();
    struct fixture whole = make_fixture();
    struct caught written = {0};
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    blackout_error error = {0};
    blackout_result *all;
    options.diagnostic = count_warning;
    options.user = &whole;
    check_ok(blackout_estimate(&all, ((struct world *)*state)->dataset,
                               (const blackout_scenario *const *)whole.scenarios, COUNT, &options,
                               &error),
             &error);
    check_ok(blackout_sweep_begin(&fixture.sweep, "csv", catch_bytes, &written, &error), &error);
    check_ok(run(&fixture, *state, &error), &error);
    assert_true(whole.warnings > 0);
    assert_int_equal(fixture.warnings, whole.warnings);
    blackout_sweep_free(fixture.sweep);
    blackout_result_free(all);
    free(written.text);
    free_fixture(&fixture);
    free_fixture(&whole);
}

static void the_first_failure_ends_a_series(void **state)
{
    struct fixture fixture = make_fixture();
    struct caught written = {0};
    blackout_error error = {0};
    fixture.fails_at = 2;
    check_ok(blackout_sweep_begin(&fixture.sweep, "ndjson", catch_bytes, &written, &error), &error);
    assert_int_equal(run(&fixture, *state, &error), BLACKOUT_ERROR_INPUT);
    assert_string_equal(error.message, "no scenario 2");
    assert_int_equal(fixture.taken, 2);
    assert_int_equal(fixture.asked, 3);
    blackout_sweep_free(fixture.sweep);

    fixture.fails_at = COUNT;
    check_ok(blackout_sweep_begin(&fixture.sweep, "ndjson", refuse_bytes, NULL, &error), &error);
    assert_int_equal(run(&fixture, *state, &error), BLACKOUT_ERROR_IO);
    assert_int_equal(fixture.taken, 1);
    blackout_sweep_free(fixture.sweep);
    free(written.text);
    free_fixture(&fixture);
}

/* Without a record, CSV is its header, and a page says that there are no scenarios. */
static void a_sweep_of_nothing_is_whole(void **state)
{
    static const struct {
        const char *format;
        const char *part;
    } cases[] = {{"csv", "platforms,start,duration_hours"},
                 {"json", "\"records\": []"},
                 {"text", "No scenarios."}};
    blackout_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_sweep *sweep;
        struct caught written = {0};
        check_ok(blackout_sweep_begin(&sweep, cases[i].format, catch_bytes, &written, &error),
                 &error);
        check_ok(blackout_sweep_end(sweep, &error), &error);
        blackout_sweep_free(sweep);
        check_contains(written.text, cases[i].part);
        free(written.text);
    }
    blackout_sweep *none;
    assert_int_equal(blackout_sweep_begin(&none, "pdf", catch_bytes, NULL, &error),
                     BLACKOUT_ERROR_USAGE);
    assert_null(none);
    blackout_sweep_free(none);
}

/* Places that differ in one input alone have that input beside them, in records and in tables, as
 * names of lines, and as the axis of a chart. */
static void places_are_told_apart(void **state)
{
    static const struct {
        const char *words[4]; /* what differs, beside platform=alpha */
        const char *format;
        const char *part;
    } cases[] = {
        {{"duration=2h recovery=0h", "duration=2h recovery=90m"}, "csv", ",recovery_hours\n"},
        {{"duration=2h recovery=0h", "duration=2h recovery=90m"}, "csv", ",1.5\n"},
        {{"duration=2h recovery=0h", "duration=2h recovery=90m"}, "text", "recovery  owner net"},
        {{"duration=2h recovery=0h", "duration=2h recovery=90m"}, "text", "1 h 30 min"},
        {{"duration=2h recovery=0h", "duration=2h recovery=90m"}, "svg:owner-loss", "recovery, h"},
        {{"duration=2h", "duration=3h"}, "text", "duration  owner net"}, /* none is no column */
        {{"duration=2h recovery=1h", "duration=3h recovery=1h", "duration=2h recovery=2h",
          "duration=3h recovery=2h"},
         "svg:owner-loss",
         "recovery 1 h"},
    };
    const struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_scenario *scenarios[4];
        struct caught written = {0};
        blackout_error error = {0};
        blackout_result *all;
        size_t count = 0;
        for (; count < 4 && cases[i].words[count] != NULL; ++count) {
            char text[128];
            snprintf(text, sizeof text, "platform=alpha %s", cases[i].words[count]);
            scenarios[count] = scenario_of(text);
        }
        check_ok(blackout_estimate(&all, world->dataset,
                                   (const blackout_scenario *const *)scenarios, count, NULL,
                                   &error),
                 &error);
        check_ok(blackout_sweep_write(all, cases[i].format, catch_bytes, &written, &error), &error);
        check_contains(written.text, cases[i].part);
        free(written.text);
        blackout_result_free(all);
        for (size_t k = 0; k < count; ++k) {
            blackout_scenario_free(scenarios[k]);
        }
    }
}

/* What an estimate refuses is refused without one; what it takes is taken. */
static void a_check_says_what_an_estimate_would(void **state)
{
    static const char *const asked[] = {"platform=alpha duration=2h",
                                        "platform=nowhere duration=2h", "platform=alpha",
                                        "platform=alpha duration=2h currency=CHF", "event=nothing"};
    const struct world *world = *state;
    size_t refused = 0;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; ++i) {
        blackout_scenario *scenario = scenario_of(asked[i]);
        const blackout_scenario *const list[] = {scenario};
        blackout_result *result;
        blackout_error error = {0};
        blackout_error expected = {0};
        const blackout_status status =
            blackout_estimate(&result, world->dataset, list, 1, NULL, &expected);
        assert_int_equal(blackout_estimate_check(world->dataset, scenario, NULL, &error), status);
        assert_string_equal(error.message, expected.message);
        refused += status != BLACKOUT_OK ? 1 : 0;
        blackout_result_free(result);
        blackout_scenario_free(scenario);
    }
    assert_true(refused >= 3);
}

/* Alpha's owner counts in USD, Gamma's in EUR. What is refused is refused before it is begun, as
 * its records are written, and of results that are there. */
static void a_sweep_has_one_currency(void **state)
{
    static const char *const formats[] = {"text", "csv", "json"};
    const struct world *world = *state;
    blackout_scenario *const scenarios[] = {scenario_of("platform=alpha duration=2h"),
                                            scenario_of("platform=gamma duration=2h"),
                                            scenario_of("platform=gamma duration=2h currency=USD")};
    const blackout_scenario *const two[] = {scenarios[0], scenarios[1]};
    const char *currency = NULL;
    blackout_result *result;
    blackout_error error = {0};
    check_ok(blackout_estimate_currency(&currency, world->dataset, scenarios[0], NULL, &error),
             &error);
    assert_string_equal(currency, "USD");
    check_ok(blackout_estimate_currency(&currency, world->dataset, scenarios[2], NULL, &error),
             &error);
    check_fails(blackout_estimate_currency(&currency, world->dataset, scenarios[1], NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_string_equal(error.message,
                        "the scenarios are in several currencies ('EUR' and USD), and "
                        "a report has one; add one of them, like --currency USD");
    assert_string_equal(error.field, "currency");
    check_ok(blackout_estimate(&result, world->dataset, two, 2, NULL, &error), &error);
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; ++i) {
        struct caught written = {0};
        blackout_sweep *sweep;
        check_fails(blackout_sweep_write(result, formats[i], refuse_bytes, NULL, &error),
                    BLACKOUT_ERROR_USAGE, &error);
        check_ok(blackout_sweep_begin(&sweep, formats[i], catch_bytes, &written, &error), &error);
        check_fails(blackout_sweep_add(sweep, result, &error), BLACKOUT_ERROR_USAGE, &error);
        assert_string_equal(error.field, "currency");
        blackout_sweep_free(sweep);
        free(written.text);
    }
    blackout_result_free(result);
    for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; ++i) {
        blackout_scenario_free(scenarios[i]);
    }
}

/* The variant has what it was given and what it was made of; the other stays as it was. */
static void a_variant_differs_in_what_is_set(void **state)
{
    const struct world *world = *state;
    blackout_scenario *of = scenario_of("platform=alpha duration=2h");
    blackout_scenario *variant;
    blackout_error error = {0};
    blackout_result *result;
    double before = estimate_figure(world->dataset, "platform=alpha duration=2h",
                                    "/totals/owner_revenue_loss/net/central");
    double expected = estimate_figure(world->dataset, "platform=alpha duration=5h",
                                      "/totals/owner_revenue_loss/net/central");
    check_ok(blackout_scenario_variant(&variant, of, &error), &error);
    check_ok(blackout_scenario_set(variant, "duration", "5h", &error), &error);
    const blackout_scenario *const both[] = {variant, of};
    check_ok(blackout_estimate(&result, world->dataset, both, 2, NULL, &error), &error);
    check_near(figure_at(result, 0, "/totals/owner_revenue_loss/net/central"), expected, 0);
    check_near(figure_at(result, 1, "/totals/owner_revenue_loss/net/central"), before, 0);
    assert_true(expected > before);
    blackout_result_free(result);
    blackout_scenario_free(variant);
    blackout_scenario_free(of);
}

static void a_series_has_its_size(void **state)
{
    const struct world *world = *state;
    blackout_series series = {0};
    blackout_error error = {0};
    assert_int_equal(blackout_estimate_each(world->dataset, &series, NULL, &error),
                     BLACKOUT_ERROR_USAGE);
    series = (blackout_series)BLACKOUT_SERIES_INIT;
    assert_true(series.size == sizeof series && series.count == 0 && series.user == NULL);
    check_ok(blackout_estimate_each(world->dataset, &series, NULL, &error), &error);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_series_writes_what_one_call_does),
        IN_WORLD(warnings_are_passed_on_once),
        IN_WORLD(the_first_failure_ends_a_series),
        cmocka_unit_test(a_sweep_of_nothing_is_whole),
        IN_WORLD(places_are_told_apart),
        IN_WORLD(a_check_says_what_an_estimate_would),
        IN_WORLD(a_sweep_has_one_currency),
        IN_WORLD(a_variant_differs_in_what_is_set),
        IN_WORLD(a_series_has_its_size),
    };
    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
