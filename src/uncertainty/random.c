/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers as a function of seed, stream and number of the draw (Philox 4x32, Salmon et
 * al. 2011): there is no state, so that threads share nothing and a sample can be repeated
 * alone. Permutations are computed an index at a time for the same reason; a list of them would
 * be state. */
#include "uncertainty/random.h"

#include "core/strings.h"

enum { SHUFFLED_MOST = 16 };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <Random123/philox.h>
#pragma GCC diagnostic pop

/* The seed is the key, stream and draw are the counter: no two of them share a block. Half of
 * its 128 bits is used. */
uint64_t random_bits(uint64_t seed, uint64_t stream, uint64_t draw)
{
    philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    philox4x32_ctr_t counter = {
        {(uint32_t)draw, (uint32_t)(draw >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)}};
    philox4x32_ctr_t out = philox4x32(counter, key);
    return (uint64_t)out.v[1] << 32 | out.v[0];
}

double random_uniform(uint64_t seed, uint64_t stream, uint64_t draw)
{
    /* 52 bits: with 53 the half that keeps the ends out would round up to 1 */
    return ((double)(random_bits(seed, stream, draw) >> 12) + 0.5) * 0x1p-52;
}

/* Fisher & Yates' shuffle: all orders of a few are equally likely. The remainder of 64 bits by 16
 * or less is even to 1e-18. */
static uint64_t shuffled(uint64_t key, uint64_t size, uint64_t index)
{
    unsigned char places[SHUFFLED_MOST];
    for (uint64_t i = 0; i < size; ++i) {
        places[i] = (unsigned char)i;
    }
    for (uint64_t left = size; left > 1; --left) {
        uint64_t i = left - 1;
        uint64_t other = hash_mix(key ^ i << 40) % left;
        unsigned char place = places[i];
        places[i] = places[other];
        places[other] = place;
    }
    return places[index];
}

/* A Feistel network over the next power of four, walked until it lands below `size` (Black &
 * Rogaway 2002, cycle walking): a bijection, and of no memory. The rounds mix with a hash instead
 * of Philox: an order of strata needs no more, and takes six of them. */
static uint64_t walked(uint64_t key, uint64_t size, uint64_t index)
{
    enum { ROUNDS = 6 };
    unsigned half_bits = 1;
    while (half_bits < 31 && (UINT64_C(1) << (2 * half_bits)) < size) {
        ++half_bits;
    }
    const uint64_t mask = (UINT64_C(1) << half_bits) - 1;
    do {
        uint64_t left = index >> half_bits;
        uint64_t right = index & mask;
        for (uint64_t round = 0; round < ROUNDS; ++round) {
            uint64_t mixed = hash_mix(key ^ (round << 40 | right)) & mask;
            uint64_t next = left ^ mixed;
            left = right;
            right = next;
        }
        index = left << half_bits | right;
    } while (index >= size);
    return index;
}

/* Halves of two bits know too few round functions for the orders of a few: those are shuffled.
 * `index` is below `size`; the key is of seed and stream. */
uint64_t random_permutation(uint64_t seed, uint64_t stream, uint64_t size, uint64_t index)
{
    const uint64_t key = hash_mix(hash_mix(seed) + stream);
    return size <= SHUFFLED_MOST ? shuffled(key, size, index) : walked(key, size, index);
}
