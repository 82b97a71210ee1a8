/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes the businesses of `dependencies`, one by one, in the order of the file. */
#ifndef BLACKOUT_INGEST_BUSINESS_CONSUMER_H
#define BLACKOUT_INGEST_BUSINESS_CONSUMER_H

#include "blackout/status.h"
#include "tables/business.h"

/* `begin` (may be NULL) is called before the first one, and again when
 * the file has to be read from its start once more. `take` may be NULL. */
struct business_consumer {
    void (*begin)(void *user);
    blackout_status (*take)(void *user, const struct business *business, blackout_error *error);
    void *user;
    void (*meet)(void *user, const char *name); /* each name, its rows faulty or not; may be NULL */
    /* Looks at rows that will be among those taken; may be NULL. */
    void (*look_ahead)(void *user, struct dependency *rows, size_t count);
    /* Ends the chunk of all that were taken (core/chunk.h). False: memory is out. May be NULL. */
    bool (*end_chunk)(void *user);
};

#endif
