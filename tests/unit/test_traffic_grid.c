/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_grid: a series cut into intervals and hours, and the fit through it. */
#include "traffic/traffic_grid.h"

#include "check.h"

enum { WEEKS = 4, MOST_POINTS = WEEKS * HOURS_PER_WEEK * 4 };

/* Monday 2024-01-01 00:00 UTC. */
static const instant monday = 1704067200;

struct world {
    struct arena arena;
    struct traffic_point points[MOST_POINTS];
    struct traffic_series series;
    struct traffic_grid grid;
};

static double hour_volume(size_t hour)
{
    return 100.0 + 7.0 * (double)(hour % 24) + 0.5 * (double)(hour % HOURS_PER_WEEK);
}

/* `parts` intervals an hour, the later ones larger: 1 : 2 : ... : parts. */
static void make_world(struct world *world, size_t parts)
{
    size_t count = WEEKS * HOURS_PER_WEEK * parts;
    for (size_t i = 0; i < count; ++i) {
        double share = (double)(2 * (i % parts + 1)) / (double)(parts + 1);
        world->points[i] =
            (struct traffic_point){.time = monday + (instant)(i * SECONDS_PER_HOUR / parts),
                                   .volume = hour_volume(i / parts) * share};
    }
    world->arena = (struct arena){0};
    world->series = (struct traffic_series){.points = world->points, .count = count};
}

static enum traffic_lack cut(struct world *world)
{
    enum traffic_lack lack;
    blackout_error error;
    check_ok(traffic_grid_make(&world->grid, &lack, &world->arena, &world->series, &error), &error);
    return lack;
}

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

/* Expected: closed form, the volumes that made the series, of each interval of an hour. The masked
 * hours are spoilt: they do not count. Tolerance: rounding of logarithms. */
static void expects_each_interval(void **state)
{
    static struct world world;
    struct traffic_fit fit;
    struct traffic_work work;
    blackout_error error;
    const struct traffic_span masked = {monday + 200 * SECONDS_PER_HOUR,
                                        monday + 205 * SECONDS_PER_HOUR};
    (void)state;
    make_world(&world, 4);
    for (size_t i = 800; i < 820; ++i) {
        world.points[i].volume *= 0.01;
    }
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    check_ok(traffic_work_make(&work, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_fit_init(&fit, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_fit_make(&fit, &work, &world.grid, &masked, 1, &error), &error);
    assert_true(fit.fit.complete);
    assert_int_equal(fit.masked_hours, 5);
    assert_int_equal(fit.hours_used[200 % HOURS_PER_WEEK], WEEKS - 1);
    assert_int_equal(fit.hours_used[20], WEEKS);
    for (size_t i = 0; i < world.series.count; ++i) {
        double share = (double)(2 * (i % 4 + 1)) / 5.0;
        check_close(traffic_expected(&fit, &world.grid, i), hour_volume(i / 4) * share, 1e-11);
    }
    arena_free(&world.arena);
}

/* Expected: by hand. Half of the intervals are empty, in one week those that another week fills: an
 * interval is worth half of its volume, and not all of it. One empty interval alone is no such
 * habit, and is left out of its hour. */
static void ordinary_empty_intervals_count(void **state)
{
    static struct world world;
    struct traffic_fit fit;
    struct traffic_work work;
    blackout_error error;
    (void)state;
    make_world(&world, 4);
    for (size_t i = 0; i < world.series.count; ++i) {
        bool filled = (i + i / (4 * HOURS_PER_WEEK)) % 2 == 0;
        world.points[i].volume = filled ? hour_volume(i / 4) : 0.0;
    }
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    assert_true(world.grid.empty_is_ordinary);
    check_ok(traffic_work_make(&work, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_fit_init(&fit, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_fit_make(&fit, &work, &world.grid, NULL, 0, &error), &error);
    for (size_t i = 0; i < world.series.count; ++i) {
        check_close(traffic_expected(&fit, &world.grid, i), 0.5 * hour_volume(i / 4), 1e-11);
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
        cmocka_unit_test(expects_each_interval),
        cmocka_unit_test(ordinary_empty_intervals_count),
    };
    return cmocka_run_group_tests_name("traffic_grid", tests, NULL, NULL);
}
