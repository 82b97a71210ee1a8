/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces that come one after another, are worked at by several threads side by side, and are taken
 * in the order in which they came: what is made of them does not depend on the threads. */
#ifndef BLACKOUT_CORE_PIPELINE_H
#define BLACKOUT_CORE_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>

/* So many pieces are under way at most: for callers that have their slots in an array. */
enum { PIPELINE_MOST_SLOTS = 64 };

/* A piece is in a slot, below pipeline_slots(), from its filling until it has been taken. Any of
 * the threads may call these: one fill() and one take() at a time, beside each other and beside
 * work() on other slots. A thread fills slots of its own, works at what is in them, and mostly
 * takes it. is_alone() is called with the pipeline's lock held, and has to be short. */
struct pipeline {
    void *user;
    /* Fills a slot with the next piece; false where there is none. One call at a time. */
    bool (*fill)(void *user, size_t slot);
    /* Works at a piece; `worker` (0 .. threads-1) names the thread, for scratch memory. */
    void (*work)(void *user, size_t slot, size_t worker);
    /* Whether the piece, the next to be taken, must not be taken beside any work(); or NULL. */
    bool (*is_alone)(void *user, size_t slot);
    /* Takes a piece, in order, one at a time; false ends it all. */
    bool (*take)(void *user, size_t slot);
};

/* Runs until there are no more pieces, on `threads` threads, the caller's included, and not more
 * than there are slots for. Where a thread cannot be had, the others do its work. */
void pipeline_run(size_t threads, const struct pipeline *pipeline);

/* How many slots it uses for so many threads. */
size_t pipeline_slots(size_t threads);

#endif
