/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of several independent evaluations, side by side. A lane never reads another, so that it
 * has the same bits whatever its neighbours hold, and however wide the processor's vectors are:
 * these are `parts`, which C adds and multiplies element by element (an extension that gcc and
 * clang share). Arrays of parts that are local stay in registers. */
#ifndef BLACKOUT_CORE_LANES_H
#define BLACKOUT_CORE_LANES_H

#include <stdbool.h>
#include <stddef.h>

/* Doubles of the widest vector that the code may use: eight of AVX-512, four of AVX, else two. */
#if defined(__AVX512F__)
#define LANE_PART_BYTES 64
#elif defined(__AVX__)
#define LANE_PART_BYTES 32
#else
#define LANE_PART_BYTES 16
#endif

typedef double lane_part __attribute__((vector_size(LANE_PART_BYTES), aligned(16)));

enum { LANES = 8, LANE_PARTS = LANES * 8 / LANE_PART_BYTES };

/* A line of the processor's cache, of which no vector then needs two. Memory from malloc() is not
 * as aligned; that of arenas is. */
enum { LANES_BOUNDARY = LANES * 8 };

struct lanes {
    union {
        double at[LANES];
        lane_part part[LANE_PARTS];
    };
} __attribute__((aligned(LANES_BOUNDARY)));
/* What comparisons of parts give: all bits of an element, or none. */
typedef long long part_mask __attribute__((vector_size(LANE_PART_BYTES), aligned(16)));

/* Of each element one or the other. */
static inline lane_part part_choose(part_mask mask, lane_part yes, lane_part no)
{
    return (lane_part)((mask & (part_mask)yes) | (~mask & (part_mask)no));
}

static inline lane_part part_least(lane_part a, lane_part b)
{
    return part_choose(a < b, a, b);
}

/* Whether an element has its bits; the instruction of x86 for it is not found by compilers. */
static inline bool part_any(part_mask mask)
{
#if defined(__AVX__) && LANE_PART_BYTES == 32
    return __builtin_ia32_movmskpd256((lane_part)mask) != 0;
#elif defined(__SSE2__) && LANE_PART_BYTES == 16
    return __builtin_ia32_movmskpd((lane_part)mask) != 0;
#else
    long long any = 0;
    for (size_t i = 0; i < sizeof mask / sizeof any; ++i) {
        any |= mask[i];
    }
    return any != 0;
#endif
}

/* Whole numbers, one beside each double. */
typedef unsigned long long part_bits __attribute__((vector_size(LANE_PART_BYTES), aligned(16)));

/* The products of their lower 32 bits, all 64 bits of them; compilers multiply all bits otherwise.
 */
static inline part_bits part_product(part_bits a, part_bits b)
{
#if defined(__AVX2__) && LANE_PART_BYTES == 32
    typedef int part_halves __attribute__((vector_size(LANE_PART_BYTES)));
    return (part_bits)__builtin_ia32_pmuludq256((part_halves)a, (part_halves)b);
#elif defined(__SSE2__) && LANE_PART_BYTES == 16
    typedef int part_halves __attribute__((vector_size(LANE_PART_BYTES)));
    return (part_bits)__builtin_ia32_pmuludq128((part_halves)a, (part_halves)b);
#else
    return (a & 0xffffffff) * (b & 0xffffffff);
#endif
}

_Static_assert(sizeof(struct lanes) == LANES * sizeof(double), "parts are of doubles");

#endif
