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

/* Expected: e1's cells; e2 has no severity and no scope_share, e3 no length. */
static void empty_cells_have_one_meaning(void **state)
{
    const struct world *world = *state;
    const struct row *full = outage(world, "e1");
    const struct row *bare = outage(world, "e2");
    check_close(catalogue_duration_hours(full), 371.0 / 60.0, 0.0);
    check_close(catalogue_duration(full).centre, 371.0 / 60.0, 0.0);
    check_close(catalogue_severity(full).centre, 0.75, 0.0);
    check_close(catalogue_scope_share(full), 0.9, 0.0);
    check_close(catalogue_severity(bare).centre, 1.0, 0.0);
    assert_int_equal(catalogue_severity(bare).transform, TRANSFORM_NONE);
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

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(finds_an_event),
        IN_WORLD(empty_cells_have_one_meaning),
        IN_WORLD(a_date_alone_says_no_hour),
    };
    return cmocka_run_group_tests_name("catalogue", tests, NULL, NULL);
}
