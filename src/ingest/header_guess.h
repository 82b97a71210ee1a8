/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table a file is by its header, where its name does not say. */
#ifndef BLACKOUT_INGEST_HEADER_GUESS_H
#define BLACKOUT_INGEST_HEADER_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "blackout/status.h"
#include "tables/schema.h"

enum { GUESS_MISSING_SIZE = 200 };

struct header_guess {
    enum table_id table; /* the one it fits, or is nearest to, files of options among them;
                          * NO_TABLE: near to none */
    bool fits;           /* has all required columns of `table`, and of no other so many */
    enum table_id other; /* where it fits two equally well; else NO_TABLE */
    char missing[GUESS_MISSING_SIZE]; /* required columns that it lacks, ", " between */
};

/* Reads the header of the file at `path`, under each delimiter. A file that cannot be read as text
 * is near to no table; the call fails only when memory is out. */
blackout_status header_guess_make(struct header_guess *guess, const char *path,
                                  blackout_error *error);

#endif
