/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a caller, a package or the environment calls a package to its path. One place for all,
 * so that the library finds what the program finds. */
#ifndef BLACKOUT_INGEST_PACKAGE_NAMES_H
#define BLACKOUT_INGEST_PACKAGE_NAMES_H

#include "blackout/package.h"
#include "core/arena.h"
#include "tables/package.h"

/* The path of the package `name`, as blackout_package_find() finds it. */
blackout_status package_name_find(const char **path, struct arena *arena, const char *name,
                                  blackout_error *error);

/* The path of the base that the package itself names; NULL where it is not there, or memory is
 * out. */
const char *package_named_base(const struct package *package, struct arena *arena);

/* The path of the base of BLACKOUT_BASE for the package at `of` (NULL: one that is at no path);
 * NULL where the variable is not set, or names that package itself. */
blackout_status package_environment_base(const char **path, struct arena *arena, const char *of,
                                         blackout_error *error);

#endif
