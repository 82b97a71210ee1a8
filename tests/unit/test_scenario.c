/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask/scenario: what a scenario notes, and variants of one. Expected: what was asked of it before.
 */
#include "ask/scenario.h"

#include <string.h>

#include "ask/scenario_given.h"
#include "check.h"

#define CHANGE(value)                                                                              \
    "{\"set\": [{\"table\": \"t\", \"column\": \"c\", \"where\": {\"a\": \"" value                 \
    "\"}, \"value\": 2.385}]}"

static void set(blackout_scenario *scenario, const char *name, const char *text)
{
    blackout_error error = {0};
    check_ok(blackout_scenario_set(scenario, name, text, &error), &error);
}

static void parse(blackout_scenario *scenario, const char *text)
{
    blackout_error error = {0};
    check_ok(blackout_scenario_parse(scenario, text, strlen(text), "s.json", &error), &error);
}

static blackout_scenario *new_scenario(void)
{
    blackout_scenario *scenario;
    blackout_error error = {0};
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    set(scenario, "platform", "alpha,beta");
    set(scenario, "duration", "6h");
    set(scenario, "seed", "7");
    parse(scenario, CHANGE("1"));
    return scenario;
}

static blackout_scenario *new_variant(const blackout_scenario *of)
{
    blackout_scenario *variant;
    blackout_error error = {0};
    check_ok(blackout_scenario_variant(&variant, of, &error), &error);
    return variant;
}

/* At first all but the memory is that of the other, as far as it has been set; later both change
 * apart, lists too. */
static void a_variant_changes_alone(void **state)
{
    blackout_scenario *of = new_scenario();
    const blackout_scenario before = *of;
    const struct scenario_override override = of->overrides[0];
    (void)state;
    blackout_scenario *variant = new_variant(of);
    blackout_scenario same = *variant;
    same.arena = of->arena;
    same.override_capacity = of->override_capacity;
    assert_memory_equal(&same, of, sizeof same);
    assert_true(scenario_has(variant, "duration"));
    assert_false(scenario_has(variant, "severity"));
    set(variant, "duration", "9h");
    set(variant, "severity", "0.375");
    set(variant, "platform", "gamma");
    parse(variant, CHANGE("2"));
    assert_int_equal(variant->override_count, 2);
    assert_string_equal(variant->overrides[0].where[0].value, "1");
    assert_string_equal(variant->overrides[1].where[0].value, "2");
    check_close(variant->duration_hours.centre, 9., 0.0);
    assert_true(scenario_has(variant, "severity"));
    assert_memory_equal(of, &before, sizeof before);
    assert_memory_equal(&of->overrides[0], &override, sizeof override);
    assert_string_equal(of->platforms.names[1], "beta");
    blackout_scenario_free(variant);
    check_close(of->duration_hours.centre, 6., 0.0);
    parse(of, CHANGE("3"));
    assert_string_equal(of->overrides[1].where[0].value, "3");
    blackout_scenario_free(of);
}

/* Two variants that add to the same list do not add to each other's. */
static void variants_do_not_share_what_they_add(void **state)
{
    blackout_scenario *of = new_scenario();
    blackout_scenario *variants[] = {new_variant(of), new_variant(of)};
    (void)state;
    parse(variants[0], CHANGE("4"));
    parse(variants[1], CHANGE("5"));
    assert_string_equal(variants[0]->overrides[1].where[0].value, "4");
    assert_string_equal(variants[1]->overrides[1].where[0].value, "5");
    assert_int_equal(of->override_count, 1);
    for (int i = 0; i < 2; ++i) {
        blackout_scenario_free(variants[i]);
    }
    blackout_scenario_free(of);
}

