/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event study as it was asked for: typed, but not yet met with a dataset or with prices. */
#ifndef BLACKOUT_ASK_EVENT_REQUEST_H
#define BLACKOUT_ASK_EVENT_REQUEST_H

#include <stdbool.h>

#include "blackout/market.h"
#include "ask/name_list.h"
#include "ask/return_models.h"
#include "core/arena.h"
#include "core/calendar.h"

struct request_date {
    instant time;
    bool has_time; /* of day: the first session that could react is looked for */
};

/* The default has four; a study keeps its windows in place, and a longer list is no table. */
enum { MOST_WINDOWS = 16 };

/* Texts are the arena's. Each member is set by the setter of its input alone (request_inputs.c). */
struct blackout_request {
    struct arena arena;
    struct name_list prices; /* paths */
    struct name_list symbols;
    struct name_list peers;
    struct name_list events;
    struct request_date *dates; /* each an event of all shares */
    size_t date_count;
    const char *index; /* NULL: not given */
    enum return_model model;
    enum return_kind kind;
    struct day_range estimation; /* ends before day 0 */
    struct day_range windows[MOST_WINDOWS];
    size_t window_count;
    bool has_shares;
    double shares;   /* number of them, as the market values the firm; above 0 */
    bool keep_jumps; /* a jump that looks like a split is a return */
};

#endif
