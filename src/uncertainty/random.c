/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers as a function of seed, stream and number of the draw (Philox 4x32, Salmon et
 * al. 2011): there is no state, so that threads share nothing and a sample can be repeated
 * alone. Permutations are computed an index at a time for the same reason; a list of them would
 * be state. */
#include "uncertainty/random.h"

#include "core/lanes.h"
#include "core/strings.h"

/* Permutations of at most so many are shuffled, and not walked: see next_to_walk(). */
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

enum { PART = LANES / LANE_PARTS };

/* random_uniform() of each element: rounds as in Salmon et al. 2011, section 3.3, with their
 * constants. A word of 32 bits is the lower half of an element; of the upper one nothing is read.
 */
static inline void part_uniforms(lane_part *uniforms, uint64_t seed, const part_bits *stream,
                                 const part_bits *draw)
{
    static const unsigned long long one_and_fraction = 0x4330000000000000; /* 2^52 as a double */
    enum { PHILOX_ROUNDS = 10, HALF = 32, UNUSED_BITS = 12 };
    const part_bits none = {0};
    part_bits words[4] = {*draw, *draw >> HALF, *stream, *stream >> HALF};
    part_bits keys[2] = {none + seed, none + (seed >> HALF)};
    for (int round = 0; round < PHILOX_ROUNDS; ++round) {
        const part_bits first = part_product(words[0], none + PHILOX_M4x32_0);
        const part_bits second = part_product(words[2], none + PHILOX_M4x32_1);
        words[0] = (second >> HALF) ^ words[1] ^ keys[0];
        words[1] = second;
        words[2] = (first >> HALF) ^ words[3] ^ keys[1];
        words[3] = first;
        keys[0] += PHILOX_W32_0;
        keys[1] += PHILOX_W32_1;
    }
    const part_bits bits = words[1] << HALF | (words[0] & (none + UINT32_MAX));
    const lane_part whole = (lane_part)(bits >> UNUSED_BITS | (none + one_and_fraction));
    *uniforms = ((whole - 0x1p52) + 0.5) * 0x1p-52;
}

static inline part_bits *gather(part_bits *part, const uint64_t numbers[PART])
{
    for (int l = 0; l < PART; ++l) {
        (*part)[l] = numbers[l];
    }
    return part;
}

void random_uniforms(struct lanes *uniforms, uint64_t seed, uint64_t stream,
                     const uint64_t draws[LANES])
{
    const part_bits of = stream + (part_bits){0};
    for (size_t p = 0; p < LANE_PARTS; ++p) {
        part_bits draw;
        part_uniforms(&uniforms->part[p], seed, &of, gather(&draw, draws + p * PART));
    }
}

void random_uniforms_apart(struct lanes *uniforms, uint64_t seed, const uint64_t streams[LANES],
                           const uint64_t draws[LANES])
{
    for (size_t p = 0; p < LANE_PARTS; ++p) {
        part_bits draw;
        part_bits stream;
        part_uniforms(&uniforms->part[p], seed, gather(&stream, streams + p * PART),
                      gather(&draw, draws + p * PART));
    }
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
enum { ROUNDS = 6 };

static unsigned half_bits_of(uint64_t size)
{
    unsigned half_bits = 1;
    while (half_bits < 31 && (UINT64_C(1) << (2 * half_bits)) < size) {
        ++half_bits;
    }
    return half_bits;
}

static uint64_t key_of(uint64_t seed, uint64_t stream)
{
    return hash_mix(hash_mix(seed) + stream);
}

/* Whole numbers side by side, as core/lanes.h has doubles. */
typedef uint64_t number_part __attribute__((vector_size(LANE_PART_BYTES), aligned(16)));
struct numbers {
    union {
        uint64_t at[LANES];
        number_part part[LANE_PARTS];
    };
};

/* Several walks, of which each step is made for all; `place` is NULL where one has ended. */
struct walks {
    struct random_place *place[LANES];
    struct numbers key;
    struct numbers mask;
    struct numbers half_bits;
    struct numbers index;
};

/* hash_mix() of all elements. */
static inline number_part mixed(number_part value)
{
    value ^= value >> HASH_MIX_SHIFT;
    value *= HASH_MIX_FIRST;
    value ^= value >> HASH_MIX_SHIFT;
    value *= HASH_MIX_SECOND;
    return value ^ (value >> HASH_MIX_SHIFT);
}

static void step(struct walks *walks)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const number_part mask = walks->mask.part[p];
        const number_part half_bits = walks->half_bits.part[p];
        number_part left = walks->index.part[p] >> half_bits;
        number_part right = walks->index.part[p] & mask;
        for (uint64_t round = 0; round < ROUNDS; ++round) {
            const number_part next =
                left ^ (mixed(walks->key.part[p] ^ (round << 40 | right)) & mask);
            left = right;
            right = next;
        }
        walks->index.part[p] = left << half_bits | right;
    }
}

static void start_walk(struct walks *walks, int w, struct random_place *place, uint64_t seed)
{
    walks->place[w] = place;
    walks->key.at[w] = key_of(seed, place->stream);
    walks->half_bits.at[w] = half_bits_of(place->size);
    walks->mask.at[w] = (UINT64_C(1) << walks->half_bits.at[w]) - 1;
    walks->index.at[w] = place->index;
}

/* Halves of two bits know too few round functions for the orders of a few: those are shuffled. The
 * next place that has a walk to make; NULL: none. */
static struct random_place *next_to_walk(struct random_place **next, const struct random_place *end,
                                         uint64_t seed)
{
    while (*next < end) {
        struct random_place *place = (*next)++;
        if (place->size > SHUFFLED_MOST) {
            return place;
        }
        place->index = shuffled(key_of(seed, place->stream), place->size, place->index);
    }
    return NULL;
}

/* A lane whose walk has ended takes the next place; where there is none it is stepped along, and
 * not looked at. */
void random_permutations(struct random_place *places, size_t count, uint64_t seed)
{
    struct walks walks = {.place = {NULL}};
    struct random_place *next = places;
    int walking = 0;
    for (int w = 0; w < LANES; ++w) {
        struct random_place *place = next_to_walk(&next, places + count, seed);
        if (place != NULL) {
            start_walk(&walks, w, place, seed);
            ++walking;
        }
    }
    while (walking > 0) {
        step(&walks);
        for (int w = 0; w < LANES; ++w) {
            if (walks.place[w] == NULL || walks.index.at[w] >= walks.place[w]->size) {
                continue;
            }
            walks.place[w]->index = walks.index.at[w];
            walks.place[w] = next_to_walk(&next, places + count, seed);
            if (walks.place[w] != NULL) {
                start_walk(&walks, w, walks.place[w], seed);
            } else {
                --walking;
            }
        }
    }
}

/* `index` is below `size`; the key is of seed and stream. */
uint64_t random_permutation(uint64_t seed, uint64_t stream, uint64_t size, uint64_t index)
{
    struct random_place place = {stream, size, index};
    random_permutations(&place, 1, seed);
    return place.index;
}
