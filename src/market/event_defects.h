/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the prices of one share at one event: what is refused, and what can be lived
 * with and is warned of. A part of event_unit. */
#ifndef BLACKOUT_MARKET_EVENT_DEFECTS_H
#define BLACKOUT_MARKET_EVENT_DEFECTS_H

#include "market/event_making.h"

/* Where a day, counted from day 0, is among the aligned sessions. */
size_t event_position(const struct event_making *m, int day);

/* Aligns the series of the query; then finds day 0 and the span that is used, and refuses what
 * cannot be measured. Errors name symbol and date. */
blackout_status event_defects_align(struct event_making *m, blackout_error *error);
blackout_status event_defects_check(struct event_making *m, blackout_error *error);

/* Warns of what the returns show, once they are measured. */
blackout_status event_defects_warn(struct event_making *m, blackout_error *error);

#endif
