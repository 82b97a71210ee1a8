/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No thread has a task of its own: whoever is free takes what is due, so that the load is even for
 * any number of threads, and one thread alone does it all piece by piece, while each is in its
 * cache. Everything below the lock is read and written with it held. */
#include "core/pipeline.h"

#include <pthread.h>

#include "core/parallel.h"

enum state { EMPTY, FILLED, WORKING, WORKED };

struct line {
    const struct pipeline *pipeline;
    size_t slots;
    size_t threads;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum state states[PIPELINE_MOST_SLOTS];
    size_t filled; /* pieces so far, and so on */
    size_t begun;
    size_t taken;
    size_t working;
    bool filling;
    bool taking;
    bool alone;   /* what is being taken, or is due, is not to be taken beside work */
    bool drained; /* there are no more pieces */
    bool stopped;
};

/* No two pieces under way share a slot: may_fill() lets no more be filled than there are slots. */
static size_t slot_of(const struct line *line, size_t piece)
{
    return piece % line->slots;
}

/* Whether the next piece may be taken now. One that is to be taken alone stops new work at once
 * (`alone`), and waits until the work that has begun is done: without that, threads would always
 * find another piece, and it might wait without end. */
static bool may_take(struct line *line)
{
    const struct pipeline *pipeline = line->pipeline;
    if (line->taking || line->stopped || line->taken == line->begun ||
        line->states[slot_of(line, line->taken)] != WORKED) {
        return false;
    }
    line->alone = pipeline->is_alone != NULL &&
                  pipeline->is_alone(pipeline->user, slot_of(line, line->taken));
    return !line->alone || line->working == 0;
}

/* The caller's function runs without the lock; `taking` keeps it to one thread, so that pieces are
 * taken in order. The slot is free only after that. */
static void take(struct line *line)
{
    const size_t slot = slot_of(line, line->taken);
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

static bool may_fill(const struct line *line)
{
    return !line->filling && !line->drained && !line->stopped &&
           line->filled - line->taken < line->slots;
}

/* The slot's number is taken before the lock is left, while `filling` keeps others out. */
static void fill(struct line *line)
{
    const size_t slot = slot_of(line, line->filled);
    line->filling = true;
    pthread_mutex_unlock(&line->lock);
    const bool any = line->pipeline->fill(line->pipeline->user, slot);
    pthread_mutex_lock(&line->lock);
    line->filling = false;
    line->drained = !any;
    line->states[slot] = any ? FILLED : EMPTY;
    line->filled += any ? 1 : 0;
}

static bool may_work(const struct line *line)
{
    return line->begun < line->filled && !line->alone && !line->stopped;
}

static void work(struct line *line, size_t worker)
{
    const size_t slot = slot_of(line, line->begun++);
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

/* Taking first, which empties slots; then filling while the other threads would run out of work.
 * All threads are woken each time: one may wait for work, another for a slot. */
static void do_what_is_due(void *user, size_t index, size_t worker)
{
    struct line *line = user;
    (void)index;
    pthread_mutex_lock(&line->lock);
    while (!is_over(line)) {
        /* fewer pieces wait than there are threads */
        const bool is_short = may_fill(line) && line->filled - line->begun < line->threads;
        if (may_take(line)) {
            take(line);
        } else if (may_work(line) && !is_short) {
            work(line, worker);
        } else if (may_fill(line)) {
            fill(line);
        } else {
            pthread_cond_wait(&line->changed, &line->lock);
            continue;
        }
        pthread_cond_broadcast(&line->changed);
    }
    pthread_mutex_unlock(&line->lock);
}

/* One piece for each thread at work, and beside these one that is being filled and one that is
 * being taken. */
size_t pipeline_slots(size_t threads)
{
    enum { AHEAD = 2 };
    return threads + AHEAD < PIPELINE_MOST_SLOTS ? threads + AHEAD : PIPELINE_MOST_SLOTS;
}

void pipeline_run(size_t threads, const struct pipeline *pipeline)
{
    struct line line = {.pipeline = pipeline,
                        .slots = pipeline->slots < PIPELINE_MOST_SLOTS ? pipeline->slots
                                                                       : PIPELINE_MOST_SLOTS,
                        .threads = threads,
                        .lock = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER};
    parallel_for(threads, threads, do_what_is_due, &line);
    pthread_cond_destroy(&line.changed);
    pthread_mutex_destroy(&line.lock);
}
