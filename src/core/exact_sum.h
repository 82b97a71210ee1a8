/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums that are exact, and so the same in whatever order and groups their terms are added: for sums
 * of the parts of a file that are summed apart from each other. Too slow for rows. */
#ifndef BLACKOUT_CORE_EXACT_SUM_H
#define BLACKOUT_CORE_EXACT_SUM_H

#include "core/arena.h"
#include "core/sum.h"

/* The sum of `parts`, none of which overlaps another, the smallest first. {0} is zero. */
struct exact_sum {
    double *parts; /* of an arena */
    size_t count;
    size_t capacity;
};

/* Adds a term, which is finite. False when memory is out. */
bool exact_sum_add(struct exact_sum *sum, struct arena *arena, double term);

/* The sum, rounded once, to the nearest double; ties to even. */
double exact_sum_value(const struct exact_sum *sum);

/* A sum of rows, and that of the chunks of them that have ended (chunk.h). False when memory is
 * out. */
typedef bool chunk_sum_function(void *user, struct sum *running, struct exact_sum *ended);

/* Moves what has been added to what has ended. */
bool chunk_sum_end(void *arena, struct sum *running, struct exact_sum *ended);

/* Makes the sum that of all chunks. One that no chunk has ended in stays as it is, to the bit. */
bool chunk_sum_finish(void *arena, struct sum *running, struct exact_sum *ended);

#endif
