/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers for tests that are the same on every machine: SplitMix64 (Steele, Lea & Flood
 * 2014). The state is the seed. */
#ifndef BLACKOUT_TESTS_RANDOM_H
#define BLACKOUT_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t random_bits(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Uniform in [low, high). */
static inline double random_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * ((double)(random_bits(state) >> 12) * 0x1p-52);
}

/* Uniform in 0 .. count-1; `count` is small. */
static inline size_t random_below(uint64_t *state, size_t count)
{
    return (size_t)(random_bits(state) % count);
}

#endif
