/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/profiles: weekly weights from activity and from traffic, and what is said where they are
 * missing. The traffic is made from known weights, without noise, so that the fit must return them.
 * */
#include "prepare/profiles.h"

#include "prepared.h"

static void begin(struct preparation *p, struct profiles *profiles, void **state)
{
    const struct world *world = *state;
    blackout_error error;
    *p = (struct preparation){0};
    p->prepared = (struct prepared){.arena = &p->arena, .dataset = world->dataset};
    check_ok(profiles_init(profiles, &p->prepared, &error), &error);
}

static const struct row *platform_region(const struct preparation *p, size_t row)
{
    return &p->prepared.dataset->tables[PLATFORM_REGIONS].rows[row];
}

static uint32_t traffic_profile(struct profiles *profiles, const struct preparation *p, size_t row,
                                bool *local)
{
    blackout_error error;
    uint32_t profile = 77;
    check_ok(profiles_traffic(&profile, local, profiles, platform_region(p, row), &error), &error);
    return profile;
}

static void number_0_is_flat_and_assumed(void **state)
{
    struct preparation p;
    struct profiles profiles;
    begin(&p, &profiles, state);
    assert_int_equal(profiles.count, 1);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        check_near(profiles.weights[0].weight[hour], 1.0, 0.0);
    }
    assert_int_equal(p.prepared.profiles[0].basis, BASIS_ASSUMED);
    assert_int_equal(p.prepared.profiles[0].table, NO_TABLE);
    preparation_free(&p);
}

/* Expected: 12 hours of 3 and 12 of 1 have the mean 2, so 1.5 and 0.5; the weakest of measured and
 * derived is derived. */
static void activity_is_scaled_to_a_mean_of_one(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local = false;
    begin(&p, &profiles, state);
    uint32_t day = traffic_profile(&profiles, &p, 0, &local);
    assert_true(local);
    assert_int_equal(day, 1);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        bool in = hour % 24 >= 8 && hour % 24 < 20;
        check_near(profiles.weights[day].weight[hour], in ? 1.5 : 0.5, 0.0);
    }
    assert_int_equal(p.prepared.profiles[day].basis, BASIS_DERIVED);
    assert_int_equal(p.prepared.profiles[day].table, ACTIVITY);
    assert_string_equal(p.prepared.profiles[day].name, "day");
    assert_int_equal(p.prepared.warnings.count, 0);
    preparation_free(&p);
}

static void a_profile_is_kept_once(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    begin(&p, &profiles, state);
    uint32_t first = traffic_profile(&profiles, &p, 0, &local);
    assert_int_equal(traffic_profile(&profiles, &p, 1, &local), first);
    uint32_t even = traffic_profile(&profiles, &p, 2, &local);
    assert_int_not_equal(even, first);
    check_close(profiles.weights[even].weight[41], 1.0, 1e-15);
    assert_int_equal(profiles.count, 3);
    preparation_free(&p);
}

/* gamma names no profile. */
static void without_a_profile_it_is_flat_and_said(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    begin(&p, &profiles, state);
    assert_int_equal(traffic_profile(&profiles, &p, 3, &local), 0);
    assert_int_equal(traffic_profile(&profiles, &p, 3, &local), 0);
    assert_true(preparation_warned(&p, "flat_profile", "gamma/north"));
    assert_int_equal(p.prepared.warnings.count, 1); /* once for each place */
    preparation_free(&p);
}

static int open_without_activity(void **state)
{
    world_open(state);
    struct world *world = *state;
    package_drop(&world->folder, "activity.csv");
    world_reopen(world);
    return 0;
}

static void without_the_table_it_is_flat_and_said(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    begin(&p, &profiles, state);
    assert_int_equal(traffic_profile(&profiles, &p, 0, &local), 0);
    assert_true(preparation_warned(&p, "flat_profile", "alpha/north"));
    check_contains(p.prepared.warnings.items[0].message, "'day'");
    preparation_free(&p);
}

