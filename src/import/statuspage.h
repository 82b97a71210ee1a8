/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of status pages: incidents with the changes of their components, in the order of the
 * files. Incidents are made into outages once all files are read, since those of one file may
 * overlap those of another, and the number of components is known then alone. */
#ifndef BLACKOUT_IMPORT_STATUSPAGE_H
#define BLACKOUT_IMPORT_STATUSPAGE_H

#include "core/strings.h"
#include "import/component_curve.h"

/* Why an incident in which nothing counts is no outage. */
#define STATUSPAGE_NOTHING_UNAVAILABLE                                                             \
    "no component was unavailable by the statuses and what they count"

/* Times are UTC. `first_change` is a place in the list of all changes. */
struct page_incident {
    const char *id;
    const char *name; /* on one line, and cut */
    const char *file;
    size_t row;      /* line of the file */
    instant updated; /* of two copies the later one counts */
    instant start;
    instant end;
    size_t first_change; /* of its own, which are sorted by time */
    size_t change_count;
    bool is_taken;    /* or kept for older copies of it, which do not count either */
    instant out_from; /* when something is unavailable first ... */
    instant out_to;   /* ... and for the last time */
};

/* Texts are the import's. `places` is of the file at hand, and NULL between files. */
struct page_reader {
    blackout_import *import;
    const char *file; /* that is being read, in messages */
    const struct json_places *places;
    const char *page;      /* its id; NULL: none has been met */
    const char *page_name; /* or its id where it has none */
    struct import_share shares[COMPONENT_STATUS_COUNT];
    struct strings components; /* by id: number k + 1 is component k */
    size_t listed;             /* how many are known after a list was read; 0: none was */
    struct strings groups;     /* of components, by id: they are none themselves */
    struct strings ids;        /* of incidents: number k + 1 is incident k */
    struct page_incident *incidents;
    size_t incident_count;
    size_t incident_capacity;
    struct component_change *changes; /* of all incidents, one after the other */
    size_t change_count;
    size_t change_capacity;
    size_t *slot_components; /* of each slot (component_curve.h), its component */
    size_t slot_count;
    size_t slot_capacity;
    /* of each component, its last slot, from 1 on; 0: none. One below the first of the incident at
     * hand is of another, so that nothing is cleared between incidents */
    size_t *last_slots;
    size_t last_slot_capacity;
};

/* Notes the groups of components that one file names. Of all files, before any is read: an update
 * may name a group like a component, and only another file may say what it is. */
blackout_status statuspage_read_groups(struct page_reader *reader,
                                       const struct import_source *source, blackout_error *error);

/* Reads one file: `incidents.json`, `summary.json`, `components.json` and their like. */
blackout_status statuspage_read_file(struct page_reader *reader, const struct import_source *source,
                                     blackout_error *error);

/* Of the changes of an incident, the last that were read, of slots from `first_slot` on: from when
 * to when anything is unavailable, by the central values of what the statuses count; the same time
 * twice where nothing ever is, which the zeros of a new incident are. False when memory is out. */
bool statuspage_find_outage(struct page_incident *incident, const struct page_reader *reader,
                            size_t first_slot);

/* Makes the tables of what was read. `platform` and `owner` are the package's identifiers, borrowed
 * as long as the import lives; `component_count` that of the page, at least those that were met.
 * BLACKOUT_ERROR_MEMORY. */
blackout_status statuspage_make(struct page_reader *reader, const char *owner, const char *platform,
                                size_t component_count, blackout_error *error);

#endif
