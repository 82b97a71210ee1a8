/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fields of a file are, as its schema says; after the dialect, some of whose
 * members are of fields. */
#ifndef BLACKOUT_INGEST_SCHEMA_MEMBERS_H
#define BLACKOUT_INGEST_SCHEMA_MEMBERS_H

#include "ingest/descriptor.h"

/* Reads `value`, a schema or the path of one, of a resource; NULL: there is none. What would take
 * another reader is a fault. */
blackout_status schema_read(struct descriptor *descriptor, const cJSON *value,
                            struct resource *resource, blackout_error *error);

#endif