/* ---- Traffic --------------------------------------------------------------------------------- */

enum { MOST_TRAFFIC = 1 << 18 };

/* Weight of an hour of the UTC week, of mean 1: Monday mornings 2.4, else (168 - 3 * 2.4) / 165. */
static double weight_of(int hour)
{
    return hour >= 7 && hour < 10 ? 2.4 : (168 - 7.2) / 165;
}

/* Mondays: with four weeks from the first nothing is catalogued, from the second on e1 is. */
static const instant august_9 = INT64_C(1628467200);
static const instant september_13 = INT64_C(1631491200);

/* Writes `hours` hours of traffic of alpha in the north. `change` is told the hour and the half of
 * it and returns a factor; NAN leaves the interval out. */
static void write_traffic(struct world *world, instant first, int hours,
                          double (*change)(int hour, int half))
{
    static char text[MOST_TRAFFIC];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,platform,region,volume,basis\n");
    for (int i = 0; i < 2 * hours; ++i) {
        char stamp[CALENDAR_TEXT_SIZE];
        double factor = change != NULL ? change(i / 2, i % 2) : 1;
        if (isnan(factor)) {
            continue;
        }
        calendar_print_instant(stamp, first + INT64_C(1800) * i);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s,alpha,north,%.17g,measured\n",
                                 stamp, 23.85 * weight_of(i / 2 % 168) * factor);
        assert_true(used < sizeof text);
    }
    package_write(&world->folder, "traffic.csv", text);
    world_reopen(world);
}

static void check_traffic_weights(const struct profiles *profiles, uint32_t profile)
{
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        check_close(profiles->weights[profile].weight[hour], weight_of(hour), 1e-12);
    }
}

/* Expected: the weights the series is made of. Tolerance: rounding of logarithms and exponentials.
 * */
static void traffic_gives_hours_in_utc(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local = true;
    write_traffic(*state, august_9, 4 * 168, NULL);
    begin(&p, &profiles, state);
    uint32_t profile = traffic_profile(&profiles, &p, 0, &local);
    assert_false(local);
    check_traffic_weights(&profiles, profile);
    assert_int_equal(p.prepared.profiles[profile].table, TRAFFIC);
    assert_int_equal(p.prepared.profiles[profile].basis, BASIS_DERIVED); /* a fit of measured */
    assert_string_equal(p.prepared.profiles[profile].name, "alpha/north");
    assert_int_equal(p.prepared.warnings.count, 0);
    traffic_profile(&profiles, &p, 1, &local); /* alpha in the south has none */
    assert_true(local);
    preparation_free(&p);
}

/* The catalogued outage e1 begins on 2021-10-04 15:39, hour 519.65 of the series, for 6.18 hours:
 * it touches the hours 519 to 525. */
static double drop_in_e1(int hour, int half)
{
    (void)half;
    return hour >= 519 && hour <= 525 ? 0.03 : 1;
}

static void catalogued_outages_are_masked(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    write_traffic(*state, september_13, 4 * 168, drop_in_e1);
    begin(&p, &profiles, state);
    check_traffic_weights(&profiles, traffic_profile(&profiles, &p, 0, &local));
    assert_true(preparation_warned(&p, "traffic_masked", "alpha/north"));
    check_contains(p.prepared.warnings.items[0].message, "7 hours");
    preparation_free(&p);
}

/* One half hour in 100 is empty: the other half speaks for its hour. */
static double some_empty(int hour, int half)
{
    return hour % 50 == 7 && half == 0 ? 0 : 1;
}

/* Expected: hours 7, 57, ... 657 of 672: 14 intervals. */
static void empty_intervals_are_left_out(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    write_traffic(*state, august_9, 4 * 168, some_empty);
    begin(&p, &profiles, state);
    check_traffic_weights(&profiles, traffic_profile(&profiles, &p, 0, &local));
    assert_true(preparation_warned(&p, "traffic_empty", "alpha/north"));
    preparation_free(&p);
}

