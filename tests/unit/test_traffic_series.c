/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/traffic_series: series by platform and region, and the points of their hours. Expected: by
 * hand; means of binary fractions are exact. */
#include "tables/traffic_series.h"

#include "collisions.h"

static struct traffic_series *made(struct traffic_table *traffic, struct arena *arena,
                                   string_id platform, string_id region)
{
    struct traffic_series *series = traffic_series_for(traffic, arena, platform, region);
    assert_non_null(series);
    assert_int_equal(series->platform, platform);
    assert_int_equal(series->region, region);
    return series;
}

/* Of platforms and regions that are numbered alike, each pair in either order. */
static void a_platform_in_a_region_has_one_series(void **state)
{
    enum { NAMES = 24 };
    struct traffic_table traffic = {0};
    struct arena arena = {0};
    (void)state;
    assert_null(traffic_find(&traffic, 1, 2));
    for (int round = 0; round < 2; ++round) {
        for (string_id platform = 0; platform < NAMES; ++platform) {
            for (string_id region = 0; region < NAMES; ++region) {
                made(&traffic, &arena, platform, region)->basis = BASIS_DERIVED;
            }
        }
        assert_int_equal(traffic.count, NAMES * NAMES);
    }
    for (string_id platform = 0; platform < NAMES; ++platform) {
        for (string_id region = 0; region < NAMES; ++region) {
            assert_ptr_equal(traffic_find(&traffic, platform, region),
                             &traffic.series[platform * NAMES + region]);
        }
        assert_null(traffic_find(&traffic, platform, NAMES));
        assert_null(traffic_find(&traffic, NAMES, platform));
    }
    arena_free(&arena);
}

enum { REGION = 7 };

static uint64_t hash_of_platform(uint32_t platform)
{
    return hash_mix((uint64_t)platform << 32 | REGION);
}

static uint64_t hash_of_region(uint32_t region)
{
    return hash_mix((uint64_t)REGION << 32 | region);
}

static void names_of_one_hash_have_two_series(void **state)
{
    struct traffic_table traffic = {0};
    struct arena arena = {0};
    uint32_t pair[2];
    (void)state;
    collision_find(pair, hash_of_platform);
    made(&traffic, &arena, pair[0], REGION);
    assert_null(traffic_find(&traffic, pair[1], REGION));
    made(&traffic, &arena, pair[1], REGION);
    collision_find(pair, hash_of_region);
    made(&traffic, &arena, REGION, pair[0]);
    assert_null(traffic_find(&traffic, REGION, pair[1]));
    made(&traffic, &arena, REGION, pair[1]);
    assert_int_equal(traffic.count, 4);
    arena_free(&arena);
}

/* From a quarter past eleven to the very beginning of hour fourteen, without a point in hour
 * thirteen; what is not above 0 is empty, and lowers no mean. */
static void hours_have_their_points(void **state)
{
    static struct traffic_point points[] = {
        {.time = 11 * 3600 + 900, .volume = 3},     {.time = 11 * 3600 + 1800, .volume = 4.5},
        {.time = 12 * 3600 - 1, .volume = 0},       {.time = 12 * 3600, .volume = 0},
        {.time = 12 * 3600 + 3599, .volume = -2.5}, {.time = 14 * 3600, .volume = 2.25},
    };
    static const struct traffic_hour expected[] = {
        {.start = 11 * 3600, .first = 0, .count = 3, .empty = 1, .volume_mean = 3.75},
        {.start = 12 * 3600, .first = 3, .count = 2, .empty = 2, .volume_mean = 0},
        {.start = 14 * 3600, .first = 5, .count = 1, .empty = 0, .volume_mean = 2.25},
    };
    const struct traffic_series series = {.points = points,
                                          .count = sizeof points / sizeof points[0]};
    size_t at = 0;
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; ++i) {
        const struct traffic_hour hour = traffic_hour_next(&series, &at);
        assert_int_equal(hour.start, expected[i].start);
        assert_int_equal(hour.first, expected[i].first);
        assert_int_equal(hour.count, expected[i].count);
        assert_int_equal(hour.empty, expected[i].empty);
        check_close(hour.volume_mean, expected[i].volume_mean, 0.0);
        assert_int_equal(at, expected[i].first + expected[i].count);
    }
    assert_int_equal(at, series.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_platform_in_a_region_has_one_series),
        cmocka_unit_test(names_of_one_hash_have_two_series),
        cmocka_unit_test(hours_have_their_points),
    };
    return cmocka_run_group_tests_name("traffic_series", tests, NULL, NULL);
}
