/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/settings: what a scenario sets is told by every report that has a scenario, with all its
 * digits. Expected: what is set here. */
#include "report/settings.h"

#include "risk_world.h"

static const char cap[] = "{\"set\": [{\"table\": \"owners\", \"where\": {\"owner\": \"acme\"}, "
                          "\"column\": \"market_cap\", \"value\": 987654321987}]}";
static const char share[] = "{\"set\": [{\"table\": \"fallbacks\", \"where\": {\"sector\": \"G\", "
                            "\"channel\": \"messaging\", \"fallback\": \"email\"}, "
                            "\"column\": \"share\", \"value\": 0.123456789}]}";
static const char rate[] = "{\"set\": [{\"table\": \"outage_prior\", \"where\": {\"term\": "
                           "\"rate_events\"}, \"column\": \"value\", \"value\": 20.5}]}";

static const char said[] =
    "Set by the scenario: market_cap of owners to 987,654,321,987 where owner is 'acme'.";

static blackout_scenario *setting(const char *words, const char *json)
{
    blackout_scenario *scenario = scenario_of(words);
    blackout_error error = {0};
    check_ok(blackout_scenario_parse(scenario, json, strlen(json), "json", &error), &error);
    return scenario;
}

/* Frees both. */
static void check_said(char *text, blackout_result *result, const char *expected)
{
    check_contains(text, expected);
    free(text);
    blackout_result_free(result);
}

static blackout_result *result_of(const struct world *world, blackout_scenario *first,
                                  blackout_scenario *second, const blackout_run_options *options)
{
    blackout_result *result;
    blackout_error error = {0};
    const blackout_scenario *const scenarios[] = {first, second};
    check_ok(blackout_estimate(&result, world->dataset, scenarios, second != NULL ? 2 : 1, options,
                               &error),
             &error);
    blackout_scenario_free(first);
    blackout_scenario_free(second);
    return result;
}

static void an_estimate_tells(void **state)
{
    blackout_result *result =
        result_of(*state, setting("platform=alpha duration=2h", cap), NULL, NULL);
    check_said(report_of(result, 0, "text"), result, said);
    result = result_of(*state, setting("platform=alpha duration=2h", share), NULL, NULL);
    check_said(report_of(result, 0, "text"), result, "share of fallbacks to 0.123456789 where ");
}

static void an_explanation_and_a_sensitivity_tell(void **state)
{
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    struct caught caught = {0};
    blackout_error error = {0};
    options.explain = "/totals/owner_revenue_loss/net";
    blackout_result *result =
        result_of(*state, setting("platform=alpha duration=2h", cap), NULL, &options);
    check_ok(blackout_explain_write(result, 0, "text", catch_bytes, &caught, &error), &error);
    check_said(caught.text, result, said);
    caught = (struct caught){0};
    options.explain = NULL;
    options.sensitivity = 64;
    result =
        result_of(*state, setting("platform=alpha duration=2h samples=64", cap), NULL, &options);
    check_ok(blackout_sensitivity_write(result, 0, "text", catch_bytes, &caught, &error), &error);
    check_said(caught.text, result, said);
}

static void a_comparison_tells_of_both(void **state)
{
    struct caught caught = {0};
    blackout_error error = {0};
    blackout_result *result = result_of(*state, scenario_of("platform=alpha duration=2h"),
                                        setting("platform=alpha duration=2h", cap), NULL);
    check_ok(blackout_compare_write(result, 0, 1, "text", catch_bytes, &caught, &error), &error);
    check_said(caught.text, result, "Set by the second scenario: market_cap of owners to 987,");
}

/* Once where all set the same; else of each by its number. Also of records that are kept one by
 * one. */
