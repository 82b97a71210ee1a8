/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core/lookup: against the array whose places were added, hashes of the test's own making. */
#include "core/lookup.h"

#include "check.h"
#include "random.h"

enum { COUNT = 30011, SAME = 7 };

static void an_empty_lookup_has_nothing(void **state)
{
    const struct lookup lookup = {0};
    struct lookup_step step = lookup_start(0);
    (void)state;
    assert_int_equal(lookup_next(&lookup, &step), LOOKUP_NONE);
}

/* Hashes that agree in their low 32 bits are offered one after the other, in the order in which
 * they were added; no others are. */
static void offers_every_place_of_a_hash(void **state)
{
    struct arena arena = {0};
    struct lookup lookup = {0};
    (void)state;
    for (uint32_t i = 0; i < SAME; ++i) {
        assert_int_equal(lookup_add(&lookup, &arena, (uint64_t)i << 32 | 0x8a91u, 10 + i), 0);
        assert_int_equal(lookup_add(&lookup, &arena, 0x8a92u + i, 100 + i), 0);
    }
    struct lookup_step step = lookup_start(0x8a91u);
    for (uint32_t i = 0; i < SAME; ++i) {
        assert_int_equal(lookup_next(&lookup, &step), 10 + i);
    }
    assert_int_equal(lookup_next(&lookup, &step), LOOKUP_NONE);
    arena_free(&arena);
}

static void finds_what_was_added_through_growth(void **state)
{
    static uint64_t hashes[COUNT];
    struct arena arena = {0};
    struct lookup lookup = {0};
    uint64_t seed = 9241;
    size_t offered = 0;
    (void)state;
    for (uint32_t i = 0; i < COUNT; ++i) {
        hashes[i] = random_bits(&seed);
        assert_int_equal(lookup_add(&lookup, &arena, hashes[i], i), 0);
        assert_true(lookup.count < lookup.slot_count); /* or a search would not end */
    }
    for (uint32_t i = 0; i < COUNT; ++i) {
        struct lookup_step step = lookup_start(hashes[i]);
        uint32_t place = lookup_next(&lookup, &step);
        ++offered;
        while (place != i && place != LOOKUP_NONE) {
            place = lookup_next(&lookup, &step);
            ++offered;
        }
        assert_int_equal(place, i);
    }
    /* of 30,011 random 32-bit tags 0.1 pairs agree by chance */
    assert_in_range(offered, COUNT, COUNT + 4);
    arena_free(&arena);
}

/* Work, not time: the slots that a search passes do not grow with what is kept. */
static void searches_stay_short(void **state)
{
    struct arena arena = {0};
    struct lookup lookup = {0};
    uint64_t seed = 577;
    (void)state;
    for (uint32_t count = 0; count < 65536; ++count) {
        assert_int_equal(lookup_add(&lookup, &arena, random_bits(&seed), count), 0);
    }
    size_t passed = 0;
    for (size_t i = 0; i < 10000; ++i) {
        struct lookup_step step = lookup_start(random_bits(&seed));
        size_t from = step.at;
        while (lookup_next(&lookup, &step) != LOOKUP_NONE) {
        }
        passed += step.at - from;
    }
    /* Knuth (1998, 6.4): (1 + 1 / (1 - load)^2) / 2 probes at a load of at most 2/3 */
    assert_true(passed <= 5 * 10000);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_lookup_has_nothing),
        cmocka_unit_test(offers_every_place_of_a_hash),
        cmocka_unit_test(finds_what_was_added_through_growth),
        cmocka_unit_test(searches_stay_short),
    };
    return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
