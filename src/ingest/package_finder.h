/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A package while it is being found, and where in it a file belongs by its name. */
#ifndef BLACKOUT_INGEST_PACKAGE_FINDER_H
#define BLACKOUT_INGEST_PACKAGE_FINDER_H

#include "blackout/status.h"
#include "core/arena.h"
#include "core/lookup.h"
#include "tables/diagnostics.h"
#include "tables/package.h"

/* A resource of the description whose name is no table's. */
struct unknown_resource {
    const char *name;
    const char *path; /* relative to the folder */
    struct place place;
};

/* Lives while the package is found; what it points to is the caller's, but for the arrays, which
 * are the arena's. */
struct package_finder {
    struct package *package;
    struct arena *arena;
    const char *folder; /* the package's; paths are made by it and a '/' */
    struct diagnostics *diagnostics;
    const char **settled; /* paths: parts of the description, and what has been reported */
    size_t settled_count;
    size_t settled_capacity;
    struct lookup prices_by_symbol; /* of the package's price files */
    struct unknown_resource *unknown;
    size_t unknown_count;
    size_t unknown_capacity;
};

/* The place of a whole file. */
struct place package_file_place(const char *name);

/* The resource of a file of the folder as it is, nothing declared; `name`, relative to it, is kept,
 * and lives as long as the package. */
struct resource package_plain_resource(const struct package_finder *finder, const char *name);

/* The prices of a share; NULL where the package has none so far. */
struct resource *package_find_prices(const struct package_finder *finder, const char *symbol);

/* Notes in every resource whose it is. */
void package_name_resources(struct package *package);

/* Notes a file or folder of the package's folder as no unread data: nothing more is said of it.
 * BLACKOUT_ERROR_MEMORY. */
blackout_status package_settle(struct package_finder *finder, const char *name,
                               blackout_error *error);

/* Where the resource of a table called `name`, or of one share's prices by `path`, is kept in the
 * package; NULL if it is neither, or when memory is out. A share that is there already is found
 * again. */
struct resource *package_place_for(struct package_finder *finder, const char *name,
                                   const char *path);

#endif
