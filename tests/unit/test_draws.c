/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/draws: the sample matrix as CSV. What the report says can be computed again from it. */
#include <math.h>

#include "core/sum.h"
#include "world.h"

enum { SAMPLES = 1024, MOST_FIELDS = 64 };

struct matrix {
    struct caught caught;
    char *fields[MOST_FIELDS]; /* of the header, without quotes */
    size_t columns;
    size_t rows;
    double *values; /* [rows][columns] */
};

static const char words[] = "platform=alpha duration=4h..8h start=2021-10-04T15:39Z samples=1024";

static blackout_result *estimate_with_draws(struct caught *caught, const blackout_dataset *dataset,
                                            const char *text)
{
    blackout_scenario *scenario = scenario_of(text);
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .draws = catch_bytes, .draws_user = caught};
    blackout_result *result;
    blackout_error error = {0};
    check_ok(blackout_estimate(&result, dataset, scenarios, 1, &options, &error), &error);
    blackout_scenario_free(scenario);
    return result;
}

/* Takes a quoted field off the header: a quote stands twice inside. */
static char *take_name(char **at)
{
    char *name = *at;
    char *to = *at;
    char *from = *at;
    if (*from != '"') {
        name = to = from;
        from += strcspn(from, ",\n");
        to = from;
    } else {
        for (++from; *from != '"' || from[1] == '"'; ++from) {
            from += *from == '"';
            *to++ = *from;
        }
        ++from;
    }
    assert_true(*from == ',' || *from == '\n');
    *at = from;
    if (to != from) {
        *to = '\0';
    }
    return name;
}

static void read_header(struct matrix *matrix, char **at)
{
    for (;;) {
        char *name = take_name(at);
        char end = **at;
        **at = '\0';
        ++*at;
        assert_true(matrix->columns < MOST_FIELDS);
        matrix->fields[matrix->columns++] = name;
        if (end == '\n') {
            return;
        }
    }
}

/* Reads the CSV; every row has as many fields as the header. */
static void matrix_read(struct matrix *matrix)
{
    char *at = matrix->caught.text;
    read_header(matrix, &at);
    matrix->values = malloc(SAMPLES * matrix->columns * sizeof *matrix->values);
    assert_non_null(matrix->values);
    while (*at != '\0') {
        assert_true(matrix->rows < SAMPLES);
        for (size_t i = 0; i < matrix->columns; ++i) {
            char *end;
            matrix->values[matrix->rows * matrix->columns + i] = strtod(at, &end);
            assert_true(end != at);
            assert_int_equal(*end, i + 1 < matrix->columns ? ',' : '\n');
            at = end + 1;
        }
        ++matrix->rows;
    }
}

static void matrix_free(struct matrix *matrix)
{
    free(matrix->caught.text);
    free(matrix->values);
}

static size_t column_of(const struct matrix *matrix, const char *name)
{
    for (size_t i = 0; i < matrix->columns; ++i) {
        if (strcmp(matrix->fields[i], name) == 0) {
            return i;
        }
    }
    fail_msg("no column '%s'", name);
    return 0;
}

static void take_column(double values[SAMPLES], const struct matrix *matrix, const char *name)
{
    size_t column = column_of(matrix, name);
    for (size_t k = 0; k < SAMPLES; ++k) {
        values[k] = matrix->values[k * matrix->columns + column];
    }
}

/* One row a sample, numbered from 0; first the factors, then the three totals; each column has a
 * name of its own. */
static void one_row_for_each_sample(void **state)
{
    const struct world *world = *state;
    struct matrix matrix = {0};
    blackout_result_free(estimate_with_draws(&matrix.caught, world->dataset, words));
    matrix_read(&matrix);
    assert_int_equal(matrix.rows, SAMPLES);
    assert_string_equal(matrix.fields[0], "sample");
    assert_string_equal(matrix.fields[matrix.columns - 3], "owner_revenue_loss/gross");
    assert_string_equal(matrix.fields[matrix.columns - 2], "owner_revenue_loss/net");
    assert_string_equal(matrix.fields[matrix.columns - 1], "dependent_revenue_loss");
    column_of(&matrix, "platforms/alpha/recapture");
    column_of(&matrix, "scenario/duration_hours");
    for (size_t k = 0; k < SAMPLES; ++k) {
        check_near(matrix.values[k * matrix.columns], (double)k, 0.0);
    }
    for (size_t i = 1; i < matrix.columns; ++i) {
        assert_true(strchr(matrix.fields[i], '/') != NULL || i + 1 == matrix.columns);
        for (size_t k = 0; k < i; ++k) {
            assert_string_not_equal(matrix.fields[i], matrix.fields[k]);
        }
    }
    matrix_free(&matrix);
}

/* Expected: mean, R-7 quantiles of a total's column are those of the report, to a few roundings:
 * numbers read back to the same double. */
