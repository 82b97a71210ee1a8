/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of a data package (Frictionless, datapackage.json): which resource is which
 * table, and how its file is written. */
#ifndef BLACKOUT_INGEST_DATA_PACKAGE_H
#define BLACKOUT_INGEST_DATA_PACKAGE_H

#include "core/arena.h"
#include "tables/diagnostics.h"
#include "tables/package.h"

/* A package while it is being found. */
struct package_finder {
    struct package *package;
    struct arena *arena;
    const char *folder;
    struct diagnostics *diagnostics;
};

/* The name that a description has in its folder. */
extern const char data_package_name[];

/* Reads the description at `path`. What is wrong with it goes to the diagnostics; the call fails
 * where it cannot be read. */
blackout_status data_package_read(struct package_finder *finder, const char *path,
                                  blackout_error *error);

/* Where the resource of a table called `name`, or of one share's prices by `path`, is kept in the
 * package; NULL if it is neither, or when memory is out. */
struct resource *package_place_for(struct package_finder *finder, const char *name,
                                   const char *path);

#endif
