/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/explore: which scenarios are near one, and that each is estimated as it would be alone.
 */
#include <string.h>

#include "check.h"
#include "estimate/result.h"
#include "world.h"

static blackout_result *explored(const blackout_dataset *dataset, const char *words)
{
    blackout_result *result;
    blackout_error error;
    blackout_scenario *scenario = scenario_of(words);
    check_ok(blackout_explore(&result, dataset, scenario, NULL, &error), &error);
    blackout_scenario_free(scenario);
    return result;
}

static void check_same(const struct result *a, const struct result *b)
{
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        const struct quantity *of_a = &a->targets[i].quantity;
        const struct quantity *of_b = &b->targets[i].quantity;
        check_near(of_a->central, of_b->central, 0);
        assert_int_equal(of_a->statistics != NULL, of_b->statistics != NULL);
        if (of_a->statistics != NULL) {
            check_near(of_a->statistics->p5, of_b->statistics->p5, 0);
            check_near(of_a->statistics->p95, of_b->statistics->p95, 0);
        }
    }
}

/* 3 choices of platforms (both, each), 3 starts (Monday 15:39, 12 hours later, the next Sunday), 9
 * durations (8 and its own, third from the start of 0.5, 1, 2, 4, 8, 12, 24, 48). */
static void scenarios_near_it_are_estimated(void **state)
{
    enum { CHOICES = 3, STARTS = 3, DURATIONS = 9, HALF_DAY = 43200 };
    const struct world *world = *state;
    blackout_result *result = explored(
        world->dataset, "platform=alpha,beta start=2021-10-04T15:39Z duration=90m samples=128 "
                        "currency=USD");
    const struct result *first = &result->results[1];
    assert_int_equal(result->count, 1 + CHOICES * STARTS * DURATIONS);
    assert_int_equal(first->scenario.platform_count, 2);
    check_near(first->scenario.duration_hours, 0.5, 0);
    check_near(first[2].scenario.duration_hours, 1.5, 1e-15);
    check_near(first[8].scenario.duration_hours, 48, 0);
    assert_int_equal(first[DURATIONS].scenario.start - first->scenario.start, HALF_DAY);
    assert_int_equal(first[2 * DURATIONS].scenario.start - first->scenario.start, 12 * HALF_DAY);
    assert_int_equal(first[STARTS * DURATIONS].scenario.platform_count, 1);
    assert_string_equal(first[STARTS * DURATIONS].scenario.platforms[0], "alpha");
    assert_string_equal(first[2 * STARTS * DURATIONS].scenario.platforms[0], "beta");
    check_same(&result->results[0], &first[2]);
    blackout_result *alone = estimate_of(
        world->dataset,
        "platform=beta start=2021-10-05T03:39Z duration=8h samples=128 currency=USD top=0");
    check_same(&alone->results[0], &first[(2 * STARTS + 1) * DURATIONS + 5]);
    blackout_result_free(alone);
    blackout_result_free(result);
}

/* Without a start there is one, any hour; of one platform there is one choice; a duration that is
 * listed is there once. */
static void what_is_alone_has_no_choice(void **state)
{
    const struct world *world = *state;
    blackout_result *result = explored(world->dataset, "platform=alpha duration=12h samples=0");
    assert_int_equal(result->count, 1 + 8);
    assert_false(result->results[8].scenario.has_start);
    check_same(&result->results[0], &result->results[6]);
    blackout_result_free(result);
    result = explored(world->dataset, "platform=alpha duration=72h samples=0");
    assert_int_equal(result->count, 1 + 9);
    check_near(result->results[9].scenario.duration_hours, 72, 0);
    blackout_result_free(result);
}

/* Alpha's owner counts in USD, Gamma's in EUR: all are in the currency of what was asked for, as
 * Gamma's part of the loss of both is. */
