/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One share at one event: its prices aligned, looked over for defects, and measured. */
#ifndef BLACKOUT_MARKET_EVENT_UNIT_H
#define BLACKOUT_MARKET_EVENT_UNIT_H

#include "market/event_study.h"
#include "market/price_returns.h"

struct unit_query {
    const struct price_series *share;
    const struct price_series *index; /* NULL: none */
    const struct price_series *peers[MOST_ALIGNED];
    size_t peer_count; /* of the peer index; 0: none */
    enum return_model model;
    instant target; /* day 0 is the first session not before it */
    const char *role;
    const char *where; /* the event, for warnings; or the symbol */
    const blackout_request *request;
};

/* Measures everything but the money. What is wrong with the prices but can be lived with goes to
 * the study's warnings. Errors: BLACKOUT_ERROR_INPUT, naming symbol and date;
 * BLACKOUT_ERROR_NUMERIC. */
blackout_status event_unit_make(struct study_unit *unit, blackout_study *study,
                                const struct unit_query *query, blackout_error *error);

#endif
