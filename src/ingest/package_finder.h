/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package while it is being found, and where in it a file belongs by its name. */
#ifndef BLACKOUT_INGEST_PACKAGE_FINDER_H
#define BLACKOUT_INGEST_PACKAGE_FINDER_H

#include "core/arena.h"
#include "tables/diagnostics.h"
#include "tables/package.h"

struct package_finder {
    struct package *package;
    struct arena *arena;
    const char *folder;
    struct diagnostics *diagnostics;
};

/* Where the resource of a table called `name`, or of one share's prices by `path`, is kept in the
 * package; NULL if it is neither, or when memory is out. */
struct resource *package_place_for(struct package_finder *finder, const char *name,
                                   const char *path);

#endif
