/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package declares of a file as a whole: its size and its hash. */
#ifndef BLACKOUT_INGEST_DECLARED_FILE_H
#define BLACKOUT_INGEST_DECLARED_FILE_H

#include "tables/package.h"
#include "tables/table.h"

/* Compares the file with the size and hash that its package declares. A file with other faults has
 * been edited, and they say so better. */
void declared_file_check(const struct table *table, const struct resource *resource,
                         struct diagnostics *diagnostics);

#endif