static void totals_are_those_of_the_report(void **state)
{
    static const char *const pointers[] = {"/totals/owner_revenue_loss/gross",
                                           "/totals/owner_revenue_loss/net",
                                           "/totals/dependent_revenue_loss"};
    static const char *const levels[] = {"p5", "p25", "p50", "p75", "p95"};
    static const double p[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    const struct world *world = *state;
    struct matrix matrix = {0};
    blackout_result *result = estimate_with_draws(&matrix.caught, world->dataset, words);
    matrix_read(&matrix);
    for (int i = 0; i < 3; ++i) {
        double values[SAMPLES];
        double quantiles[5];
        double mean = 0;
        char pointer[80];
        take_column(values, &matrix, pointers[i] + strlen("/totals/"));
        for (size_t k = 0; k < SAMPLES; ++k) {
            mean += values[k] / SAMPLES;
        }
        snprintf(pointer, sizeof pointer, "%s/mean", pointers[i]);
        check_close(figure(result, pointer), mean, 1e-13);
        quantiles_r7(quantiles, values, SAMPLES, p, 5);
        for (int q = 0; q < 5; ++q) {
            snprintf(pointer, sizeof pointer, "%s/%s", pointers[i], levels[q]);
            check_close(figure(result, pointer), quantiles[q], 1e-14);
        }
    }
    blackout_result_free(result);
    matrix_free(&matrix);
}

/* Expected: 5 %, 50 % and 95 % of the draws of an input are its three points. Its draws are
 * stratified, 128 in each replicate: 1024 of them miss a point by less than 3 per cent of its half
 * range. */
static void factors_have_their_three_points(void **state)
{
    static const struct {
        const char *name;
        double points[3];
    } inputs[] = {{"platforms/alpha/recapture", {0.125, 0.25, 0.5}},
                  {"scenario/duration_hours", {4, 5.656854249492381, 8}}}; /* sqrt(32) */
    static const double p[] = {0.05, 0.5, 0.95};
    const struct world *world = *state;
    struct matrix matrix = {0};
    blackout_result_free(estimate_with_draws(&matrix.caught, world->dataset, words));
    matrix_read(&matrix);
    for (int i = 0; i < 2; ++i) {
        double values[SAMPLES];
        double quantiles[3];
        take_column(values, &matrix, inputs[i].name);
        quantiles_r7(quantiles, values, SAMPLES, p, 3);
        for (int q = 0; q < 3; ++q) {
            check_near(quantiles[q], inputs[i].points[q],
                       0.03 * (inputs[i].points[2] - inputs[i].points[0]) / 2);
        }
    }
    matrix_free(&matrix);
}

/* Expected: the recaptured part of the gross loss is that of the row's own draw, in every sample
 * (the world has no model error). */
static void each_row_is_one_sample(void **state)
{
    const struct world *world = *state;
    struct matrix matrix = {0};
    double recapture[SAMPLES];
    double gross[SAMPLES];
    double net[SAMPLES];
    blackout_result_free(estimate_with_draws(&matrix.caught, world->dataset, words));
    matrix_read(&matrix);
    take_column(recapture, &matrix, "platforms/alpha/recapture");
    take_column(gross, &matrix, "owner_revenue_loss/gross");
    take_column(net, &matrix, "owner_revenue_loss/net");
    for (size_t k = 0; k < SAMPLES; ++k) {
        check_close(net[k], gross[k] * (1 - recapture[k]), 1e-12);
    }
    matrix_free(&matrix);
}

/* The same seed writes the same bytes, another one others. */
static void bytes_follow_the_seed(void **state)
{
    const struct world *world = *state;
    struct caught caught[3] = {{0}};
    char other[160];
    snprintf(other, sizeof other, "%s seed=2", words);
    blackout_result_free(estimate_with_draws(&caught[0], world->dataset, words));
    blackout_result_free(estimate_with_draws(&caught[1], world->dataset, words));
    blackout_result_free(estimate_with_draws(&caught[2], world->dataset, other));
    assert_string_equal(caught[0].text, caught[1].text);
    assert_string_not_equal(caught[0].text, caught[2].text);
    for (int i = 0; i < 3; ++i) {
        free(caught[i].text);
    }
}

static void a_sink_that_refuses_ends_the_run(void **state)
{
    const struct world *world = *state;
    blackout_scenario *scenario = scenario_of(words);
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .draws = refuse_bytes};
    blackout_result *result;
    blackout_error error = {0};
    check_fails(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error),
                BLACKOUT_ERROR_IO, &error);
    blackout_scenario_free(scenario);
}

/* Without samples there is nothing to write. */
/* Without samples there is no matrix: the run is refused instead of writing an empty file. */
static void central_values_have_no_draws(void **state)
{
    const struct world *world = *state;
    struct caught caught = {0};
    blackout_scenario *scenario = scenario_of("platform=alpha duration=6h samples=0");
    const blackout_scenario *const scenarios[] = {scenario};
    const blackout_run_options options = {
        .size = sizeof options, .threads = 1, .draws = catch_bytes, .draws_user = &caught};
    blackout_result *result;
    blackout_error error = {0};
    check_fails(blackout_estimate(&result, world->dataset, scenarios, 1, &options, &error),
                BLACKOUT_ERROR_USAGE, &error);
    assert_non_null(strstr(error.message, "there are no draws to write without samples"));
    assert_int_equal(caught.length, 0);
    blackout_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_row_for_each_sample),
        cmocka_unit_test(totals_are_those_of_the_report),
        cmocka_unit_test(factors_have_their_three_points),
        cmocka_unit_test(each_row_is_one_sample),
        cmocka_unit_test(bytes_follow_the_seed),
        cmocka_unit_test(a_sink_that_refuses_ends_the_run),
        cmocka_unit_test(central_values_have_no_draws),
    };
    return cmocka_run_group_tests_name("draws", tests, world_open, world_close);
}
