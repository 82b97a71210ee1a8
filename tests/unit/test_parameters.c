/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/parameters: cells, defaults and rates become places in the parameter vector. */
#include "prepare/parameters.h"

#include "prepared.h"

/* An empty vector over the world; with a start where one is named. */
static void begin(struct preparation *p, void **state, const char *start)
{
    const struct world *world = *state;
    *p = (struct preparation){0};
    p->prepared = (struct prepared){.arena = &p->arena, .dataset = world->dataset};
    if (start != NULL) {
        p->prepared.scenario.has_start = true;
        assert_true(
            calendar_parse_instant(&p->prepared.scenario.start, NULL, start, strlen(start)));
    }
}

static parameter_id add_platform_cell(struct preparation *p, size_t row, int column)
{
    const struct table *table = &p->prepared.dataset->tables[PLATFORMS];
    return parameters_add_cell(&p->prepared, PLATFORMS, &table->rows[row], column, "the key");
}

static void a_cell_keeps_its_range_basis_and_source(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    assert_int_equal(add_platform_cell(&p, 0, PLATFORMS_RECAPTURE), 0);
    assert_int_equal(add_platform_cell(&p, 0, PLATFORMS_ANNUAL_REVENUE), 1);
    const struct parameter *recapture = &p.prepared.parameters[0];
    assert_int_equal(recapture->table, PLATFORMS);
    assert_string_equal(recapture->key, "the key");
    assert_string_equal(recapture->column, "recapture");
    check_close(recapture->centre, 0.25, 0.0);
    assert_true(recapture->has_range);
    check_close(mapping_low(&recapture->mapping), 0.125, 1e-14);
    check_close(mapping_high(&recapture->mapping), 0.5, 1e-14);
    assert_int_equal(recapture->basis, BASIS_ASSUMED);
    const struct parameter *revenue = &p.prepared.parameters[1];
    assert_false(revenue->has_range); /* reported: sd of ln 0.05; z of 95 % from R's qnorm */
    check_close(mapping_high(&revenue->mapping), 8766000 * exp(0.05 * 1.6448536269514722), 1e-12);
    check_close(mapping_low(&revenue->mapping), 8766000 * exp(-0.05 * 1.6448536269514722), 1e-12);
    assert_int_equal(revenue->basis, BASIS_REPORTED);
    assert_string_equal(revenue->source, "10-K");
    preparation_free(&p);
}

static void an_empty_cell_is_no_parameter(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    assert_int_equal(add_platform_cell(&p, 1, PLATFORMS_ATTRITION), PARAMETER_NONE);
    assert_int_equal(p.prepared.parameter_count, 0);
    preparation_free(&p);
}

static void a_constant_is_certain_and_of_no_table(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    parameter_id id = parameters_add_constant(&p.prepared, "duration_hours", 2.385);
    const struct parameter *constant = &p.prepared.parameters[id];
    assert_int_equal(constant->table, NO_TABLE);
    assert_string_equal(constant->column, "duration_hours");
    check_close(constant->centre, 2.385, 0.0);
    assert_false(constant->has_range);
    check_close(mapping_low(&constant->mapping), 2.385, 0.0);
    check_close(mapping_high(&constant->mapping), 2.385, 0.0);
    preparation_free(&p);
}

static void a_score_is_a_standard_normal(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    parameter_id id = parameters_add_score(&p.prepared, DEPENDENCIES, "*", "share");
    const struct parameter *score = &p.prepared.parameters[id];
    check_near(score->centre, 0.0, 0.0);
    check_close(mapping_value(&score->mapping, 1.29), 1.29, 1e-15);
    check_close(mapping_value(&score->mapping, -0.37), -0.37, 1e-15);
    preparation_free(&p);
}

static parameter_id add_rate(struct preparation *p, const char *currency, blackout_status expected)
{
    blackout_error error;
    parameter_id rate = 77;
    string_id id = dataset_find_text(p->prepared.dataset, currency);
    check_status(parameters_add_rate(&rate, &p->prepared, id, &error), expected, &error, __FILE__,
                 __LINE__);
    if (expected != BLACKOUT_OK) {
        assert_string_equal(error.field, "currency");
        check_contains(error.message, currency);
    }
    return rate;
}