/* What is refused is not noted as given, so that a file may still give it. */
static void what_is_refused_is_not_given(void **state)
{
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    (void)state;
    check_fails(blackout_scenario_set(scenario, "severity", "2", &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_string_equal(error.field, "severity");
    assert_false(scenario_has(scenario, "severity"));
    parse(scenario, "{\"severity\": 0.375, \"duration\": \"9h\"}");
    check_close(scenario->severity.centre, 0.375, 0.0);
    check_close(scenario->duration_hours.centre, 6., 0.0); /* as it was set before */
    check_fails(blackout_scenario_set(scenario, "windows", "0..0", &error), BLACKOUT_ERROR_USAGE,
                &error); /* of another question */
    assert_false(scenario_has(scenario, "windows"));
    blackout_scenario_free(scenario);
    blackout_scenario_free(NULL);
}

static void numbers_have_their_defaults(void **state)
{
    static const struct {
        const char *name, *text;
        double otherwise, set;
    } cases[] = {{"samples", "0", 10000, 0},
                 {"seed", "2385", 1, 2385},
                 {"until", "0.5%", 0, 0.005},
                 {"years", "4099", 100000, 4099}};
    blackout_error error = {0};
    blackout_scenario *scenario;
    double value = -1;
    (void)state;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        assert_int_equal(blackout_scenario_number(&value, scenario, cases[i].name), 0);
        check_close(value, cases[i].otherwise, 0.0);
        set(scenario, cases[i].name, cases[i].text);
        assert_int_equal(blackout_scenario_number(&value, scenario, cases[i].name), 1);
        check_close(value, cases[i].set, 1e-15);
    }
    assert_int_equal(blackout_scenario_number(&value, scenario, "top"), -1);
    assert_null(blackout_scenario_name(scenario));
    blackout_scenario_free(scenario);
}

/* A curve in memory has a name and no path; a path that is set later takes its place. */
static void a_curve_is_a_path_or_bytes(void **state)
{
    static const char bytes[] = "timestamp,unavailable\n";
    blackout_scenario *scenario = new_scenario();
    blackout_error error = {0};
    (void)state;
    assert_null(blackout_scenario_curve(scenario));
    set(scenario, "severity-curve", "a.csv");
    assert_string_equal(blackout_scenario_curve(scenario), "a.csv");
    check_ok(blackout_scenario_set_curve(scenario, bytes, sizeof bytes - 1, "measured", &error),
             &error);
    assert_null(blackout_scenario_curve(scenario));
    assert_string_equal(scenario->severity_curve, "measured");
    assert_int_equal(scenario->curve_size, sizeof bytes - 1);
    assert_memory_equal(scenario->curve_bytes, bytes, sizeof bytes - 1);
    assert_ptr_not_equal(scenario->curve_bytes, bytes);
    check_fails(blackout_scenario_set(scenario, "severity-curve", "", &error), BLACKOUT_ERROR_USAGE,
                &error);
    assert_null(blackout_scenario_curve(scenario)); /* it is still there */
    check_ok(blackout_scenario_set_curve(scenario, NULL, 0, "empty", &error), &error);
    assert_null(blackout_scenario_curve(scenario));
    assert_int_equal(scenario->curve_size, 0);
    set(scenario, "severity-curve", "b.csv");
    assert_string_equal(blackout_scenario_curve(scenario), "b.csv");
    blackout_scenario_free(scenario);
}

/* What is set goes before a file, whose value is judged all the same, with the message and the
 * place that it has where nothing is set. Expected: the messages of
 * tests/unit/test_scenario_file.c. */
static void what_is_overridden_is_judged(void **state)
{
    static const struct {
        const char *name, *text, *file, *message;
    } cases[] = {
        {"duration", "1h", "{\"duration\": \"2h\"}", NULL},
        {"duration", "1h", "{\"duration\": \"6x\"}",
         "duration is not a duration ('6x'); like PT6H11M, 6h, 90m or 1d2h, or a range like "
         "4h..8h"},
        {"min-duration", "1h", "{\"min_duration\": true}",
         "min-duration has a value of the wrong type ('min_duration'); a text, a number or a list "
         "of texts"},
        {"severity", "0.5", "{\"severity\": 1.5}",
         "severity is not a share ('1.5'); a number from 0 to 1, a percentage, or a range like "
         "0.07..0.88, which outages called partial were (full: 0.29..0.98)"},
        {"samples", "64", "{\"samples\": 63}",
         "samples is out of range ('63'); 0 for the central values alone, or 64 to 16777216"},
        {"platform", "alpha", "{\"platform\": \"a,,b\"}",
         "platform has an empty identifier ('a,,b'); give comma-separated identifiers"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        blackout_scenario *scenario = new_scenario();
        blackout_error error = {0};
        set(scenario, cases[i].name, cases[i].text);
        const uint64_t given = scenario->given;
        const blackout_status status = blackout_scenario_parse(
            scenario, cases[i].file, strlen(cases[i].file), "s.json", &error);
        assert_int_equal(status, cases[i].message == NULL ? BLACKOUT_OK : BLACKOUT_ERROR_USAGE);
        assert_string_equal(error.message, cases[i].message == NULL ? "" : cases[i].message);
        assert_int_equal(error.line, cases[i].message == NULL ? 0 : 1);
        assert_true(scenario->given == given);
        assert_true(strcmp(cases[i].name, "duration") != 0 ||
                    scenario->duration_hours.centre == 1.);
        blackout_scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_variant_changes_alone),
        cmocka_unit_test(variants_do_not_share_what_they_add),
        cmocka_unit_test(what_is_refused_is_not_given),
        cmocka_unit_test(numbers_have_their_defaults),
        cmocka_unit_test(a_curve_is_a_path_or_bytes),
        cmocka_unit_test(what_is_overridden_is_judged),
    };
    return cmocka_run_group_tests_name("scenario", tests, NULL, NULL);
}
