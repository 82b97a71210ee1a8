/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package declares of a file as a whole: its size and its hash. */
#ifndef BLACKOUT_INGEST_DECLARED_FILE_H
#define BLACKOUT_INGEST_DECLARED_FILE_H

#include <stdbool.h>

#include "tables/package.h"
#include "tables/table.h"

/* Whether the file's SHA-256 has to be compared with the one that its package declares. Not that of
 * an installed package's file which is not newer than the description: it was described then. */
bool declared_file_needs_hash(const struct resource *resource);

/* Compares the file with the size and hash that its package declares. A file with other faults has
 * been edited, and they say so better. */
void declared_file_check(const struct table *table, const struct resource *resource,
                         struct diagnostics *diagnostics);

/* Whether a file was written between two readings of it: by its hash, or without one by its date.
 */
bool declared_file_has_changed(const struct table *now, const struct table *before);

#endif
