/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/catalogue: rows of the catalogue of the small world (world.h). */
#include "tables/catalogue.h"

#include "world.h"

static const struct row *outage(const struct world *world, const char *event)
{
    return catalogue_find(world->dataset, dataset_find_text(world->dataset, event));
}

static void finds_an_event(void **state)
{
    const struct world *world = *state;
    assert_ptr_equal(outage(world, "e3"), &world->dataset->tables[OUTAGES].rows[2]);
    assert_null(outage(world, "alpha"));
    assert_null(outage(world, "nowhere"));
}

/* Expected: e1's cells; e2 has no scope_share, e3 no length. */
static void empty_cells_have_one_meaning(void **state)
{
    const struct world *world = *state;
    const struct row *full = outage(world, "e1");
    const struct row *bare = outage(world, "e2");
    check_close(catalogue_duration_hours(full), 371.0 / 60.0, 0.0);
    check_close(catalogue_duration(full).centre, 371.0 / 60.0, 0.0);
    check_close(catalogue_severity(full).centre, 0.75, 0.0);
    check_close(catalogue_scope_share(full), 0.9, 0.0);
    struct cell cells[2 * (OUTAGES_MEASURED_DURATION_MINUTES + 1)] = {0};
    const struct row unsaid = {.cells = cells};
    check_close(catalogue_severity(&unsaid).centre, catalogue_press_severity, 0.0);
    assert_int_equal(catalogue_severity(&unsaid).transform, TRANSFORM_LOGIT);
    check_close(catalogue_scope_share(bare), 1.0, 0.0);
    assert_true(catalogue_has_duration(bare));
    assert_false(catalogue_has_duration(outage(world, "e3")));
    assert_false(catalogue_is_confounded(full));
    assert_true(catalogue_is_confounded(outage(world, "e5")));
    assert_false(catalogue_has_duration(NULL));
    assert_false(catalogue_has_hour(NULL));
    check_close(catalogue_severity(NULL).centre, 1.0, 0.0);
    check_close(catalogue_scope_share(NULL), 1.0, 0.0);
}

/* 2021-10-04T15:39Z is 1633361940, 2020-03-05 1583366400 (date -u +%s). e2 has a date alone: it may
 * have begun at any hour of that day, and lasted 90 minutes. e3 has no start. */
static void a_date_alone_says_no_hour(void **state)
{
    const struct world *world = *state;
    instant from;
    instant to;
    assert_true(catalogue_has_hour(outage(world, "e1")));
    assert_false(catalogue_has_hour(outage(world, "e2")));
    assert_false(catalogue_has_hour(outage(world, "e3")));
    assert_true(catalogue_span(&from, &to, outage(world, "e1")));
    assert_int_equal(from, 1633361940);
    assert_int_equal(to - from, 371 * 60);
    assert_false(catalogue_span(&from, &to, outage(world, "e3")));
    assert_true(catalogue_span(&from, &to, outage(world, "e2")));
    assert_int_equal(from, 1583366400);
    assert_int_equal(to - from, 86400 + 90 * 60);
}

/* The fit, from the four severities that were measured; 2.919986 is the 95 % point of Student's t
 * with two degrees of freedom: 0.9 sqrt(2 / (1 - 0.81)). */
static void a_press_word_is_worth_what_was_measured(void **state)
{
    const double full[] = {log(0.84 / 0.16), log(0.76 / 0.24)};
    const double partial[] = {log(0.28 / 0.72), log(0.56 / 0.44)};
    const double centre = (full[0] + full[1]) / 2;
    const double within = pow(full[0] - full[1], 2) / 2 + pow(partial[0] - partial[1], 2) / 2;
    const double spread = 0.9 * sqrt(2 / (1 - 0.81)) * sqrt(within / 2) * sqrt(1 + 1.0 / 2);
    (void)state;
    check_close(catalogue_press_severity, 1 / (1 + exp(-centre)), 1e-4);
    check_close(catalogue_press_range.low, 1 / (1 + exp(spread - centre)), 1e-3);
    check_close(catalogue_press_range.high, 1 / (1 + exp(-spread - centre)), 1e-4);
    const double part = (partial[0] + partial[1]) / 2;
    check_close(catalogue_partial_severity, 1 / (1 + exp(-part)), 1e-3);
    check_close(catalogue_partial_range.low, 1 / (1 + exp(spread - part)), 1e-3);
    check_close(catalogue_partial_range.high, 1 / (1 + exp(-spread - part)), 1e-3);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(finds_an_event),
        IN_WORLD(empty_cells_have_one_meaning),
        IN_WORLD(a_date_alone_says_no_hour),
        cmocka_unit_test(a_press_word_is_worth_what_was_measured),
    };
    return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
