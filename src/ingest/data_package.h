/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of a data package (Frictionless, datapackage.json): which resource is which
 * table, and how its file is written. */
#ifndef BLACKOUT_INGEST_DATA_PACKAGE_H
#define BLACKOUT_INGEST_DATA_PACKAGE_H

#include "ingest/package_finder.h"

/* The name that a description has in its folder. */
extern const char data_package_name[];

/* Reads the description at `path`. What is wrong with it goes to the diagnostics; the call fails
 * where it cannot be read. */
blackout_status data_package_read(struct package_finder *finder, const char *path,
                                  blackout_error *error);

#endif
