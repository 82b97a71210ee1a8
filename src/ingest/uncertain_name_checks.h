/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows of `uncertainty` name: a table, a column of it, a row of it. A slip in any of them
 * would leave the row without effect, in silence wherever no estimate is made. What a name leads to
 * in a scenario is for estimate/factors.c. */
#ifndef BLACKOUT_INGEST_UNCERTAIN_NAME_CHECKS_H
#define BLACKOUT_INGEST_UNCERTAIN_NAME_CHECKS_H

#include "ingest/references.h"

/* To be called once all tables are read; rows that have a fault already are passed over. Error:
 * BLACKOUT_ERROR_MEMORY. */
blackout_status uncertain_name_checks(const struct ingest *ingest, blackout_error *error);

#endif
