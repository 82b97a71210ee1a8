/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces are handed out by a shared counter: which thread does which piece varies, what a piece
 * does, not. POSIX threads, since OpenMP's barriers are false races to ThreadSanitizer. */
#define _GNU_SOURCE
#include "core/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

struct member {
    struct crew *crew;
    size_t worker;
    pthread_t thread;
};

/* `lock` guards what is below it; `next` is for whoever works. */
struct crew {
    parallel_piece *piece;
    void *user;
    size_t count;
    atomic_size_t next;
    pthread_mutex_t lock;
    pthread_cond_t begins; /* a round of work, or the end */
    pthread_cond_t is_done;
    size_t round;
    size_t busy; /* members that have not done their part of the round */
    bool ends;
    size_t started; /* members, without the caller */
    struct member members[MOST_THREADS];
};

/* The counter runs past `count` by one for each thread at most, and cannot come round. */
static void work(struct crew *crew, size_t worker)
{
    size_t index;
    while ((index = atomic_fetch_add(&crew->next, 1)) < crew->count) {
        crew->piece(crew->user, index, worker);
    }
}

/* Rounds are numbered, so that a member that wakes for nothing goes back to sleep, and one that is
 * slow to wake takes no round twice. The end comes after the last round: none is left undone. */
static void *be_member(void *argument)
{
    const struct member *member = argument;
    struct crew *crew = member->crew;
    size_t done = 0; /* rounds */
    pthread_mutex_lock(&crew->lock);
    while (true) {
        while (crew->round == done && !crew->ends) {
            pthread_cond_wait(&crew->begins, &crew->lock);
        }
        if (crew->round == done) {
            break;
        }
        ++done;
        pthread_mutex_unlock(&crew->lock);
        work(crew, member->worker);
        pthread_mutex_lock(&crew->lock);
        if (--crew->busy == 0) {
            pthread_cond_signal(&crew->is_done);
        }
    }
    pthread_mutex_unlock(&crew->lock);
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

/* Members that could not be started leave no gap: the first one that fails ends the list, and those
 * before it are all that is waited for. */
struct crew *crew_open(size_t threads)
{
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    struct crew *crew = threads > 1 ? calloc(1, sizeof *crew) : NULL;
    if (crew == NULL) {
        return NULL;
    }
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->begins, NULL);
    pthread_cond_init(&crew->is_done, NULL);
    for (size_t worker = 1; worker < threads; ++worker) {
        struct member *member = &crew->members[worker];
        *member = (struct member){.crew = crew, .worker = worker};
        if (pthread_create(&member->thread, NULL, be_member, member) != 0) {
            break;
        }
        crew->started = worker;
    }
    return crew;
}

/* The work is put there before the round begins, under the lock that members begin it with: they
 * see all of it. It returns once every member has been through, also those that found no piece,
 * since the next round writes over this one. A single piece wakes nobody. */
void crew_do(struct crew *crew, size_t count, parallel_piece *piece, void *user)
{
    if (crew == NULL || count < 2) {
        for (size_t i = 0; i < count; ++i) {
            piece(user, i, 0);
        }
        return;
    }
    pthread_mutex_lock(&crew->lock);
    crew->piece = piece;
    crew->user = user;
    crew->count = count;
    atomic_store(&crew->next, 0);
    crew->busy = crew->started;
    ++crew->round;
    pthread_cond_broadcast(&crew->begins);
    pthread_mutex_unlock(&crew->lock);
    work(crew, 0);
    pthread_mutex_lock(&crew->lock);
    while (crew->busy > 0) {
        pthread_cond_wait(&crew->is_done, &crew->lock);
    }
    pthread_mutex_unlock(&crew->lock);
}

void crew_close(struct crew *crew)
{
    if (crew == NULL) {
        return;
    }
    pthread_mutex_lock(&crew->lock);
    crew->ends = true;
    pthread_cond_broadcast(&crew->begins);
    pthread_mutex_unlock(&crew->lock);
    for (size_t worker = 1; worker <= crew->started; ++worker) {
        pthread_join(crew->members[worker].thread, NULL);
    }
    pthread_cond_destroy(&crew->is_done);
    pthread_cond_destroy(&crew->begins);
    pthread_mutex_destroy(&crew->lock);
    free(crew);
}

void parallel_for(size_t threads, size_t count, parallel_piece *piece, void *user)
{
    struct crew *crew = crew_open(threads < count ? threads : count);
    crew_do(crew, count, piece, user);
    crew_close(crew);
}
