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
    size_t workers;
    pthread_mutex_t lock;
    pthread_cond_t woken[MOST_THREADS];
    bool waits[MOST_THREADS]; /* until it is woken */
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

static void wake(struct line *line, size_t worker)
{
    line->waits[worker] = false;
    pthread_cond_signal(&line->woken[worker]);
}

/* Wakes those that wait and have a slot in that state, `most` of them. */
static void wake_some(struct line *line, enum state state, size_t most)
{
    for (size_t i = 0; i < line->workers && most > 0; ++i) {
        if (line->waits[i] && own_slot(line, i, state) != NO_SLOT) {
            wake(line, i);
            --most;
        }
    }
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
    line->states[slot] = EMPTY;
    ++line->taken;
    line->stopped = line->stopped || !goes_on;
    if (line->alone) {
        line->alone = false;
        wake_some(line, FILLED, line->workers);
    }
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

static void wake_all(struct line *line)
{
    for (size_t i = 0; i < line->workers; ++i) {
        wake(line, i);
    }
}

/* One thread for what is due, whoever has it: of those that wait, each has something that is not
 * due yet, or nothing at all. */
static void wake_to_take(struct line *line, size_t worker)
{
    const size_t owner = due_slot(line) / OWN_SLOTS;
    if (owner == worker) {
        return; /* it does that next */
    }
    for (size_t i = 0; i < line->workers; ++i) {
        const size_t other = (owner + i) % line->workers;
        if (line->waits[other]) {
            wake(line, other);
            return;
        }
    }
}

/* After `worker` has done something: those that can go on now are woken, and no others, since with
 * many threads most would find nothing. Threads that do not wait look for themselves. */
static void wake_others(struct line *line, size_t worker)
{
    if (is_over(line)) {
        wake_all(line);
        return;
    }
    if (may_take(line)) {
        wake_to_take(line, worker);
    }
    /* where it does not fill one itself next */
    if (!line->filling && !line->drained &&
        (own_slot(line, worker, FILLED) != NO_SLOT || own_slot(line, worker, EMPTY) == NO_SLOT)) {
        wake_some(line, EMPTY, 1);
    }
}

static void wait(struct line *line, size_t worker)
{
    line->waits[worker] = true;
    while (line->waits[worker]) {
        pthread_cond_wait(&line->woken[worker], &line->lock);
    }
}

static void do_what_is_due(void *user, size_t index, size_t worker)
{
    struct line *line = user;
    (void)index;
    pthread_mutex_lock(&line->lock);
    while (!is_over(line)) {
        if (do_next(line, worker)) {
            wake_others(line, worker);
        } else {
            wait(line, worker);
        }
    }
    pthread_mutex_unlock(&line->lock);
}

size_t pipeline_slots(size_t threads)
{
    return OWN_SLOTS * (threads < MOST_THREADS ? threads : MOST_THREADS);
}

/* As many pieces as threads: each is a thread's whole part in the run. Where a thread cannot be
 * had, whoever takes its piece finds all done. */
void pipeline_run(size_t threads, const struct pipeline *pipeline)
{
    struct line line = {.pipeline = pipeline,
                        .workers = pipeline_slots(threads) / OWN_SLOTS,
                        .lock = PTHREAD_MUTEX_INITIALIZER};
    for (size_t i = 0; i < line.workers; ++i) {
        pthread_cond_init(&line.woken[i], NULL);
    }
    parallel_for(line.workers, line.workers, do_what_is_due, &line);
    for (size_t i = 0; i < line.workers; ++i) {
        pthread_cond_destroy(&line.woken[i]);
    }
    pthread_mutex_destroy(&line.lock);
}
