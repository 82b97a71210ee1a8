/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a package's files has been read. A file that is read twice, since its dates or
 * numbers can be read in two ways, counts once: the share never falls. */
#ifndef BLACKOUT_INGEST_READING_PROGRESS_H
#define BLACKOUT_INGEST_READING_PROGRESS_H

#include "core/progress.h"
#include "tables/package.h"

struct reading_progress {
    struct progress to;
    double total;     /* bytes of all files */
    double before;    /* of the files before the one that is being read */
    double most;      /* of that one, so far */
    const char *path; /* which it is; NULL: none yet */
    double reported;
};

/* Counts the files of a package and has them report here. Where nobody asks, it does neither. */
void reading_progress_begin(struct reading_progress *reading, struct progress to,
                            struct package *package);

/* Tells that so many bytes of a file have been read. `reading` may be NULL. */
void reading_progress_bytes(struct reading_progress *reading, const char *path, size_t bytes);

/* Reports the end, unless the reading has failed; the package's files report no more. */
void reading_progress_end(struct reading_progress *reading, struct package *package, bool failed);

#endif
