/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hashes, for looking up and for streams of random numbers. Their values are part of results: the
 * same name draws the same numbers, on any machine and in any version. */
#ifndef BLACKOUT_CORE_HASH_H
#define BLACKOUT_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* A 64-bit hash (FNV-1a, finished by the mixer of MurmurHash3); `seed` chains hashes. */
uint64_t string_hash(uint64_t seed, const char *text, size_t length);

/* A faster one, for looking up alone: it differs with the processor's order of bytes, and no result
 * may depend on it. */
uint64_t lookup_hash(const char *text, size_t length);

/* The steps of that mixer, which random.c takes for several numbers at once. */
enum { HASH_MIX_SHIFT = 33 };
#define HASH_MIX_FIRST UINT64_C(0xff51afd7ed558ccd)
#define HASH_MIX_SECOND UINT64_C(0xc4ceb9fe1a85ec53)

/* That mixer alone: a permutation of the 64-bit numbers. */
static inline uint64_t hash_mix(uint64_t value)
{
    value ^= value >> HASH_MIX_SHIFT;
    value *= HASH_MIX_FIRST;
    value ^= value >> HASH_MIX_SHIFT;
    value *= HASH_MIX_SECOND;
    return value ^ (value >> HASH_MIX_SHIFT);
}

#endif
