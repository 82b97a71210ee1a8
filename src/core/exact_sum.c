/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expansions of doubles (Shewchuk 1997, Adaptive precision floating-point arithmetic, section 2):
 * the rounding error of a sum of two doubles is a double, and is kept as a part of its own. Sums of
 * money have three or four parts. */
#include "core/exact_sum.h"

#include <math.h>

/* Shewchuk's Grow-Expansion without the parts that are 0, in place: no more parts are kept than
 * have been read. The larger number goes first, since only then is what rounding loses the
 * difference that is taken here (Dekker 1971, Fast-Two-Sum). */
bool exact_sum_add(struct exact_sum *sum, struct arena *arena, double term)
{
    size_t kept = 0;
    for (size_t i = 0; i < sum->count; ++i) {
        const double part = sum->parts[i];
        const double large = fabs(term) < fabs(part) ? part : term;
        const double small = fabs(term) < fabs(part) ? term : part;
        const double total = large + small;
        const double lost = small - (total - large);
        if (lost != 0) {
            sum->parts[kept++] = lost;
        }
        term = total;
    }
    sum->count = kept;
    if (term == 0) {
        return true;
    }
    if (arena_grow(arena, (void **)&sum->parts, &sum->capacity, kept, sizeof *sum->parts) != 0) {
        return false;
    }
    sum->parts[sum->count++] = term;
    return true;
}

/* From the largest part on until something is lost, which decides on a tie if it is half a unit of
 * the last place: then the part below it says to which side (Hettinger, Python's fsum). */
double exact_sum_value(const struct exact_sum *sum)
{
    size_t left = sum->count;
    double total = 0;
    double lost = 0;
    while (left > 0 && lost == 0) {
        const double before = total;
        const double part = sum->parts[--left];
        total = before + part;
        lost = part - (total - before);
    }
    if (left > 0 && (lost < 0) == (sum->parts[left - 1] < 0)) {
        const double twice = 2 * lost;
        const double other = total + twice;
        total = other - total == twice ? other : total;
    }
    return total;
}

/* Both parts of the compensated sum, each a term: what it had saved from rounding would be lost in
 * their sum. */
bool chunk_sum_end(void *arena, struct sum *running, struct exact_sum *ended)
{
    const struct sum sum = *running;
    *running = (struct sum){0};
    return exact_sum_add(ended, arena, sum.total) && exact_sum_add(ended, arena, sum.lost);
}

bool chunk_sum_finish(void *arena, struct sum *running, struct exact_sum *ended)
{
    if (ended->count == 0) {
        return true;
    }
    const bool added = chunk_sum_end(arena, running, ended);
    running->total = exact_sum_value(ended);
    ended->count = 0;
    return added;
}
