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

/* Does the pieces 0 .. count-1 on `threads` threads, the caller's included. Where a thread cannot
 * be had, the others do its work. */
void parallel_for(size_t threads, size_t count, parallel_piece *piece, void *user);

#endif
