/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The packages that are installed with the library. Reads no package. */
#ifndef BLACKOUT_INGEST_INSTALLED_H
#define BLACKOUT_INGEST_INSTALLED_H

#include "core/arena.h"
#include "ingest/folder.h"

/* The folder that they are in; NULL where there is none, or when memory is out. */
const char *installed_folder(struct arena *arena);

/* The path of the package of that name; NULL where there is none, or when memory is out. A name
 * with a slash is a path, and never that of an installed package. */
const char *installed_package(struct arena *arena, const char *name);

/* Their names in ascending order; none where no folder of them is found. Errors: those of
 * folder_list(). */
blackout_status installed_names(struct folder *names, struct arena *arena, blackout_error *error);

#endif
