/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packages that a dataset is made of: the caller's own, its base for the tables that it lacks,
 * and the one whose model error it borrows. Opens no table. */
#ifndef BLACKOUT_INGEST_GATHERING_H
#define BLACKOUT_INGEST_GATHERING_H

#include "blackout/dataset.h"
#include "core/arena.h"
#include "tables/diagnostics.h"
#include "tables/package.h"

struct gathering {
    struct package *package; /* filled: the caller's, completed */
    struct arena *arena;
    const blackout_dataset_options *options;
    struct diagnostics *diagnostics;
    const char *path; /* found: of the caller's package; NULL: it is in memory */
    bool has_base;    /* found: `package` is completed by it, and rows of it may not fit */
};

/* Gathers them for the package that the caller calls `name`. What is wrong with their descriptions
 * goes to the diagnostics; the call fails where a package is not there. */
blackout_status gathering_find(struct gathering *gathering, const char *name,
                               blackout_error *error);

#endif
