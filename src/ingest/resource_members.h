/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a description says of one resource, its dialect and its schema. A member that would change
 * what is read, in a way that this program does not follow, is a fault. */
#ifndef BLACKOUT_INGEST_RESOURCE_MEMBERS_H
#define BLACKOUT_INGEST_RESOURCE_MEMBERS_H

#include "ingest/descriptor.h"

/* The path of a resource: a text, or a list of one. NULL where it is neither; then a fault is
 * reported if `is_table`. */
const char *resource_read_path(struct descriptor *descriptor, const cJSON *description,
                               bool is_table);

/* Reads what is said of the file at `path`, relative to the package, of a table. The resource is
 * marked as refused after a fault. */
blackout_status resource_read(struct descriptor *descriptor, const cJSON *description,
                              struct resource *resource, const char *path, blackout_error *error);

#endif
