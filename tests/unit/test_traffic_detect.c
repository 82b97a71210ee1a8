/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_detect: the stretch in which most is lost. */
#include "traffic/traffic_detect.h"

#include "check.h"
#include "random.h"

enum { WEEKS = 5, HOURS = WEEKS * HOURS_PER_WEEK };

static const struct traffic_masked nothing;

static const instant monday = 1704067200; /* 2024-01-01 00:00 UTC */

struct world {
    struct arena arena;
    struct traffic_point points[HOURS];
    struct traffic_series series;
    struct traffic_grid grid;
    struct traffic_fit fit;
};

static void make_world(struct world *world)
{
    uint64_t seed = 2385;
    for (size_t i = 0; i < HOURS; ++i) {
        double wave = 1.0 + 0.5 * sin(0.2618 * (double)(i % 24));
        world->points[i] =
            (struct traffic_point){.time = monday + (instant)i * SECONDS_PER_HOUR,
                                   .volume = 1000.0 * wave * random_between(&seed, 0.95, 1.05)};
    }
    world->arena = (struct arena){0};
    world->series = (struct traffic_series){.points = world->points, .count = HOURS};
}

static void fit_world(struct world *world)
{
    enum traffic_lack lack;
    struct weekly_work work;
    blackout_error error;
    check_ok(traffic_grid_make(&world->grid, &lack, &world->arena, &world->series, &error), &error);
    check_ok(weekly_work_make(&work, &world->arena, &world->grid, &error), &error);
    check_ok(traffic_fit_init(&world->fit, &world->arena, &world->grid, &error), &error);
    check_ok(traffic_fit_make(&world->fit, &work, &world->grid, &nothing, &error), &error);
}

static void strike(struct world *world, size_t hour, size_t hours, double remaining)
{
    for (size_t i = hour; i < hour + hours; ++i) {
        world->points[i].volume *= remaining;
    }
}

static void check_window(const struct traffic_span *window, instant hour, instant hours)
{
    assert_int_equal(window->from - monday, hour * SECONDS_PER_HOUR);
    assert_int_equal(window->to - window->from, hours * SECONDS_PER_HOUR);
}

/* Two outages: the one that costs more, which is not the deeper one; it goes on across an hour in
 * which service was back. With the larger one passed over, the other. */
static void finds_the_costlier_one(void **state)
{
    static struct world world;
    struct traffic_span window;
    (void)state;
    make_world(&world);
    strike(&world, 200, 3, 0.01);
    strike(&world, 500, 6, 0.3);
    strike(&world, 507, 4, 0.3);
    fit_world(&world);
    assert_true(traffic_detect(&window, &world.fit, &world.grid, &nothing));
    check_window(&window, 500, 11);
    const struct traffic_span known = window;
    const struct traffic_masked masked = {.few = &known, .few_count = 1};
    assert_true(traffic_detect(&window, &world.fit, &world.grid, &masked));
    check_window(&window, 200, 3);
    arena_free(&world.arena);
}

/* Noise of +-5 % lies inside a cut of 4.685 robust standard deviations. */
static void finds_nothing_in_noise(void **state)
{
    static struct world world;
    struct traffic_span window;
    (void)state;
    make_world(&world);
    fit_world(&world);
    assert_false(traffic_detect(&window, &world.fit, &world.grid, &nothing));
    arena_free(&world.arena);
}

/* Hours that nothing has recorded yet, and those before recording began, lose more than the outage;
 * it is found all the same, also where a zero is part of it. */
static void passes_over_zeros_at_the_ends(void **state)
{
    static struct world world;
    struct traffic_span window;
    (void)state;
    make_world(&world);
    strike(&world, 0, 15, 0);
    strike(&world, 500, 6, 0.3);
    strike(&world, 502, 2, 0);
    strike(&world, HOURS - 20, 20, 0);
    fit_world(&world);
    assert_int_equal(world.grid.recorded_first, 15);
    assert_int_equal(world.grid.recorded_end, HOURS - 20);
    assert_true(traffic_detect(&window, &world.fit, &world.grid, &nothing));
    check_window(&window, 500, 6);
    arena_free(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_costlier_one),
        cmocka_unit_test(finds_nothing_in_noise),
        cmocka_unit_test(passes_over_zeros_at_the_ends),
    };
    return cmocka_run_group_tests_name("traffic_detect", tests, NULL, NULL);
}
