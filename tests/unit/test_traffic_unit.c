/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_unit: rows of another unit in a series. Expected: by hand, of a series whose
 * volumes are multiplied from an hour on. */
#include "traffic/traffic_unit.h"

#include "traffic_world.h"

/* Volumes from hour `from` on are `times` what they were; the first `empty` hours have none. */
static bool find(struct traffic_unit *change, size_t from, double times, size_t empty)
{
    static struct world world;
    make_world(&world, 1);
    for (size_t i = 0; i < world.series.count; ++i) {
        world.points[i].volume *= i < empty ? 0 : i < from ? 1 : times;
    }
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    const bool found = traffic_unit_changes(change, &world.grid);
    if (found) {
        assert_int_equal(change->from, world.points[from].time);
    }
    arena_free(&world.arena);
    return found;
}

static void rows_in_another_unit_are_found(void **state)
{
    static const double units[] = {1e3, 1e-3, 1e6, 1e-6};
    static const size_t places[] = {24, 100, 331, WEEKS * HOURS_PER_WEEK - 24};
    struct traffic_unit change;
    (void)state;
    for (size_t i = 0; i < 4; ++i) {
        for (size_t j = 0; j < 4; ++j) {
            assert_true(find(&change, places[j], units[i], 0));
            check_near(change.times, units[i], 1e-12 * units[i]);
        }
        assert_true(find(&change, 100, 1.5 * units[i], 70));
        check_near(change.times, units[i], 1e-12 * units[i]);
    }
}

/* Growth, another unit of a currency, units that begin within a day of an end, few hours. */
static void other_changes_are_of_no_unit(void **state)
{
    struct traffic_unit change;
    (void)state;
    assert_false(find(&change, 100, 1, 0));
    assert_false(find(&change, 100, 60, 0));
    assert_false(find(&change, 100, 400, 0));
    assert_false(find(&change, 100, 2500, 0));
    assert_false(find(&change, 100, 3e4, 0));
    assert_false(find(&change, 100, 1e9, 0));
    assert_false(find(&change, 200, 1, WEEKS * HOURS_PER_WEEK - 47));
    assert_false(find(&change, 200, 1, WEEKS * HOURS_PER_WEEK));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_in_another_unit_are_found),
        cmocka_unit_test(other_changes_are_of_no_unit),
    };
    return cmocka_run_group_tests_name("traffic_unit", tests, NULL, NULL);
}
