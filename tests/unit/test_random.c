/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/random: Philox against its published vectors, uniforms inside (0, 1), permutations
 * that are bijections. Chi-square bounds are the 0.1 % and 99.9 % points; seeds are fixed, so that
 * a test passes always or never. */
#include "uncertainty/random.h"

#include <stdbool.h>
#include <stdlib.h>

#include "check.h"
#include "core/strings.h"

/* Expected: the three philox4x32-10 lines of kat_vectors of Random123 1.14 (Salmon et al. 2011):
 * counter 0, all ones, digits of pi. Words 0 and 1 of the counter are the draw, 2 and 3 the stream;
 * the key is the seed; words 0 and 1 of the answer are the bits. */
static void philox_gives_its_published_vectors(void **state)
{
    (void)state;
    assert_true(random_bits(0, 0, 0) == UINT64_C(0xe169c58d6627e8d5));
    assert_true(random_bits(UINT64_MAX, UINT64_MAX, UINT64_MAX) == UINT64_C(0x41c83b0e408f276d));
    assert_true(random_bits(UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e),
                            UINT64_C(0x85a308d3243f6a88)) == UINT64_C(0x94fdccebd16cfe09));
}

/* Each of seed, stream and draw matters, in its low and its high half. */
static void every_part_of_the_name_matters(void **state)
{
    const uint64_t base = random_bits(2385, 71, 11);
    (void)state;
    for (int bit = 0; bit < 64; ++bit) {
        const uint64_t flip = UINT64_C(1) << bit;
        assert_true(random_bits(2385 ^ flip, 71, 11) != base);
        assert_true(random_bits(2385, 71 ^ flip, 11) != base);
        assert_true(random_bits(2385, 71, 11 ^ flip) != base);
    }
}

/* Expected: the middle of one of 2^52 cells, (bits >> 12 + 1/2) / 2^52, which a double holds
 * exactly; the bits are those of the first published vector. */
static void uniforms_exclude_both_ends(void **state)
{
    (void)state;
    for (uint64_t k = 0; k < 200000; ++k) {
        double u = random_uniform(17, 3, k);
        assert_true(u > 0 && u < 1);
    }
    check_near(random_uniform(0, 0, 0), ((double)UINT64_C(0xe169c58d6627e) + 0.5) * 0x1p-52, 0.0);
}

/* Pearson's statistic of equally likely cells. */
static double chi_square(const size_t *counts, size_t cells, size_t draws)
{
    double expected = (double)draws / (double)cells;
    double sum = 0;
    for (size_t i = 0; i < cells; ++i) {
        sum += ((double)counts[i] - expected) * ((double)counts[i] - expected) / expected;
    }
    return sum;
}

/* 0.1 % and 99.9 % points of chi-square with 255 degrees of freedom (GSL, gsl_cdf_chisq_Pinv). */
static const double chi_255_low = 190.87;
static const double chi_255_high = 330.52;

static size_t cell_of(double u, size_t cells)
{
    return (size_t)(u * (double)cells);
}

/* Along the draws of a stream, along the streams of a draw, along seeds, and in pairs. */
static void uniforms_are_uniform(void **state)
{
    enum { DRAWS = 1 << 17 };
    size_t counts[4][256] = {{0}};
    (void)state;
    for (uint64_t k = 0; k < DRAWS; ++k) {
        ++counts[0][cell_of(random_uniform(1, 64, k), 256)];
        ++counts[1][cell_of(random_uniform(1, 64 * k, 5), 256)];
        ++counts[2][cell_of(random_uniform(k, 64, 5), 256)];
        ++counts[3][16 * cell_of(random_uniform(3, 9, k), 16) +
                    cell_of(random_uniform(3, 9, k + 1), 16)];
    }
    for (int i = 0; i < 4; ++i) {
        double statistic = chi_square(counts[i], 256, DRAWS);
        assert_true(statistic > chi_255_low && statistic < chi_255_high);
    }
}

static void check_bijection(uint64_t seed, uint64_t stream, uint64_t size)
{
    bool *seen = calloc(size, sizeof *seen);
    assert_non_null(seen);
    for (uint64_t i = 0; i < size; ++i) {
        uint64_t place = random_permutation(seed, stream, size, i);
        assert_true(place < size);
        assert_false(seen[place]);
        seen[place] = true;
    }
    free(seen);
}

