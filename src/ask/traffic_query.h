/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measurement of traffic as it was asked for: typed, but not yet met with a dataset. */
#ifndef BLACKOUT_ASK_TRAFFIC_QUERY_H
#define BLACKOUT_ASK_TRAFFIC_QUERY_H

#include "blackout/status.h"
#include "ask/scenario.h"
#include "blackout/traffic.h"

/* Texts are the arena's, and of what it shares with a scenario the scenario's. */
struct blackout_traffic_query {
    struct arena arena;
    blackout_scenario *scenario; /* of which platforms, regions, start and duration count */
    struct name_list peers;
    const char *holidays; /* a path; NULL */
    bool detect;
};

#endif
