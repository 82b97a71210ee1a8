/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package that is one CSV file: which table it is, its header says. */
#ifndef BLACKOUT_INGEST_SINGLE_FILE_H
#define BLACKOUT_INGEST_SINGLE_FILE_H

#include "ingest/package_finder.h"

/* Makes the finder's package of the file at `path` alone. BLACKOUT_ERROR_USAGE, with what to type,
 * where it is no table, or could be two. */
blackout_status single_file_find(struct package_finder *finder, const char *path,
                                 blackout_error *error);

#endif