/* By night one half hour of two is empty, not the same one in every week. */
static double empty_by_night(int hour, int half)
{
    return hour % 24 < 8 && (hour / 168 + half) % 2 == 0 ? 0 : 1;
}

/* Expected: closed form, the nights with half of their weight. */
static void ordinary_empty_intervals_count(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    double weights[HOURS_PER_WEEK];
    double mean = 0;
    write_traffic(*state, august_9, 4 * 168, empty_by_night);
    begin(&p, &profiles, state);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        weights[hour] = (hour % 24 < 8 ? 0.5 : 1) * weight_of(hour);
        mean += weights[hour] / HOURS_PER_WEEK;
    }
    uint32_t profile = traffic_profile(&profiles, &p, 0, &local);
    for (int hour = 0; hour < HOURS_PER_WEEK; ++hour) {
        check_close(profiles.weights[profile].weight[hour], weights[hour] / mean, 1e-12);
    }
    assert_true(preparation_warned(&p, "traffic_empty", "alpha/north"));
    check_contains(p.prepared.warnings.items[0].message, "they are ordinary here");
    preparation_free(&p);
}

/* Rows two hours apart, as `blackout traffic` refuses them too. */
static double every_other_hour(int hour, int half)
{
    return hour % 2 == 0 && half == 0 ? 1 : NAN;
}

static void a_step_of_two_hours_gives_way_to_activity(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local = false;
    write_traffic(*state, august_9, 4 * 168, every_other_hour);
    begin(&p, &profiles, state);
    traffic_profile(&profiles, &p, 0, &local);
    assert_true(local);
    assert_true(preparation_warned(&p, "traffic_step", "alpha/north"));
    check_contains(p.prepared.warnings.items[0].message, "it gives no profile");
    preparation_free(&p);
}

static void under_three_weeks_is_said(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local;
    write_traffic(*state, august_9, 2 * 168, NULL);
    begin(&p, &profiles, state);
    check_traffic_weights(&profiles, traffic_profile(&profiles, &p, 0, &local));
    assert_true(preparation_warned(&p, "traffic_short", "alpha/north"));
    preparation_free(&p);
}

static double never_on_sunday_evening(int hour, int half)
{
    (void)half;
    return hour % 168 == 163 ? NAN : 1;
}

/* An hour of the week without any traffic: the activity serves, in local time. */
static void incomplete_traffic_gives_way_to_activity(void **state)
{
    struct preparation p;
    struct profiles profiles;
    bool local = false;
    write_traffic(*state, august_9, 4 * 168, never_on_sunday_evening);
    begin(&p, &profiles, state);
    uint32_t profile = traffic_profile(&profiles, &p, 0, &local);
    assert_true(local);
    assert_string_equal(p.prepared.profiles[profile].name, "day");
    assert_true(preparation_warned(&p, "traffic_incomplete", "alpha/north"));
    check_contains(p.prepared.warnings.items[0].message, "hour 163");
    preparation_free(&p);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(number_0_is_flat_and_assumed),
        IN_WORLD(activity_is_scaled_to_a_mean_of_one),
        IN_WORLD(a_profile_is_kept_once),
        IN_WORLD(without_a_profile_it_is_flat_and_said),
        cmocka_unit_test_setup_teardown(without_the_table_it_is_flat_and_said,
                                        open_without_activity, world_close),
        IN_WORLD(traffic_gives_hours_in_utc),
        IN_WORLD(catalogued_outages_are_masked),
        IN_WORLD(empty_intervals_are_left_out),
        IN_WORLD(ordinary_empty_intervals_count),
        IN_WORLD(a_step_of_two_hours_gives_way_to_activity),
        IN_WORLD(under_three_weeks_is_said),
        IN_WORLD(incomplete_traffic_gives_way_to_activity),
    };
    blackout_init();
    return cmocka_run_group_tests_name("profiles", tests, NULL, NULL);
}
