/* SPDX-License-Identifier: GPL-3.0-or-later */
/* estimate/dimensions: its list of inputs against the two tables that say which there are, those of
 * a scenario (ask/inputs.c) and the columns of the tables (tables/schema.c). A name that is missing
 * or misspelt there would lose its dimension in silence. */
#include "estimate/dimensions.h"

#include <string.h>

#include "prepared.h"
#include "uncertainty/sampler.h"

/* A range of each kind: an input that takes none of them cannot vary. */
static const char *const ranges[] = {"4h..8h", "0.4..0.8", "2021-10-04T15:00Z..2021-10-04T17:00Z"};

/* How many dimensions a scenario's own inputs have when one of them is a range. */
static size_t mark(bool *has, const blackout_dataset *dataset, const char *name, const char *range)
{
    char words[128];
    struct preparation preparation;
    blackout_error error;
    blackout_scenario *scenario;
    size_t marked = 0;
    check_ok(blackout_scenario_new(&scenario, &error), &error);
    const bool taken = blackout_scenario_set(scenario, name, range, &error) == BLACKOUT_OK;
    blackout_scenario_free(scenario);
    snprintf(words, sizeof words, "platform=alpha duration=6h %s=%s", name, range);
    /* an identifier may read like a range: there is no platform of that name */
    if (!taken) {
        return 0;
    }
    if (preparation_try(&preparation, dataset, words, &error) != BLACKOUT_OK) {
        preparation_free(&preparation);
        return 0;
    }
    const struct prepared *prepared = &preparation.prepared;
    for (size_t i = 0; i < prepared->parameter_count; ++i) {
        const struct parameter *parameter = &prepared->parameters[i];
        if (parameter->table == NO_TABLE && !parameter->taken &&
            parameter->mapping.transform != TRANSFORM_NONE) {
            const uint32_t dimension = dimensions_of_input(dataset, parameter);
            assert_int_not_equal(dimension, SAMPLER_NONE);
            has[dimension] = true;
            ++marked;
        }
    }
    preparation_free(&preparation);
    return marked;
}

/* Every input that may be a range has a dimension of its own, and the list has no other. */
static void inputs_of_a_scenario_have_a_dimension(void **state)
{
    struct world *world = *state;
    bool has[SOBOL_MOST_DIMENSIONS] = {false};
    size_t inputs = 0;
    const blackout_input *input;
    for (size_t i = 0; (input = blackout_input_at(i)) != NULL; ++i) {
        size_t marked = 0;
        for (size_t r = 0; r < sizeof ranges / sizeof ranges[0] && marked == 0; ++r) {
            marked = mark(has, world->dataset, input->name, ranges[r]);
        }
        assert_true(marked <= 1);
        inputs += marked;
    }
    size_t listed = 0;
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        const bool of_scenario = dimensions_at(i)->table == NO_TABLE;
        assert_int_equal(has[i], of_scenario);
        listed += of_scenario ? 1 : 0;
    }
    assert_int_equal(inputs, listed);
    assert_int_equal(inputs,
                     5); /* docs/commands.md: start, duration, severity, recovery, rebound */
}

/* One owner's inputs have the same dimension in whatever order the rows are: by name, acme is
 * before bolt. What is judged once for a table has one place. */
static void owners_are_told_apart_by_name(void **state)
{
    struct world *world = *state;
    static const struct {
        enum table_id table;
        const char *key, *of, *column;
        int place;
    } of[] = {{PLATFORMS, "alpha", "acme", "annual_revenue", 0},
              {PLATFORMS, "gamma", "bolt", "annual_revenue", 1},
              {PLATFORMS, "beta", "zoo", "annual_revenue", 2},
              {SECTORS, "shops", "", "recapture", 0},
              {CHANNELS, "zz", "", "onset_hours", 0}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; ++i) {
        const struct parameter parameter = {
            .table = of[i].table, .key = of[i].key, .of = of[i].of, .column = of[i].column};
        const uint32_t dimension = dimensions_of_input(world->dataset, &parameter);
        assert_int_not_equal(dimension, SAMPLER_NONE);
        assert_int_equal(dimensions_at(dimension)->table, of[i].table);
        assert_int_equal(dimensions_at(dimension)->place, of[i].place);
    }
}

/* Every other row of the list is a column of numbers of a table; the model's own error has the
 * length of outage that its rows are for in place of a column. */
static void columns_of_tables_exist(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < SOBOL_MOST_DIMENSIONS; ++i) {
        const struct dimension *dimension = dimensions_at(i);
        bool found = dimension->table == NO_TABLE;
        for (size_t c = 0; !found && c < schema_table(dimension->table)->column_count; ++c) {
            const struct column_schema *column = &schema_table(dimension->table)->columns[c];
            found = column->type == COLUMN_NUMBER && strcmp(column->name, dimension->column) == 0;
        }
        if (!found) {
            fail_msg("dimension %u: there is no column %s", i, dimension->column);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_of_a_scenario_have_a_dimension),
        cmocka_unit_test(owners_are_told_apart_by_name),
        cmocka_unit_test(columns_of_tables_exist),
    };
    return cmocka_run_group_tests_name("dimensions", tests, world_open, world_close);
}
