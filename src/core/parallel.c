/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces are handed out by a shared counter: which thread does which piece varies, what a piece
 * does, not. POSIX threads, since OpenMP's barriers are false races to ThreadSanitizer. */
#define _GNU_SOURCE
#include "core/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

struct crew {
    parallel_piece *piece;
    void *user;
    size_t count;
    atomic_size_t next;
};

struct member {
    struct crew *crew;
    size_t worker;
    pthread_t thread;
};

/* The counter runs past `count` by one for each thread at most, and cannot come round. */
static void *work(void *argument)
{
    const struct member *member = argument;
    struct crew *crew = member->crew;
    size_t index;
    while ((index = atomic_fetch_add(&crew->next, 1)) < crew->count) {
        crew->piece(crew->user, index, member->worker);
    }
    return NULL;
}

/* More threads than pieces would have nothing to do. */
size_t parallel_threads(unsigned asked, size_t pieces)
{
    long processors = asked > 0 ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
    size_t threads = processors > 0 ? (size_t)processors : 1;
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    threads = threads > pieces ? pieces : threads;
    return threads > 0 ? threads : 1;
}

/* The caller's thread works too: with threads that cannot be started the pieces are done all the
 * same, by fewer. The members are on the stack, so that nothing can be out of memory here, and
 * outlive the threads, which are joined before it returns. */
void parallel_for(size_t threads, size_t count, parallel_piece *piece, void *user)
{
    struct crew crew = {.piece = piece, .user = user, .count = count};
    struct member members[MOST_THREADS];
    size_t started = 1;
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    members[0] = (struct member){.crew = &crew};
    for (; started < threads; ++started) {
        members[started] = (struct member){.crew = &crew, .worker = started};
        if (pthread_create(&members[started].thread, NULL, work, &members[started]) != 0) {
            break;
        }
    }
    work(&members[0]);
    for (size_t i = 1; i < started; ++i) {
        pthread_join(members[i].thread, NULL);
    }
}
