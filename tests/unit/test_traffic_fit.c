/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_fit: what is expected of each interval of a series. */
#include "traffic/traffic_fit.h"

#include "random.h"
#include "traffic_world.h"

static void fit_world_in(struct weekly_work *work, struct traffic_fit *fit, struct world *world,
                         const struct traffic_span *spans, size_t span_count)
{
    blackout_error error;
    assert_int_equal(cut(world), TRAFFIC_COMPLETE);
    check_ok(weekly_work_make(work, &world->arena, &world->grid, &error), &error);
    check_ok(traffic_fit_init(fit, &world->arena, &world->grid, &error), &error);
    const struct traffic_masked masked = {.few = spans, .few_count = span_count};
    check_ok(traffic_fit_make(fit, work, &world->grid, &masked, &error), &error);
}

static void fit_world(struct traffic_fit *fit, struct world *world,
                      const struct traffic_span *spans, size_t span_count)
{
    struct weekly_work work;
    fit_world_in(&work, fit, world, spans, span_count);
}

static void check_same_fit(const struct traffic_fit *fit, const struct traffic_fit *expected,
                           const struct world *world)
{
    check_close(fit->ar1.variance, expected->ar1.variance, 1e-11);
    check_near(fit->ar1.phi, expected->ar1.phi, 1e-11);
    check_close(fit->centre_hours, expected->centre_hours, 1e-14);
    check_close(fit->trend_variance, expected->trend_variance, 1e-11);
    assert_memory_equal(fit->hours_used, expected->hours_used, sizeof fit->hours_used);
    for (size_t i = 0; i < world->series.count; ++i) {
        check_close(traffic_expected(fit, &world->grid, i),
                    traffic_expected(expected, &world->grid, i), 1e-12);
    }
}

/* Expected: closed form, the volumes that made the series, of each interval of an hour. The masked
 * hours are spoilt: they do not count. Tolerance: rounding of logarithms. */
static void expects_each_interval(void **state)
{
    static struct world world;
    struct traffic_fit fit;
    const struct traffic_span masked = {monday + 200 * SECONDS_PER_HOUR,
                                        monday + 205 * SECONDS_PER_HOUR};
    (void)state;
    make_world(&world, 4);
    for (size_t i = 800; i < 820; ++i) {
        world.points[i].volume *= 0.01;
    }
    fit_world(&fit, &world, &masked, 1);
    assert_true(fit.weekly.seasonal.complete);
    assert_int_equal(fit.weekly.masked_hours, 5);
    assert_int_equal(fit.hours_used[200 % HOURS_PER_WEEK], WEEKS - 1);
    assert_int_equal(fit.hours_used[20], WEEKS);
    for (size_t i = 0; i < world.series.count; ++i) {
        double share = (double)(2 * (i % 4 + 1)) / 5.0;
        check_close(traffic_expected(&fit, &world.grid, i), hour_volume(i / 4) * share, 1e-11);
    }
    arena_free(&world.arena);
}

/* Expected: by hand. Half of the intervals are empty: one is worth half of its volume. */
static void expects_less_where_intervals_are_empty(void **state)
{
    static struct world world;
    struct traffic_fit fit;
    (void)state;
    make_world(&world, 4);
    empty_every_other(&world, 4);
    fit_world(&fit, &world, NULL, 0);
    for (size_t i = 0; i < world.series.count; ++i) {
        check_close(traffic_expected(&fit, &world.grid, i), 0.5 * hour_volume(i / 4), 1e-11);
    }
    arena_free(&world.arena);
}

/* Sixteen weeks of half hours with noise, in which single intervals are empty. Expected: the fit of
 * what is left of them, made of it. Tolerance: sums in another order. */
static void leaves_hours_out_of_a_fit(void **state)
{
    enum { LONG_WEEKS = 16, POINTS = LONG_WEEKS * HOURS_PER_WEEK * 2 };
    static struct traffic_point points[POINTS];
    static struct world world;
    struct weekly_work work;
    struct weekly_work rework;
    struct traffic_fit fit;
    struct traffic_fit expected;
    struct traffic_rest rest;
    blackout_error error;
    uint64_t seed = 5;
    size_t fitted = 0;
    (void)state;
    world.arena = (struct arena){0};
    for (size_t i = 0; i < POINTS; ++i) {
        const double share = random_between(&seed, i % 2 == 0 ? 0.7 : 0.9, 1.2);
        points[i] = (struct traffic_point){monday + (instant)i * SECONDS_PER_HOUR / 2,
                                           i % 401 == 7 ? 0 : hour_volume(i / 2) * share};
    }
    world.series = (struct traffic_series){.points = points, .count = POINTS};
    fit_world_in(&work, &fit, &world, NULL, 0);
    check_ok(weekly_work_make(&rework, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_fit_init(&expected, &world.arena, &world.grid, &error), &error);
    check_ok(traffic_rest_make(&rest, &world.arena, &work, &world.grid, &error), &error);
    for (instant hour = 3; hour < LONG_WEEKS * HOURS_PER_WEEK; hour += 155) {
        const instant from = monday + hour * SECONDS_PER_HOUR - 600;
        const struct traffic_span own[2] = {{from, from + 3 * SECONDS_PER_HOUR},
                                            {from + 3 * SECONDS_PER_HOUR, from + 40000}};
        if (traffic_fit_rest(&fit, &rest, &world.grid, own)) {
            const struct traffic_masked masked = {.few = own, .few_count = 2};
            check_ok(traffic_fit_make(&expected, &rework, &world.grid, &masked, &error), &error);
            check_same_fit(&fit, &expected, &world);
            ++fitted;
        }
    }
    assert_in_range(fitted, 14, 18);
    traffic_rest_free(&rest);
    arena_free(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expects_each_interval),
        cmocka_unit_test(expects_less_where_intervals_are_empty),
        cmocka_unit_test(leaves_hours_out_of_a_fit),
    };
    return cmocka_run_group_tests_name("traffic_fit", tests, NULL, NULL);
}
