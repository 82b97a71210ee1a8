/* SPDX-License-Identifier: GPL-3.0-or-later */
/* traffic/weekly_fit: which hours count, the profile through them, and what is said of it. */
#include "traffic/weekly_fit.h"

#include <string.h>

#include "traffic_world.h"

static void fit_world(struct weekly_fit *fit, struct world *world, const struct traffic_span *spans,
                      size_t span_count)
{
    struct weekly_work work;
    blackout_error error;
    check_ok(weekly_work_make(&work, &world->arena, &world->grid, &error), &error);
    const struct traffic_masked masked = {.few = spans, .few_count = span_count};
    check_ok(weekly_fit_make(fit, &work, &world->grid, &masked, &error), &error);
    assert_int_equal(work.count + fit->masked_hours + fit->empty_hours, world->grid.hour_count);
}

/* Expected: the volumes that made the series over their mean. Tolerance: rounding of logarithms. */
static void check_profile(const struct weekly_fit *fit)
{
    double mean = 0;
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        mean += hour_volume(h) / HOURS_PER_WEEK;
    }
    assert_true(fit->seasonal.complete);
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        check_close(fit->seasonal.profile[h], hour_volume(h) / mean, 1e-12);
    }
}

/* Two intervals an hour. Masked is what a span touches, by a second at both ends; hours 300 to 302
 * have no volume at all. */
static void masked_and_empty_hours_do_not_count(void **state)
{
    static struct world world;
    struct weekly_fit fit;
    const struct traffic_span masked = {monday + 41 * SECONDS_PER_HOUR - 1,
                                        monday + 44 * SECONDS_PER_HOUR + 1};
    (void)state;
    make_world(&world, 2);
    for (size_t i = 80; i < 90; ++i) {
        world.points[i].volume *= 0.01;
    }
    for (size_t i = 600; i < 606; ++i) {
        world.points[i].volume = 0;
    }
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    fit_world(&fit, &world, &masked, 1);
    assert_int_equal(fit.masked_hours, 5);
    assert_int_equal(fit.empty_hours, 3);
    check_profile(&fit);
    arena_free(&world.arena);
}

/* By night, up to 8 h, half of the intervals are empty, those of one week full in another.
 * Expected: closed form, half of the night's volumes. */
static void ordinary_empty_intervals_count(void **state)
{
    static struct world world;
    struct weekly_fit fit;
    double volumes[HOURS_PER_WEEK];
    double mean = 0;
    (void)state;
    make_world(&world, 2);
    for (size_t i = 0; i < world.series.count; ++i) {
        bool night = i / 2 % 24 < 8;
        bool filled = !night || (i + i / (2 * HOURS_PER_WEEK)) % 2 == 0;
        world.points[i].volume = filled ? hour_volume(i / 2) : 0;
    }
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        volumes[h] = (h % 24 < 8 ? 0.5 : 1) * hour_volume(h);
        mean += volumes[h] / HOURS_PER_WEEK;
    }
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    fit_world(&fit, &world, NULL, 0);
    for (size_t h = 0; h < HOURS_PER_WEEK; ++h) {
        check_close(fit.seasonal.profile[h], volumes[h] / mean, 1e-12);
    }
    arena_free(&world.arena);
}

/* ---- What is said of it ---------------------------------------------------------------------- */

static const char *said(const struct warning_list *list, const char *code)
{
    for (size_t i = 0; i < list->count; ++i) {
        if (strcmp(list->items[i].code, code) == 0) {
            assert_string_equal(list->items[i].where, "chat/north");
            return list->items[i].message;
        }
    }
    return "";
}

static void warn_world(struct warning_list *list, struct world *world)
{
    struct weekly_fit fit;
    *list = (struct warning_list){0};
    assert_int_equal(cut(world), TRAFFIC_COMPLETE);
    fit_world(&fit, world, NULL, 0);
    assert_true(fit.seasonal.complete);
    assert_int_equal(weekly_fit_warn(list, &world->arena, &fit, &world->grid, "chat/north"), 0);
}

/* Expected: counts by hand. Four whole weeks have nothing to say; hours 500 to 506 empty are 7 of
 * 672, over 1 %; two weeks are short, and an outage in one of them leaves its hours undecided. */
static void says_what_is_wrong_with_the_data(void **state)
{
    static struct world world;
    struct warning_list list;
    (void)state;
    make_world(&world, 2);
    warn_world(&list, &world);
    assert_int_equal(list.count, 0);
    arena_free(&world.arena);
    for (size_t i = 1000; i < 1014; ++i) {
        world.points[i].volume = 0;
    }
    warn_world(&list, &world);
    assert_int_equal(list.count, 2);
    assert_non_null(strstr(said(&list, "traffic_empty"), "14 intervals without volume: the fit"));
    assert_non_null(strstr(said(&list, "traffic_sparse"), "7 of 672 hours"));
    arena_free(&world.arena);
    make_world(&world, 2);
    empty_every_other(&world, 2);
    warn_world(&list, &world);
    assert_int_equal(list.count, 1);
    assert_non_null(strstr(said(&list, "traffic_empty"), "672 intervals without volume: they are"));
    arena_free(&world.arena);
    make_world(&world, 2);
    world.series.count = 2 * 2 * HOURS_PER_WEEK;
    for (size_t i = 40; i < 46; ++i) {
        world.points[i].volume *= 1e-4;
    }
    warn_world(&list, &world);
    assert_int_equal(list.count, 2);
    assert_non_null(strstr(said(&list, "traffic_short"), "2.0 weeks"));
    assert_non_null(strstr(said(&list, "traffic_undecided"), "3 hours of the week"));
    arena_free(&world.arena);
}

static void says_why_there_is_no_fit(void **state)
{
    static struct world world;
    struct weekly_fit fit = {0};
    char text[WEEKLY_TEXT_SIZE];
    (void)state;
    make_world(&world, 1);
    world.series.count = 1;
    assert_string_equal(weekly_fit_lack(text, &fit, &world.grid, cut(&world)), "traffic_short");
    assert_string_equal(text, "traffic has fewer than two rows");
    world.series.count = 90;
    for (size_t i = 0; i < world.series.count; ++i) {
        world.points[i].time = monday + (instant)i * 7200;
    }
    assert_string_equal(weekly_fit_lack(text, &fit, &world.grid, cut(&world)), "traffic_step");
    assert_non_null(strstr(text, "7200 seconds apart; a step from a minute to an hour"));
    arena_free(&world.arena);
    make_world(&world, 1);
    world.series.count = 100;
    assert_int_equal(cut(&world), TRAFFIC_COMPLETE);
    fit_world(&fit, &world, NULL, 0);
    assert_false(fit.seasonal.complete);
    assert_string_equal(weekly_fit_lack(text, &fit, &world.grid, TRAFFIC_INCOMPLETE),
                        "traffic_incomplete");
    assert_non_null(strstr(text, "no volume in hour 100 of the week"));
    arena_free(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masked_and_empty_hours_do_not_count),
        cmocka_unit_test(ordinary_empty_intervals_count),
        cmocka_unit_test(says_what_is_wrong_with_the_data),
        cmocka_unit_test(says_why_there_is_no_fit),
    };
    return cmocka_run_group_tests_name("weekly_fit", tests, NULL, NULL);
}
