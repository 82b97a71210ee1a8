/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one thread at a time may do: for calls of functions that are the caller's. Here, so that
 * POSIX threads are known to nobody but core. */
#ifndef BLACKOUT_CORE_MUTEX_H
#define BLACKOUT_CORE_MUTEX_H

#include <pthread.h>

struct mutex {
    pthread_mutex_t lock;
};

static inline void mutex_init(struct mutex *mutex)
{
    pthread_mutex_init(&mutex->lock, NULL);
}

static inline void mutex_lock(struct mutex *mutex)
{
    pthread_mutex_lock(&mutex->lock);
}

static inline void mutex_unlock(struct mutex *mutex)
{
    pthread_mutex_unlock(&mutex->lock);
}

static inline void mutex_destroy(struct mutex *mutex)
{
    pthread_mutex_destroy(&mutex->lock);
}

#endif