/* Expected: each place once. Large sizes: a power of two and its neighbours, primes. */
static void permutations_are_bijections(void **state)
{
    static const uint64_t large[] = {65535, 65536, 65537, 99991, 262145, 1000003};
    (void)state;
    for (uint64_t size = 1; size <= 1000; ++size) {
        check_bijection(7, size, size);
    }
    for (size_t i = 0; i < sizeof large / sizeof large[0]; ++i) {
        check_bijection(UINT64_C(1) << 52, UINT64_MAX - i, large[i]);
    }
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Beyond what can be listed: in range, and no place twice among the first. */
static void huge_permutations_stay_in_range(void **state)
{
    enum { LOOKED_AT = 5000 };
    static const uint64_t sizes[] = {(UINT64_C(1) << 40) + 1, (UINT64_C(1) << 33) - 9};
    static uint64_t places[LOOKED_AT];
    (void)state;
    for (size_t s = 0; s < 2; ++s) {
        for (uint64_t i = 0; i < LOOKED_AT; ++i) {
            places[i] = random_permutation(5, 11, sizes[s], i);
            assert_true(places[i] < sizes[s]);
        }
        qsort(places, LOOKED_AT, sizeof places[0], by_value);
        for (size_t i = 1; i < LOOKED_AT; ++i) {
            assert_true(places[i] != places[i - 1]);
        }
    }
}

/* The place of one index over streams and over seeds; the places of two neighbours together, among
 * 17: 272 pairs, chi-square with 271 degrees of freedom, 0.1 % and 99.9 % points 204.7 and 348.8
 * (GSL). */
static void places_are_equally_likely(void **state)
{
    enum { STREAMS = 48000, SIZE = 17 };
    size_t places[2][256] = {{0}};
    size_t grid[SIZE * SIZE] = {0};
    size_t pairs[SIZE * (SIZE - 1)];
    size_t used = 0;
    (void)state;
    for (uint64_t stream = 0; stream < STREAMS; ++stream) {
        ++places[0][random_permutation(2, 64 * stream, 256, 100)];
        ++places[1][random_permutation(stream, 2, 256, 100)];
        ++grid[SIZE * random_permutation(2, 64 * stream, SIZE, 4) +
               random_permutation(2, 64 * stream, SIZE, 5)];
    }
    for (int i = 0; i < 2; ++i) {
        double statistic = chi_square(places[i], 256, STREAMS);
        assert_true(statistic > chi_255_low && statistic < chi_255_high);
    }
    for (size_t i = 0; i < SIZE * SIZE; ++i) {
        if (i / SIZE != i % SIZE) {
            pairs[used++] = grid[i];
        }
    }
    double statistic = chi_square(pairs, used, STREAMS);
    assert_true(statistic > 204.7 && statistic < 348.8);
}

/* Places of many permutations at once, of all sizes: the walk of a Feistel network of six rounds
 * (random.c), written out, for one place at a time. */
static uint64_t walk_alone(uint64_t seed, const struct random_place *place)
{
    const uint64_t key = hash_mix(hash_mix(seed) + place->stream);
    unsigned half = 1;
    while ((UINT64_C(1) << (2 * half)) < place->size) {
        ++half;
    }
    const uint64_t mask = (UINT64_C(1) << half) - 1;
    uint64_t index = place->index;
    do {
        uint64_t left = index >> half, right = index & mask;
        for (uint64_t round = 0; round < 6; ++round) {
            uint64_t next = left ^ (hash_mix(key ^ (round << 40 | right)) & mask);
            left = right;
            right = next;
        }
        index = left << half | right;
    } while (index >= place->size);
    return index;
}

static void many_places_are_single_ones(void **state)
{
    enum { PLACES = 203 };
    struct random_place places[PLACES];
    uint64_t expected[PLACES];
    (void)state;
    for (uint64_t i = 0; i < PLACES; ++i) {
        uint64_t size = i % 7 == 3 ? 2 + i % 15 : 17 + i * i * 31;
        places[i] = (struct random_place){64 * i, size, i * 97 % size};
        expected[i] = size > 16 ? walk_alone(2385, &places[i])
                                : random_permutation(2385, 64 * i, size, places[i].index);
    }
    random_permutations(places, PLACES, 2385);
    for (int i = 0; i < PLACES; ++i) {
        assert_true(places[i].index == expected[i]);
    }
    random_permutations(places, 0, 2385);
}

/* Expected: random_uniform() of each draw, bit by bit, of words whose halves are all used. */
static void lanes_have_the_bits_of_single_draws(void **state)
{
    static const uint64_t streams[] = {0, 77, 0xffffffff00000001, 0x0123456789abcdef};
    (void)state;
    for (size_t s = 0; s < sizeof streams / sizeof streams[0]; ++s) {
        const uint64_t seed = streams[s] * 0x9e3779b97f4a7c15;
        uint64_t draws[LANES];
        struct lanes uniforms;
        for (uint64_t l = 0; l < LANES; ++l) {
            draws[l] = l % 2 == 0 ? l : UINT64_MAX / (l + s) + l;
        }
        random_uniforms(&uniforms, seed, streams[s], draws);
        for (int l = 0; l < LANES; ++l) {
            const double expected = random_uniform(seed, streams[s], draws[l]);
            assert_memory_equal(&uniforms.at[l], &expected, sizeof expected);
        }
        uint64_t of[LANES];
        for (size_t l = 0; l < LANES; ++l) {
            of[l] = streams[(s + l) % 4] + l;
        }
        random_uniforms_apart(&uniforms, seed, of, draws);
        for (int l = 0; l < LANES; ++l) {
            const double expected = random_uniform(seed, of[l], draws[l]);
            assert_memory_equal(&uniforms.at[l], &expected, sizeof expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_its_published_vectors),
        cmocka_unit_test(every_part_of_the_name_matters),
        cmocka_unit_test(uniforms_exclude_both_ends),
        cmocka_unit_test(uniforms_are_uniform),
        cmocka_unit_test(lanes_have_the_bits_of_single_draws),
        cmocka_unit_test(permutations_are_bijections),
        cmocka_unit_test(huge_permutations_stay_in_range),
        cmocka_unit_test(many_places_are_single_ones),
        cmocka_unit_test(places_are_equally_likely),
    };
    return cmocka_run_group_tests_name("random", tests, NULL, NULL);
}
