/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/traffic_fit: what is expected of each interval of a series. */
#include "traffic/traffic_fit.h"

#include "traffic_world.h"

static void fit_world(struct traffic_fit *fit, struct world *world,
                      const struct traffic_span *spans, size_t span_count)
{
    struct weekly_work work;
    blackout_error error;
    assert_int_equal(cut(world), TRAFFIC_COMPLETE);
    check_ok(weekly_work_make(&work, &world->arena, &world->grid, &error), &error);
    check_ok(traffic_fit_init(fit, &world->arena, &world->grid, &error), &error);
    check_ok(traffic_fit_make(fit, &work, &world->grid, spans, span_count, &error), &error);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expects_each_interval),
        cmocka_unit_test(expects_less_where_intervals_are_empty),
    };
    return cmocka_run_group_tests_name("traffic_fit", tests, NULL, NULL);
}
