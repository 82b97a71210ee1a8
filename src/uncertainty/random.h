/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers as a function: of a seed, a stream and a draw, without any state, so that they do
 * not depend on the order or the thread in which they are asked for. Philox 4x32-10 (Salmon et al.
 * 2011, "Parallel random numbers: as easy as 1, 2, 3"), by Random123. */
#ifndef BLACKOUT_UNCERTAINTY_RANDOM_H
#define BLACKOUT_UNCERTAINTY_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "core/lanes.h"

/* What streams are for: the first word of the hash that makes each of them, so that an input, a
 * group and an owner of one name have streams apart. */
enum random_domain { RANDOM_INPUT, RANDOM_GROUP, RANDOM_OWNER };

/* Room in a stream for the draws of one year, or of one belief: outages, or the uniforms that a
 * variate takes. */
#define RANDOM_DRAWS (UINT64_C(1) << 20)

/* 64 random bits. */
uint64_t random_bits(uint64_t seed, uint64_t stream, uint64_t draw);

/* Uniform in (0, 1), both ends excluded: the middles of 2^52 equal cells. */
double random_uniform(uint64_t seed, uint64_t stream, uint64_t draw);

/* The same of LANES draws of a stream, side by side: the same bits. */
void random_uniforms(struct lanes *uniforms, uint64_t seed, uint64_t stream,
                     const uint64_t draws[LANES]);

/* The same of a draw of a stream each. */
void random_uniforms_apart(struct lanes *uniforms, uint64_t seed, const uint64_t streams[LANES],
                           const uint64_t draws[LANES]);

/* The place of `index` in a random permutation of 0 .. size-1; a permutation for each stream. */
uint64_t random_permutation(uint64_t seed, uint64_t stream, uint64_t size, uint64_t index);

/* A place in one of many permutations: `index` becomes what random_permutation() says. */
struct random_place {
    uint64_t stream;
    uint64_t size;
    uint64_t index;
};

/* Many places at once, of any sizes: their walks are made side by side, where each alone would wait
 * for its own last step. */
void random_permutations(struct random_place *places, size_t count, uint64_t seed);

#endif