/* Expected: fx.csv: EUR 0.8 from 2020 and 0.9 from June 2022 on, GBP 0.64 from 2021 on. */
static void the_rate_in_force_is_taken(void **state)
{
    static const struct {
        const char *start;
        const char *currency;
        double per_usd;
    } cases[] = {{"2021-10-04T15:39Z", "EUR", 0.8},
                 {"2022-06-01", "EUR", 0.9},
                 {"2022-05-31T23:59Z", "EUR", 0.8},
                 {"2031-01-01", "EUR", 0.9},
                 {NULL, "EUR", 0.9},
                 {"2021-01-01", "GBP", 0.64}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; ++i) {
        struct preparation p;
        begin(&p, state, cases[i].start);
        parameter_id rate = add_rate(&p, cases[i].currency, BLACKOUT_OK);
        check_close(p.prepared.parameters[rate].centre, cases[i].per_usd, 0.0);
        assert_string_equal(p.prepared.parameters[rate].key, cases[i].currency);
        assert_int_equal(p.prepared.parameters[rate].table, FX);
        preparation_free(&p);
    }
}

static void each_rate_is_one_parameter_and_dollars_are_none(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    parameter_id euro = add_rate(&p, "EUR", BLACKOUT_OK);
    parameter_id pound = add_rate(&p, "GBP", BLACKOUT_OK);
    assert_int_not_equal(euro, pound);
    assert_int_equal(add_rate(&p, "EUR", BLACKOUT_OK), euro);
    assert_int_equal(add_rate(&p, "USD", BLACKOUT_OK), PARAMETER_NONE);
    assert_int_equal(p.prepared.parameter_count, 2);
    preparation_free(&p);
}

static void a_rate_of_the_future_is_not_known(void **state)
{
    struct preparation p;
    begin(&p, state, "2020-12-31T23:59Z");
    add_rate(&p, "GBP", BLACKOUT_ERROR_INPUT);
    preparation_free(&p);
    begin(&p, state, "2019-12-31");
    add_rate(&p, "EUR", BLACKOUT_ERROR_INPUT);
    preparation_free(&p);
}

static void the_vector_holds_the_centres(void **state)
{
    struct preparation p;
    blackout_error error;
    begin(&p, state, NULL);
    for (int i = 0; i < 71; ++i) {
        assert_int_equal(parameters_add_constant(&p.prepared, "x", 0.37 * i), i);
    }
    check_ok(parameters_finish(&p.prepared, &error), &error);
    assert_int_equal(p.prepared.model.parameter_count, 71);
    for (int i = 0; i < 71; ++i) {
        check_close(p.prepared.centres[i], 0.37 * i, 0.0);
    }
    preparation_free(&p);
}

static void a_failed_allocation_is_told_at_the_end(void **state)
{
    struct preparation p;
    blackout_error error;
    begin(&p, state, NULL);
    p.prepared.out_of_memory = true;
    check_fails(parameters_finish(&p.prepared, &error), BLACKOUT_ERROR_MEMORY, &error);
    preparation_free(&p);
}

static void without_a_start_every_row_is_known(void **state)
{
    struct preparation p;
    begin(&p, state, NULL);
    assert_true(parameters_time(&p.prepared) == INSTANT_ANY);
    preparation_free(&p);
    begin(&p, state, "2021-10-04T15:39Z");
    assert_true(parameters_time(&p.prepared) == 1633361940);
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_cell_keeps_its_range_basis_and_source),
        IN_WORLD(an_empty_cell_is_no_parameter),
        IN_WORLD(a_constant_is_certain_and_of_no_table),
        IN_WORLD(a_score_is_a_standard_normal),
        IN_WORLD(the_rate_in_force_is_taken),
        IN_WORLD(each_rate_is_one_parameter_and_dollars_are_none),
        IN_WORLD(a_rate_of_the_future_is_not_known),
        IN_WORLD(the_vector_holds_the_centres),
        IN_WORLD(a_failed_allocation_is_told_at_the_end),
        IN_WORLD(without_a_start_every_row_is_known),
    };
    blackout_init();
    return cmocka_run_group_tests_name("parameters", tests, NULL, NULL);
}