static void a_sweep_tells(void **state)
{
    struct caught caught = {0};
    blackout_sweep *sweep;
    blackout_error error = {0};
    blackout_result *result = result_of(*state, setting("platform=alpha duration=2h", cap),
                                        setting("platform=alpha duration=4h", cap), NULL);
    check_ok(blackout_sweep_write(result, "text", catch_bytes, &caught, &error), &error);
    check_contains(caught.text, said);
    assert_null(strstr(strstr(caught.text, "Set by") + 1, "Set by"));
    struct caught written = {0};
    check_ok(blackout_sweep_begin(&sweep, "text", catch_bytes, &written, &error), &error);
    check_ok(blackout_sweep_add(sweep, result, &error), &error);
    blackout_result_free(result);
    check_ok(blackout_sweep_end(sweep, &error), &error);
    blackout_sweep_free(sweep);
    assert_string_equal(written.text, caught.text);
    free(written.text);
    free(caught.text);
    caught = (struct caught){0};
    result = result_of(*state, scenario_of("platform=alpha duration=2h"),
                       setting("platform=alpha duration=4h", cap), NULL);
    check_ok(blackout_sweep_write(result, "text", catch_bytes, &caught, &error), &error);
    check_said(caught.text, result, "Set by scenario 2: market_cap of owners to 987,654,321,987");
}

static void a_tolerable_length_tells(void **state)
{
    const struct world *world = *state;
    struct caught caught = {0};
    blackout_tolerable *tolerable;
    blackout_error error = {0};
    blackout_scenario *scenario = setting("platform=alpha loss=10001USD", cap);
    const blackout_scenario *const one = scenario;
    check_ok(blackout_tolerable_run(&tolerable, world->dataset, &one, 1, NULL, &error), &error);
    check_ok(blackout_tolerable_write(tolerable, "text", catch_bytes, &caught, &error), &error);
    check_contains(caught.text, said);
    free(caught.text);
    blackout_tolerable_free(tolerable);
    blackout_scenario_free(scenario);
}

static void a_year_at_risk_tells(void **state)
{
    const struct world *world = *state;
    struct caught caught = {0};
    blackout_risk *risk;
    blackout_error error = {0};
    blackout_scenario *scenario = setting("owner=acme years=1000", rate);
    check_ok(blackout_risk_run(&risk, world->dataset, scenario, NULL, NULL, &error), &error);
    check_ok(blackout_risk_write(risk, "text", catch_bytes, &caught, &error), &error);
    check_contains(caught.text, "Set by the scenario: value of outage_prior to 20.5 where term is "
                                "'rate_events'.");
    free(caught.text);
    char *json = report_text(risk);
    check_contains(json, "\"set\"");
    check_contains(json, "20.5");
    free(json);
    blackout_risk_free(risk);
    blackout_scenario_free(scenario);
}

/* The digits of what is set: whole numbers in full, others as they were written. */
static void values_have_all_their_digits(void **state)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{987654321987.0, "987,654,321,987"},
                 {1e6, "1,000,000"},
                 {-1234567.25, "-1,234,567.25"},
                 {0.1, "0.1"},
                 {2.385e-7, "2.385e-07"},
                 {0.123456789, "0.123456789"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct result_setting set = {.table = "owners", .column = "x", .value = cases[i].value};
        const struct result_scenario scenario = {.settings = &set, .setting_count = 1};
        struct document document = {0};
        char buffer[VALUE_PRINT_SIZE];
        settings_add(&document, "the scenario", &scenario);
        assert_int_equal(document.block_count, 1);
        const struct block *block = &document.blocks[0];
        bool found = false;
        for (size_t k = 0; k < block->run_count; ++k) {
            found = found || strcmp(value_print(buffer, &block->runs[k]), cases[i].text) == 0;
        }
        assert_true(found);
        document_free(&document);
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_with_prior, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_estimate_tells),
        IN_WORLD(an_explanation_and_a_sensitivity_tell),
        IN_WORLD(a_comparison_tells_of_both),
        IN_WORLD(a_sweep_tells),
        IN_WORLD(a_tolerable_length_tells),
        IN_WORLD(a_year_at_risk_tells),
        cmocka_unit_test(values_have_all_their_digits),
    };
    blackout_init();
    return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
