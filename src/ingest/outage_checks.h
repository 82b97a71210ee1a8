/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the catalogue's platforms are the package's. A row may be about others, all of them: it
 * says how often its owner has outages, and serves the prediction of market value. A name that was
 * meant for a platform of the package would be left out of a year at risk. */
#ifndef BLACKOUT_INGEST_OUTAGE_CHECKS_H
#define BLACKOUT_INGEST_OUTAGE_CHECKS_H

#include "tables/table.h"

/* Tells of platforms that nobody has where the owner has some: beside one of the package, near one,
 * or several in one name. Rows that have a fault already, and a catalogue and platforms of
 * different packages, are passed over. */
void outage_checks(const struct table_context *context);

#endif
