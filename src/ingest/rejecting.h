/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on without rows that are wrong. A package is read until nothing is wrong any more but what
 * no row can be blamed for: each time, the rows with faults are added to those that are left out,
 * and then others may refer to what is not there. So the rules of tables need not know of it. */
#ifndef BLACKOUT_INGEST_REJECTING_H
#define BLACKOUT_INGEST_REJECTING_H

#include "ingest/csv.h"
#include "ingest/references.h"

/* Collects what one reading finds. */
struct rejecting {
    struct rejects *rejects;
    bool again;   /* not the first reading: a key that is missing was left out before */
    size_t added; /* rows */
    bool failed;  /* memory is out */
};

/* Makes the diagnostics collect for `rejecting`, which stays in place: each fault as it is found,
 * since one that is counted with others has one place only. */
void rejecting_listen(struct rejecting *rejecting, struct diagnostics *diagnostics);

/* The entry of a record that is to be left out, or NULL. */
struct reject *rejecting_find(const struct ingest *ingest, const struct table *table,
                              const struct csv_record *record);

/* Keeps the text of a record that is left out, and warns of it. 0, or -1 when memory is out. */
int rejecting_leave_out(struct ingest *ingest, struct reject *reject, const struct table *table,
                        const struct csv_record *record);

#endif
