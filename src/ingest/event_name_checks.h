/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of events and owners that may be of another package, and so are no keys that must be there:
 * a row whose name is a key but for the case of its letters is a fault, for it would be left out of
 * everything; one whose event nobody has is warned of. Rows of a base whose events the package over
 * it has replaced are one warning. */
#ifndef BLACKOUT_INGEST_EVENT_NAME_CHECKS_H
#define BLACKOUT_INGEST_EVENT_NAME_CHECKS_H

#include "ingest/references.h"

/* To be called once all tables are read; rows that have a fault already are passed over. */
void event_name_checks(const struct ingest *ingest);

#endif