static void a_platform_alone_is_in_the_currency_of_all(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        explored(world->dataset, "platform=alpha,gamma duration=2h samples=0");
    const struct result *gamma = &result->results[1 + 2 * 8 + 2];
    assert_string_equal(result->results[0].scenario.currency, "USD");
    assert_string_equal(gamma->scenario.platforms[0], "gamma");
    check_near(gamma->scenario.duration_hours, 2, 0);
    assert_string_equal(gamma->scenario.currency, "USD");
    check_near(gamma->totals[FIGURE_OWNER_NET].central,
               result->results[0].platforms[1].figures[FIGURE_OWNER_NET].central, 0);
    blackout_result_free(result);
}

/* ---- The page -------------------------------------------------------------------------------- */

static char *page_of(const blackout_dataset *dataset, const char *words)
{
    struct caught caught = {0};
    blackout_error error;
    blackout_result *result = explored(dataset, words);
    check_ok(blackout_explore_write(result, "html", catch_bytes, &caught, &error), &error);
    blackout_result_free(result);
    return caught.text;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        ++count;
    }
    return count;
}

/* The rows to choose from, to be freed. */
static char *rows_of(const blackout_dataset *dataset, const char *words)
{
    char *page = page_of(dataset, words);
    char *from = strstr(page, "class=\"explored\"");
    assert_non_null(from);
    char *to = strstr(from, "</table>");
    assert_non_null(to);
    *to = '\0';
    char *rows = strdup(from);
    assert_non_null(rows);
    free(page);
    return rows;
}

/* Alpha earns 1e9 an hour, times 1.25, of which three quarters are lost: 0.9375 bn an hour. Of 100
 * h 125 bn are lost gross, and from 100 bn on a page is in billions. */
static void amounts_are_in_the_unit_of_their_column(void **state)
{
    struct world *world = *state;
    package_write(&world->folder, "owners.csv",
                  "owner,name,currency\nacme,Acme Group,USD\nbolt,Bolt,EUR\n");
    package_write(&world->folder, "platforms.csv",
                  "platform,name,owner,annual_revenue,currency,recapture,recapture_decay_hours,"
                  "growth_factor\n"
                  "alpha,Alpha,acme,8766000000000,USD,0.25,1e15,1.25\n"
                  "beta,Beta,acme,13149000,USD,,,\n"
                  "gamma,Gamma,bolt,4383000,EUR,,,\n");
    world_reopen(world);
    char *rows = rows_of(world->dataset, "platform=alpha duration=100h samples=0");
    check_contains(rows, "owner net, bn USD");
    check_contains(rows, ">0.9375<"); /* of an hour */
    check_contains(rows, ">3.750<");  /* 4 h */
    check_contains(rows, ">11.25<");  /* 12 h */
    check_contains(rows, ">93.75<");  /* 100 h */
    free(rows);
}

/* Beta is in the north, Gamma in the north and the south: both together are in both. Eight
 * durations of each choice, everywhere and in each of its regions. */
static void regions_are_those_of_any_platform(void **state)
{
    const struct world *world = *state;
    char *rows = rows_of(world->dataset, "platform=beta,gamma duration=2h samples=0 currency=USD");
    assert_int_equal(count_of(rows, ">all of them<"), 3 * 8);
    assert_int_equal(count_of(rows, ">Beta<"), 2 * 8);
    assert_int_equal(count_of(rows, ">Gamma<"), 3 * 8);
    assert_int_equal(count_of(rows, ">North<"), 3 * 8);
    assert_int_equal(count_of(rows, ">South<"), 2 * 8);
    free(rows);
    rows = rows_of(world->dataset, "platform=beta duration=2h samples=0");
    assert_int_equal(count_of(rows, ">North<"), 0); /* where there is no choice */
    free(rows);
}

/* What is looked at before the samples needs none, whatever the scenario asks of them. */
static void thresholds_are_of_the_samples(void **state)
{
    const struct world *world = *state;
    blackout_result *result =
        explored(world->dataset, "platform=alpha duration=12h samples=64 threshold=100USD");
    assert_int_equal(result->results[0].threshold_count, 1);
    blackout_result_free(result);
}

