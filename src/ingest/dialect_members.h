/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file is written, as its dialect says. */
#ifndef BLACKOUT_INGEST_DIALECT_MEMBERS_H
#define BLACKOUT_INGEST_DIALECT_MEMBERS_H

#include "ingest/descriptor.h"

/* Reads `value`, a dialect or the path of one, of a resource; NULL: there is none. What would take
 * another reader is a fault. */
blackout_status dialect_read(struct descriptor *descriptor, const cJSON *value,
                             struct resource *resource, blackout_error *error);

#endif
