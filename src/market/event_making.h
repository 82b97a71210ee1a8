/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One share at one event, while it is measured: what is asked, and what the parts of event_unit
 * hand to each other. */
#ifndef BLACKOUT_MARKET_EVENT_MAKING_H
#define BLACKOUT_MARKET_EVENT_MAKING_H

#include "market/study.h"
#include "market/price_returns.h"

/* Series and texts are the caller's, and outlive the making. */
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

/* A unit in the making. Positions count the days that the series have in common; days count from
 * day 0. Positions from `first` to `last` are those whose prices have been checked. */
struct event_making {
    struct study_unit *unit;
    blackout_study *study;
    const struct unit_query *query;
    struct price_selection selection;
    struct price_returns returns;
    struct return_columns columns;
    size_t zero;  /* position of day 0 */
    size_t first; /* first position whose price counts */
    size_t last;  /* last position that is measured */
    struct normal_return normal;
};

#endif
