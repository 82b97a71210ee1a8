/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread fills, works at and takes pieces in slots of its own, where it can, for what is in them
 * is in the cache of its processor then. The load is even all the same: a thread whose piece is not
 * due goes on with another, and one that has no slot left takes what is due of others. One thread
 * alone does it all piece by piece. Everything below the lock is read and written with it held. */
#include "core/pipeline.h"

#include <pthread.h>

#include "core/parallel.h"

enum state { EMPTY, FILLED, WORKING, WORKED };

enum {
    OWN_SLOTS = 2, /* one to work at while the piece in the other waits for its turn */
    MOST_THREADS = PIPELINE_MOST_SLOTS / OWN_SLOTS,
    NO_SLOT = PIPELINE_MOST_SLOTS
};

struct line {
    const struct pipeline *pipeline;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state states[PIPELINE_MOST_SLOTS];
    size_t queue[PIPELINE_MOST_SLOTS]; /* the slots of pieces under way, in their order */
    size_t filled;                     /* pieces so far, and so on */
    size_t taken;
    size_t working;
    bool filling;
    bool taking;
    bool alone;   /* what is being taken, or is due, is not to be taken beside work */
    bool drained; /* there are no more pieces */
    bool stopped;
};

/* That of the next piece to be taken. */
static size_t due_slot(const struct line *line)
{
    return line->queue[line->taken % PIPELINE_MOST_SLOTS];
}

/* Whether the next piece may be taken now. One that is to be taken alone stops new work at once
 * (`alone`), and waits until the work that has begun is done: without that, threads would always
 * find another piece, and it might wait without end. */
static bool may_take(struct line *line)
{
    const struct pipeline *pipeline = line->pipeline;
    if (line->taking || line->stopped || line->taken == line->filled ||
        line->states[due_slot(line)] != WORKED) {
        return false;
    }
    line->alone = pipeline->is_alone != NULL && pipeline->is_alone(pipeline->user, due_slot(line));
    return !line->alone || line->working == 0;
}

/* The caller's function runs without the lock; `taking` keeps it to one thread, so that pieces are
 * taken in order. The slot is free only after that. */
static void take(struct line *line)
{
    const size_t slot = due_slot(line);
    line->taking = true;
    pthread_mutex_unlock(&line->lock);
    const bool goes_on = line->pipeline->take(line->pipeline->user, slot);
    pthread_mutex_lock(&line->lock);
    line->taking = false;
    line->alone = false;
    line->states[slot] = EMPTY;
    ++line->taken;
    line->stopped = line->stopped || !goes_on;
}

/* `filling` keeps others out, so that pieces are queued in the order of their filling. */
static void fill(struct line *line, size_t slot)
{
    line->filling = true;
    pthread_mutex_unlock(&line->lock);
    const bool any = line->pipeline->fill(line->pipeline->user, slot);
    pthread_mutex_lock(&line->lock);
    line->filling = false;
    line->drained = !any;
    if (any) {
        line->states[slot] = FILLED;
        line->queue[line->filled++ % PIPELINE_MOST_SLOTS] = slot;
    }
}

static void work(struct line *line, size_t slot, size_t worker)
{
    line->states[slot] = WORKING;
    ++line->working;
    pthread_mutex_unlock(&line->lock);
    line->pipeline->work(line->pipeline->user, slot, worker);
    pthread_mutex_lock(&line->lock);
    --line->working;
    line->states[slot] = WORKED;
}

/* What has been filled is taken before the end, unless taking was stopped by its caller. */
static bool is_over(const struct line *line)
{
    return line->stopped || (line->drained && line->taken == line->filled);
}

/* The first slot of a thread that is in a state, or NO_SLOT. */
static size_t own_slot(const struct line *line, size_t worker, enum state state)
{
    for (size_t i = OWN_SLOTS * worker; i < OWN_SLOTS * (worker + 1); ++i) {
        if (line->states[i] == state) {
            return i;
        }
    }
    return NO_SLOT;
}

/* What is due of the thread's own first, which empties a slot; of others when there is nothing else
 * to do. False: there is nothing at all. */
static bool do_next(struct line *line, size_t worker)
{
    const bool due = may_take(line);
    const bool own = due && due_slot(line) / OWN_SLOTS == worker;
    const size_t filled = line->alone ? NO_SLOT : own_slot(line, worker, FILLED);
    const size_t empty = line->filling || line->drained ? NO_SLOT : own_slot(line, worker, EMPTY);
    const bool busy = filled != NO_SLOT || empty != NO_SLOT;
    if (own || (due && !busy)) {
        take(line);
    } else if (filled != NO_SLOT) {
        work(line, filled, worker);
    } else if (empty != NO_SLOT) {
        fill(line, empty);
    }
    return due || busy;
}

/* All threads are woken each time: one may wait for a piece, another for its turn. */
static void do_what_is_due(void *user, size_t index, size_t worker)
{
    struct line *line = user;
    (void)index;
    pthread_mutex_lock(&line->lock);
    while (!is_over(line)) {
        if (do_next(line, worker)) {
            pthread_cond_broadcast(&line->changed);
        } else {
            pthread_cond_wait(&line->changed, &line->lock);
        }
    }
    pthread_mutex_unlock(&line->lock);
}

size_t pipeline_slots(size_t threads)
{
    return OWN_SLOTS * (threads < MOST_THREADS ? threads : MOST_THREADS);
}

void pipeline_run(size_t threads, const struct pipeline *pipeline)
{
    struct line line = {.pipeline = pipeline,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER};
    const size_t workers = pipeline_slots(threads) / OWN_SLOTS;
    parallel_for(workers, workers, do_what_is_due, &line);
    pthread_cond_destroy(&line.changed);
    pthread_mutex_destroy(&line.lock);
}
