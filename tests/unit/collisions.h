/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys that a lookup (core/lookup.h) cannot tell apart: it has the lower 32 bits of a hash. Such
 * keys are rare, so that a search without the comparison of keys passes nearly every test. */
#ifndef BLACKOUT_TESTS_COLLISIONS_H
#define BLACKOUT_TESTS_COLLISIONS_H

#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "core/hash.h"

enum { COLLISION_NUMBERS = 1 << 18 }; /* of which (2^18)^2 / 2^33 = 8 pairs are to be expected */

/* The hash of a number that is a key by itself. */
static inline uint64_t collision_mix(uint32_t number)
{
    return hash_mix(number);
}

static inline int collision_order(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Two numbers, the first the lower one, from 1 on, whose hashes share their lower half. */
static inline void collision_find(uint32_t pair[2], uint64_t (*hash)(uint32_t number))
{
    uint64_t *tagged = calloc(COLLISION_NUMBERS, sizeof *tagged);
    size_t at = 0;
    assert_non_null(tagged);
    for (uint32_t i = 0; i < COLLISION_NUMBERS; ++i) {
        tagged[i] = hash(i + 1) << 32 | (i + 1);
    }
    qsort(tagged, COLLISION_NUMBERS, sizeof *tagged, collision_order);
    while (at + 1 < COLLISION_NUMBERS && tagged[at] >> 32 != tagged[at + 1] >> 32) {
        ++at;
    }
    assert_true(at + 1 < COLLISION_NUMBERS);
    pair[0] = (uint32_t)tagged[at];
    pair[1] = (uint32_t)tagged[at + 1];
    free(tagged);
}

#endif
