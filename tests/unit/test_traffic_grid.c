/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_grid: a series cut into intervals and hours. */
#include "traffic/traffic_grid.h"

#include "traffic_world.h"

/* Expected: by hand, of a series from which seven intervals in two places are taken and two are
 * emptied. */
static void counts_what_is_missing(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 2);
    world.points[50].volume = 0.0;
    world.points[51].volume = 0.0;
    size_t kept = 0;
    for (size_t i = 0; i < world.series.count; ++i) {
        if ((i < 100 || i > 104) && i != 300 && i != 301) {
            world.points[kept++] = world.points[i];
        }
    }
    world.series.count = kept;
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    assert_int_equal(world.grid.step_seconds, 1800);
    assert_int_equal(world.grid.slots, 2);
    assert_int_equal(world.grid.gaps, 2);
    assert_int_equal(world.grid.missing, 7);
    assert_int_equal(world.grid.zeros, 2);
    assert_int_equal(world.grid.irregular, 0);
    /* hours 25 (empty), 50 and 51 (gone) and 150 have no volume */
    assert_int_equal(world.grid.hour_count, WEEKS * HOURS_PER_WEEK - 3);
    arena_free(&world.arena);
}

static void refuses_steps_out_of_range(void **state)
{
    static struct world world;
    static const instant steps[] = {30, 59, 3601, 86400};
    (void)state;
    for (size_t k = 0; k < sizeof steps / sizeof steps[0]; ++k) {
        make_world(&world, 1);
        for (size_t i = 0; i < world.series.count; ++i) {
            world.points[i].time = monday + (instant)i * steps[k];
        }
        assert_int_equal(cut(&world), TRAFFIC_BAD_STEP);
        arena_free(&world.arena);
    }
    make_world(&world, 1);
    world.series.count = 1;
    assert_int_equal(cut(&world), TRAFFIC_TOO_SHORT);
    arena_free(&world.arena);
}

/* Points whose interval touches a span: ends that touch do not count. */
static void finds_the_points_of_a_span(void **state)
{
    static struct world world;
    static const struct {
        instant from;
        instant to;
        size_t first;
        size_t end;
    } cases[] = {
        {0, 3600, 0, 2},    {1800, 5400, 1, 3}, {1799, 1801, 0, 2},         {900, 1700, 0, 1},
        {3600, 3600, 2, 2}, {-7200, 0, 0, 0},   {-7200, 100000000, 0, 1344}};
    (void)state;
    make_world(&world, 2);
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; ++k) {
        size_t first;
        size_t end;
        struct traffic_span span = {monday + cases[k].from, monday + cases[k].to};
        traffic_points(&first, &end, &world.grid, span);
        assert_int_equal(first, cases[k].first);
        assert_int_equal(end, cases[k].end);
    }
    arena_free(&world.arena);
}

/* Expected: by hand. With half of the intervals empty an hour's mean is half of its volume; one
 * empty interval alone is no such habit, and is left out of its hour. */
static void ordinary_empty_intervals_count(void **state)
{
    static struct world world;
    (void)state;
    make_world(&world, 4);
    empty_every_other(&world, 4);
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    assert_true(world.grid.empty_is_ordinary);
    for (size_t i = 0; i < world.grid.hour_count; ++i) {
        check_close(world.grid.hours[i].volume_mean, 0.5 * hour_volume(i), 1e-15);
    }
    arena_free(&world.arena);
    make_world(&world, 4);
    world.points[801].volume = 0.0;
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    assert_false(world.grid.empty_is_ordinary);
    check_close(world.grid.hours[200].volume_mean, hour_volume(200) * (4.0 - 0.8) / 3.0, 1e-15);
    arena_free(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_what_is_missing),
        cmocka_unit_test(refuses_steps_out_of_range),
        cmocka_unit_test(finds_the_points_of_a_span),
        cmocka_unit_test(ordinary_empty_intervals_count),
    };
    return cmocka_run_group_tests_name("traffic_grid", tests, NULL, NULL);
}
