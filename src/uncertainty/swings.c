/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One normal at a time at its 5 % and its 95 % value, all others in the centre: which of them move
 * the figures most, and how far. Several ends are evaluated side by side, as samples are. */
#include "uncertainty/swings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "stats/sobol.h"
#include "uncertainty/workspace.h"

/* Normals whose ends are evaluated side by side: the low end of each, and the high one after it. */
enum { SWINGS = LANES / 2 };

/* All other scores are 0, the centre. `count` is at most SWINGS. */
static void evaluate_swings(const struct montecarlo *run, struct workspace *workspace, size_t first,
                            size_t count)
{
    struct lanes *scores = workspace->sampler.scores;
    memset(scores, 0, run->sampler->normal_count * sizeof *scores);
    for (size_t i = 0; i < count; ++i) {
        scores[first + i].at[2 * i] = -mapping_z95;
        scores[first + i].at[2 * i + 1] = mapping_z95;
    }
    workspace_evaluate_scores(run, workspace, 2 * count);
}

/* Of swing `number` of those that were evaluated last. */
static struct swing swing_of(const struct montecarlo *run, const struct workspace *workspace,
                             size_t number, size_t target)
{
    const struct slot *ends = &workspace->slots[2 * number];
    return (struct swing){.low = figures_value(run->figures, target, ends[0].out),
                          .high = figures_value(run->figures, target, ends[1].out)};
}

/* How many of `count` normals go together from number `first` on. */
static size_t swings_of(size_t count, size_t first)
{
    return count - first < SWINGS ? count - first : SWINGS;
}

/* Relative swings: at most 1. */
struct ranked {
    size_t normal;
    double swing;
};

/* Of equal swings the first normal: the order must not depend on how qsort() works. */
static int by_swing(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->swing != y->swing) {
        return x->swing > y->swing ? -1 : 1;
    }
    return (x->normal > y->normal) - (x->normal < y->normal);
}

/* The largest relative change of a target between a normal's 5 % and 95 % values. Relative, so that
 * targets of different sizes compare. */
static double largest_swing(const struct montecarlo *run, const struct workspace *workspace,
                            size_t number, const size_t *targets, size_t target_count)
{
    double largest = 0;
    for (size_t i = 0; i < target_count; ++i) {
        const struct swing swing = swing_of(run, workspace, number, targets[i]);
        double scale = fabs(swing.low) + fabs(swing.high);
        largest = scale > 0 ? fmax(largest, fabs(swing.high - swing.low) / scale) : largest;
    }
    return largest;
}

/* Normals beyond the sequence's dimensions have none, and draw otherwise. */
blackout_status swings_rank(struct sampler_normal *normals, const struct montecarlo *run,
                            const size_t *targets, size_t target_count, blackout_error *error)
{
    struct arena arena = {0};
    struct workspace workspace;
    size_t count = run->sampler->normal_count;
    struct ranked *ranked = arena_alloc(&arena, count, sizeof *ranked);
    if (ranked == NULL || !workspace_init(&workspace, &arena, run)) {
        arena_free(&arena);
        return error_memory(error);
    }
    for (size_t first = 0; first < count; first += SWINGS) {
        const size_t together = swings_of(count, first);
        evaluate_swings(run, &workspace, first, together);
        for (size_t i = 0; i < together; ++i) {
            ranked[first + i] = (struct ranked){
                first + i, largest_swing(run, &workspace, i, targets, target_count)};
        }
    }
    for (size_t i = 0; i < count; ++i) {
        normals[i].dimension = SAMPLER_NONE;
    }
    qsort(ranked, count, sizeof *ranked, by_swing);
    for (size_t i = 0; i < count && i < SOBOL_MOST_DIMENSIONS; ++i) {
        normals[ranked[i].normal].dimension = (uint32_t)i;
    }
    arena_free(&arena);
    return BLACKOUT_OK;
}

/* All normals but one are in the centre: two evaluations each, on the caller's thread. */
blackout_status swings_tornado(struct swing *swings, const struct montecarlo *run, size_t target,
                               blackout_error *error)
{
    struct arena arena = {0};
    struct workspace workspace;
    if (!workspace_init(&workspace, &arena, run)) {
        arena_free(&arena);
        return error_memory(error);
    }
    const size_t count = run->sampler->normal_count;
    bool finite = true;
    for (size_t first = 0; first < count; first += SWINGS) {
        const size_t together = swings_of(count, first);
        evaluate_swings(run, &workspace, first, together);
        for (size_t i = 0; i < together; ++i) {
            struct swing *swing = &swings[first + i];
            *swing = swing_of(run, &workspace, i, target);
            finite = finite && isfinite(swing->low) && isfinite(swing->high);
        }
    }
    arena_free(&arena);
    return finite ? BLACKOUT_OK : workspace_not_finite(error);
}
