/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/map: against the array of what was put in. */
#include "core/map.h"

#include "check.h"
#include "random.h"

enum { COUNT = 30011 };

static void an_empty_map_has_nothing(void **state)
{
    struct arena arena = {0};
    struct map map = {.arena = &arena};
    (void)state;
    assert_int_equal(map_find(&map, 0), MAP_NONE);
    assert_int_equal(map_find(&map, UINT64_C(2385)), MAP_NONE);
    arena_free(&arena);
}

/* The ends of the ranges of keys and of values. */
static void takes_the_extremes(void **state)
{
    struct arena arena = {0};
    struct map map = {.arena = &arena};
    (void)state;
    assert_int_equal(map_add(&map, 0, MAP_NONE - 1), 0);
    assert_int_equal(map_add(&map, UINT64_MAX, 0), 0);
    assert_int_equal(map_find(&map, 0), MAP_NONE - 1);
    assert_int_equal(map_find(&map, UINT64_MAX), 0);
    assert_int_equal(map_find(&map, 1), MAP_NONE);
    assert_int_equal(map.count, 2);
    arena_free(&arena);
}

/* Random keys, and keys that differ in their high halves alone, as those of the model do. 64-bit
 * random keys repeat with a chance of 3e-11. */
static void finds_what_was_added_through_growth(void **state)
{
    static uint64_t keys[COUNT];
    struct arena arena = {0};
    struct map map = {.arena = &arena};
    uint64_t seed = 4127;
    (void)state;
    for (uint32_t i = 0; i < COUNT; ++i) {
        keys[i] = i % 2 == 0 ? random_bits(&seed) : (uint64_t)i << 32 | 0x71;
        assert_int_equal(map_find(&map, keys[i]), MAP_NONE);
        assert_int_equal(map_add(&map, keys[i], 3 * i + 5), 0);
    }
    assert_int_equal(map.count, COUNT);
    for (uint32_t i = 0; i < COUNT; ++i) {
        assert_int_equal(map_find(&map, keys[i]), 3 * i + 5);
    }
    assert_int_equal(map_find(&map, random_bits(&seed)), MAP_NONE);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(takes_the_extremes),
        cmocka_unit_test(finds_what_was_added_through_growth),
    };
    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
