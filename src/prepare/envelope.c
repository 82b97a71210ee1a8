/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over all times at which a curve changes, with the pieces that have begun in a heap, the
 * highest first: n log n in the pieces of all curves together. A piece that has ended is taken out
 * when it reaches the top, and not before. Comparing every curve with every other at every time
 * would grow with the square of the pieces, and a measured file may have a series for each platform
 * and region. */
#include "prepare/envelope.h"

#include <stdlib.h>

#include "core/error.h"
#include "core/sum.h"

/* Binary, in an array: the children of element i are 2 i + 1 and 2 i + 2. Its room is that of all
 * pieces, so that nothing grows. */
struct heap {
    const struct severity_piece **pieces;
    size_t count;
};

static bool is_higher(const struct heap *heap, size_t a, size_t b)
{
    return heap->pieces[a]->level_from > heap->pieces[b]->level_from;
}

static void swap(struct heap *heap, size_t a, size_t b)
{
    const struct severity_piece *const piece = heap->pieces[a];
    heap->pieces[a] = heap->pieces[b];
    heap->pieces[b] = piece;
}

/* Of equal levels any may be on top: the level is all that is asked for. */
static void push(struct heap *heap, const struct severity_piece *piece)
{
    size_t at = heap->count++;
    heap->pieces[at] = piece;
    while (at > 0 && is_higher(heap, at, (at - 1) / 2)) {
        swap(heap, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static void pop(struct heap *heap)
{
    size_t at = 0;
    heap->pieces[0] = heap->pieces[--heap->count];
    for (;;) {
        const size_t left = 2 * at + 1;
        size_t best = left < heap->count && is_higher(heap, left, at) ? left : at;
        best = left + 1 < heap->count && is_higher(heap, left + 1, best) ? left + 1 : best;
        if (best == at) {
            return;
        }
        swap(heap, at, best);
        at = best;
    }
}

/* Pieces that start together may be in any order: all of them are in the heap before a level is
 * read. */
static int by_start(const void *a, const void *b)
{
    const double x = (*(const struct severity_piece *const *)a)->from_hours;
    const double y = (*(const struct severity_piece *const *)b)->from_hours;
    return (x > y) - (x < y);
}

/* Between two neighbouring cuts no curve changes, so that the level at the first holds up to the
 * second. heap->count comes in as the number of pieces, for which its array has room. */
static void walk(struct severity_curve *envelope, struct severity_piece *pieces,
                 const struct severity_piece *const *begun, const double *cuts, struct heap *heap)
{
    const size_t most = 2 * heap->count;
    size_t next = 0;
    const size_t count = heap->count;
    heap->count = 0;
    for (size_t i = 0; i + 1 < most; ++i) {
        for (; next < count && begun[next]->from_hours <= cuts[i]; ++next) {
            push(heap, begun[next]);
        }
        while (heap->count > 0 && heap->pieces[0]->to_hours <= cuts[i]) {
            pop(heap);
        }
        const double level = heap->count > 0 ? heap->pieces[0]->level_from : 0;
        /* Cuts that are equal have nothing between them. A level of 0 has no piece, as in a
         * measured curve. */
        if (cuts[i + 1] > cuts[i] && level > 0) {
            pieces[envelope->piece_count++] =
                (struct severity_piece){cuts[i], cuts[i + 1], level, level};
        }
    }
}

blackout_status envelope_make(struct severity_curve *envelope, struct arena *arena,
                              const struct severity_curve *const *curves, size_t count,
                              blackout_error *error)
{
    size_t all = 0;
    for (size_t i = 0; i < count; ++i) {
        all += curves[i]->piece_count;
    }
    double *cuts = arena_alloc(arena, 2 * all, sizeof *cuts);
    /* A piece is at most two cuts, and between two cuts there is at most one piece of the envelope.
     */
    const struct severity_piece **begun = arena_alloc(arena, all, sizeof *begun);
    struct heap heap = {arena_alloc(arena, all, sizeof *heap.pieces), all};
    struct severity_piece *pieces = arena_alloc(arena, 2 * all, sizeof *pieces);
    if (cuts == NULL || begun == NULL || heap.pieces == NULL || pieces == NULL) {
        return error_memory(error);
    }
    size_t used = 0;
    for (size_t i = 0; i < count; ++i) {
        for (size_t k = 0; k < curves[i]->piece_count; ++k) {
            const struct severity_piece *piece = &curves[i]->pieces[k];
            begun[used] = piece;
            cuts[2 * used] = piece->from_hours;
            cuts[2 * used + 1] = piece->to_hours;
            ++used;
        }
    }
    if (all > 0) {
        qsort(begun, all, sizeof *begun, by_start);
    }
    sort_ascending(cuts, 2 * all);
    *envelope = (struct severity_curve){.pieces = pieces};
    walk(envelope, pieces, begun, cuts, &heap);
    return BLACKOUT_OK;
}
