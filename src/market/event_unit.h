/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One share at one event: its prices aligned, looked over for defects, and measured. */
#ifndef BLACKOUT_MARKET_EVENT_UNIT_H
#define BLACKOUT_MARKET_EVENT_UNIT_H

#include "market/event_making.h"

/* Measures everything but the money. What is wrong with the prices but can be lived with goes to
 * the study's warnings. Errors: BLACKOUT_ERROR_INPUT, naming symbol and date;
 * BLACKOUT_ERROR_NUMERIC. */
blackout_status event_unit_make(struct study_unit *unit, blackout_study *study,
                                const struct unit_query *query, blackout_error *error);

#endif
