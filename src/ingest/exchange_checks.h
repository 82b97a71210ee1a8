/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the hours of the owners' exchanges are understood, and dates of reactions can be: day 0
 * of an outage rests on them. */
#ifndef BLACKOUT_INGEST_EXCHANGE_CHECKS_H
#define BLACKOUT_INGEST_EXCHANGE_CHECKS_H

#include "tables/table.h"

/* Tells of time zones and closes that are not understood, each once, and of a reaction_date before
 * its outage; warns of a zone without a close and the other way round, of zones without summer time
 * where a place was surely meant, and of a reaction in a session that was over. To be called once
 * all tables are read. */
void exchange_checks(const struct table_context *context);

#endif
