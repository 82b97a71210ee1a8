/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of the catalogue say of each other and of the platforms. A row may be about platforms
 * that are not in the package, all of them: it says how often its owner has outages, and serves the
 * prediction of market value. A name that was meant for a platform of the package would be left out
 * of a year at risk, and rows that overlap would count as several outages. */
#ifndef BLACKOUT_INGEST_OUTAGE_CHECKS_H
#define BLACKOUT_INGEST_OUTAGE_CHECKS_H

#include "tables/table.h"

/* Tells of platforms that nobody has where the owner has some: beside one of the package, near one,
 * or several in one name; not where the catalogue is of another package than the platforms. Warns
 * of rows of one owner that overlap. To be called once all tables are read; rows that have a fault
 * already are passed over. */
void outage_checks(const struct table_context *context);

#endif
