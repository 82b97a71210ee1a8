/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that the caller has in memory or in files of their own, in place of those of a package. */
#ifndef BLACKOUT_INGEST_MEMORY_TABLES_H
#define BLACKOUT_INGEST_MEMORY_TABLES_H

#include "blackout/dataset.h"
#include "core/arena.h"
#include "tables/package.h"

/* Checks the tables of the caller's options and copies them into the arena, which the options refer
 * to afterwards. BLACKOUT_ERROR_USAGE for a table that there is not, or that is given twice. */
blackout_status memory_tables_take(blackout_dataset_options *options, struct arena *arena,
                                   blackout_error *error);

/* What a package of nothing but such tables is called. */
extern const char memory_package_name[];

/* Puts the tables of options that were taken into the package, in the place of its own. */
void memory_tables_place(struct package *package, const blackout_dataset_options *options);

#endif
