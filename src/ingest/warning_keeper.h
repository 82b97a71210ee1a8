/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings of files that a request names go into the report of its run; faults go to the caller. */
#ifndef BLACKOUT_INGEST_WARNING_KEEPER_H
#define BLACKOUT_INGEST_WARNING_KEEPER_H

#include "blackout/run.h"
#include "core/warning.h"

struct warning_keeper {
    struct warning_list *list;
    struct arena *arena;                /* of the list's texts */
    const blackout_run_options *caller; /* may be NULL */
    bool failed;                        /* memory is out: a warning is lost */
};

/* The caller's options as far as they say how a file is written, with the keeper as what faults and
 * warnings go to: it must stay in place while they are used. */
blackout_run_options warning_keeper_options(struct warning_keeper *keeper);

/* Puts a warning on rows of a file into a list. 0, or -1 when memory is out. */
int warning_keep(struct warning_list *list, struct arena *arena,
                 const blackout_diagnostic *diagnostic);

#endif
