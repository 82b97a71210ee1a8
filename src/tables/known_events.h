/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times that no profile of traffic may learn from, by name: catalogued outages, and a list of
 * holidays and other events that the user gives. */
#ifndef BLACKOUT_TABLES_KNOWN_EVENTS_H
#define BLACKOUT_TABLES_KNOWN_EVENTS_H

#include "blackout/dataset.h"
#include "tables/dataset.h"

struct known_event {
    const char *name;
    instant from;
    instant to;            /* the first moment after it */
    const char *platforms; /* separated by ';'; NULL: all */
    const char *regions;   /* separated by ';'; NULL or "": all */
};

struct known_events {
    struct known_event *events;
    size_t count;
    size_t capacity;
};

/* Adds an event; texts stay the caller's. */
blackout_status known_events_add(struct known_events *events, struct arena *arena,
                                 const struct known_event *event, blackout_error *error);

/* Adds the rows of `outages` that have a start and a length. */
blackout_status known_events_add_outages(struct known_events *events, struct arena *arena,
                                         const blackout_dataset *dataset, blackout_error *error);

/* Whether the event touches [from, to) of the platform in the region. */
bool known_event_touches(const struct known_event *event, const char *platform, const char *region,
                         instant from, instant to);

#endif
