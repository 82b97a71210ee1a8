/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a package that has been found consists of. */
#ifndef BLACKOUT_INGEST_PACKAGE_FILES_H
#define BLACKOUT_INGEST_PACKAGE_FILES_H

#include "blackout/package.h"
#include "tables/package.h"

/* Whether the package has a table or the prices of a share. */
bool package_has_tables(const struct package *package);

/* Calls `each` for the path of each file that is read, the description first, until it returns
 * anything but 0; returns that. Tables in memory do not come, a file of two resources twice. */
int package_each_file(const struct package *package, blackout_path_function *each, void *user);

#endif
