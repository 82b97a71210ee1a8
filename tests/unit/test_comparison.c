/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/comparison: paired differences of two results made by hand. Amounts are binary
 * fractions, so that differences are exact. */
#include "estimate/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { SAMPLES = 320 };

struct pair {
    struct arena arena;
    struct result first;
    struct result second;
    double values[2][RESULT_TARGET_COUNT][SAMPLES];
};

static void set_result(struct result *result, double values[RESULT_TARGET_COUNT][SAMPLES],
                       double saved)
{
    static const char *const names[] = {"gross", "net", "dependants"};
    static const enum figure_id ids[] = {FIGURE_OWNER_GROSS, FIGURE_OWNER_NET, FIGURE_DEPENDANTS};
    *result = (struct result){.scenario = {.currency = "USD", .samples = SAMPLES, .seed = 7},
                              .sample_count = SAMPLES};
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        for (int k = 0; k < SAMPLES; ++k) {
            double base = 64.5 * (i + 1) + 0.125 * (k * 29 % 101);
            values[i][k] = base - saved * (1 + 0.0625 * (k % 8));
        }
        result->totals[ids[i]].present = true;
        result->targets[i] = (struct result_target){
            .id = ids[i],
            .name = names[i],
            .quantity = {.present = true, .central = 100.0 * (i + 1) - saved},
            .values = values[i]};
    }
}

static int make_pair(void **state)
{
    struct pair *pair = calloc(1, sizeof *pair);
    assert_non_null(pair);
    set_result(&pair->first, pair->values[0], 0);
    set_result(&pair->second, pair->values[1], 2.5);
    *state = pair;
    return 0;
}

static int free_pair(void **state)
{
    struct pair *pair = *state;
    arena_free(&pair->arena);
    free(pair);
    return 0;
}

static struct comparison compare(struct pair *pair)
{
    struct comparison comparison;
    blackout_error error = {0};
    check_ok(comparison_make(&comparison, &pair->arena, &pair->first, &pair->second, &error),
             &error);
    return comparison;
}

/* Expected: second less first is -2.5 (1 + j/16), j = 0..7 equally often: from -3.59375 to -2.5,
 * mean -2.5 (1 + 3.5/16) = -3.046875, median between j = 3 and 4 the same, variance of the eight
 * (2.5/16)^2 * 5.25, times n / (n - 1). The values themselves scatter over 12.5. */
static void differences_are_paired(void **state)
{
    const struct comparison comparison = compare(*state);
    assert_int_equal(comparison.row_count, RESULT_TARGET_COUNT);
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        const struct quantity *difference = &comparison.rows[i].difference;
        const struct statistics *s = difference->statistics;
        assert_non_null(s);
        check_near(difference->central, -2.5, 0.0);
        check_close(s->mean, -3.046875, 1e-14);
        check_close(s->p50, -3.046875, 1e-14);
        check_near(s->p5, -3.59375, 0.0);
        check_near(s->p95, -2.5, 0.0);
        check_close(s->sd, 2.5 / 16 * sqrt(5.25 * SAMPLES / (SAMPLES - 1.0)), 1e-12);
    }
    assert_string_equal(comparison.rows[1].name, "net");
    check_near(comparison.rows[1].first.central, 200, 0.0);
    check_near(comparison.rows[1].second.central, 197.5, 0.0);
}

/* Exchanged scenarios give the mirrored differences. */
static void exchanged_scenarios_mirror_the_difference(void **state)
{
    struct pair *pair = *state;
    const struct comparison forth = compare(pair);
    struct result kept = pair->first;
    pair->first = pair->second;
    pair->second = kept;
    const struct comparison back = compare(pair);
    check_near(back.rows[0].difference.central, -forth.rows[0].difference.central, 0.0);
    check_near(back.rows[0].difference.statistics->p5, -forth.rows[0].difference.statistics->p95,
               0.0);
}

/* Expected: zero, not nearly zero. */
static void equal_scenarios_differ_by_exactly_nothing(void **state)
{
    struct pair *pair = *state;
    pair->second = pair->first;
    const struct comparison comparison = compare(pair);
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        const struct statistics *s = comparison.rows[i].difference.statistics;
        check_near(comparison.rows[i].difference.central, 0, 0.0);
        const double figures[] = {s->mean, s->sd, s->se, s->p5, s->p25, s->p50, s->p75, s->p95};
        for (int k = 0; k < 8; ++k) {
            check_near(figures[k], 0, 0.0);
        }
    }
}

static void central_values_alone(void **state)
{
    struct pair *pair = *state;
    pair->first.sample_count = pair->second.sample_count = 0;
    const struct comparison comparison = compare(pair);
    check_near(comparison.rows[2].difference.central, -2.5, 0.0);
    assert_null(comparison.rows[2].difference.statistics);
}

static void without_dependants_there_are_two_rows(void **state)
{
    struct pair *pair = *state;
    pair->second.totals[FIGURE_DEPENDANTS].present = false;
    assert_int_equal(compare(pair).row_count, 2);
}

static void check_refused(struct pair *pair, const char *word)
{
    struct comparison comparison;
    blackout_error error = {0};
    check_fails(comparison_make(&comparison, &pair->arena, &pair->first, &pair->second, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_non_null(strstr(error.message, word));
}

/* What does not share its draws, or its currency, is refused. */
static void what_cannot_be_paired_is_refused(void **state)
{
    struct pair *pair = *state;
    pair->second.scenario.currency = "EUR";
    check_refused(pair, "EUR");
    pair->second.scenario.currency = "USD";
    pair->second.scenario.seed = 8;
    check_refused(pair, "seed");
    pair->second.scenario.seed = 7;
    pair->second.sample_count = SAMPLES / 2;
    check_refused(pair, "samples");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(differences_are_paired, make_pair, free_pair),
        cmocka_unit_test_setup_teardown(exchanged_scenarios_mirror_the_difference, make_pair,
                                        free_pair),
        cmocka_unit_test_setup_teardown(equal_scenarios_differ_by_exactly_nothing, make_pair,
                                        free_pair),
        cmocka_unit_test_setup_teardown(central_values_alone, make_pair, free_pair),
        cmocka_unit_test_setup_teardown(without_dependants_there_are_two_rows, make_pair,
                                        free_pair),
        cmocka_unit_test_setup_teardown(what_cannot_be_paired_is_refused, make_pair, free_pair),
    };
    return cmocka_run_group_tests_name("comparison", tests, NULL, NULL);
}
