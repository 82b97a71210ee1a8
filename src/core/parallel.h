/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independent pieces of work over several threads. A piece writes only what is its own, so the
 * result does not depend on the number of threads. */
#ifndef BLACKOUT_CORE_PARALLEL_H
#define BLACKOUT_CORE_PARALLEL_H

#include <stddef.h>

/* Does piece `index`; `worker` (0 .. threads-1) names the thread, for scratch memory. Pieces run
 * side by side; the caller's own thread is worker 0. */
typedef void parallel_piece(void *user, size_t index, size_t worker);

/* The number of threads to use: `asked`, or the machine's processors where it is 0; at least 1, at
 * most `pieces`. */
size_t parallel_threads(unsigned asked, size_t pieces);

/* Threads that wait between one lot of pieces and the next. A thread that is started for each lot
 * touches the pages of its stack anew each time. */
struct crew;

/* A crew of so many threads, the caller's included. NULL, which is the caller's thread alone, for
 * one, and where there is no memory; where a thread cannot be had, the others do its work. To be
 * closed by the thread that opened it, which is the only one to give it work. */
struct crew *crew_open(size_t threads);

/* Does the pieces 0 .. count-1. `crew` may be NULL. */
void crew_do(struct crew *crew, size_t count, parallel_piece *piece, void *user);

void crew_close(struct crew *crew);

/* The same by a crew for these pieces alone. */
void parallel_for(size_t threads, size_t count, parallel_piece *piece, void *user);

#endif