static void count_diagnostics(void *user, const blackout_diagnostic *diagnostic)
{
    size_t *counts = user;
    ++counts[strcmp(diagnostic->code, "event_changed") == 0 ? 1 : 0];
}

/* Warnings are those of the scenario, each once: its start has no time of day, but none of the
 * event is changed. */
static void warnings_are_passed_on_once(void **state)
{
    struct world *world = *state;
    size_t alone[2] = {0, 0};
    size_t explored_too[2] = {0, 0};
    blackout_result *result;
    blackout_error error;
    blackout_run_options options = BLACKOUT_RUN_OPTIONS_INIT;
    package_write(&world->folder, "outages.csv",
                  "event,owner,platforms,start,duration_minutes,severity\n"
                  "e5,acme,alpha,2021-10-04,371,1\n");
    package_drop(&world->folder, "event_returns.csv");
    world_reopen(world);
    blackout_scenario *scenario = scenario_of("event=e5 samples=0");
    const blackout_scenario *const scenarios[] = {scenario};
    options.diagnostic = count_diagnostics;
    options.user = alone;
    check_ok(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error), &error);
    blackout_result_free(result);
    options.user = explored_too;
    check_ok(blackout_explore(&result, world->dataset, scenario, &options, &error), &error);
    blackout_result_free(result);
    blackout_scenario_free(scenario);
    assert_true(alone[0] > 0);
    assert_int_equal(explored_too[0], alone[0]);
    assert_int_equal(alone[1] + explored_too[1], 0);
}

/* Without its curve a variant is as severe as that is in the mean: 0.3 of flat hours, which lose
 * in proportion. The curve of 2 h itself loses 0.6 h, and so does the variant of its length. */
static void variants_of_a_curve_are_as_severe(void **state)
{
    struct world *world = *state;
    char path[256];
    char words[320];
    package_write(&world->folder, "curve.csv",
                  "timestamp,unavailable\n2021-10-04T12:00Z,0.3\n2021-10-04T14:00Z,0\n");
    package_file(path, &world->folder, "curve.csv");
    snprintf(words, sizeof words, "platform=gamma samples=0 severity-curve=%s", path);
    blackout_result *result = explored(world->dataset, words);
    package_drop(&world->folder, "curve.csv");
    assert_int_equal(result->count, 1 + 3 * 8);
    static const double hours[] = {0.5, 1, 2, 4, 8, 12, 24, 48};
    for (size_t i = 0; i < 8; ++i) {
        const struct result *variant = &result->results[1 + i];
        check_close(variant->scenario.severity, 0.3, 1e-12);
        check_close(figure_at(result, 1 + i, "/totals/owner_revenue_loss/gross/central"),
                    figure_at(result, 0, "/totals/owner_revenue_loss/gross/central") * hours[i] / 2,
                    1e-12);
    }
    blackout_result_free(result);
}

static void what_cannot_be_estimated_is_refused(void **state)
{
    const struct world *world = *state;
    blackout_result *result;
    blackout_error error;
    blackout_scenario *scenario = scenario_of("platform=alpha");
    check_fails(blackout_explore(&result, world->dataset, scenario, NULL, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_null(result);
    assert_string_equal(error.field, "duration");
    blackout_scenario_free(scenario);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(scenarios_near_it_are_estimated),
        IN_WORLD(what_is_alone_has_no_choice),
        IN_WORLD(a_platform_alone_is_in_the_currency_of_all),
        IN_WORLD(amounts_are_in_the_unit_of_their_column),
        IN_WORLD(regions_are_those_of_any_platform),
        IN_WORLD(thresholds_are_of_the_samples),
        IN_WORLD(warnings_are_passed_on_once),
        IN_WORLD(variants_of_a_curve_are_as_severe),
        IN_WORLD(what_cannot_be_estimated_is_refused),
    };
    blackout_init();
    return cmocka_run_group_tests_name("explore", tests, NULL, NULL);
}
