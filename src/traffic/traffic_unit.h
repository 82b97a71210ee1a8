/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series of which some rows are in thousands, say, and the others are not. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_UNIT_H
#define BLACKOUT_TRAFFIC_TRAFFIC_UNIT_H

#include "traffic/traffic_grid.h"

/* From a time on volumes are about `times` what they were before: 1000, 1e6, or 1 by these. */
struct traffic_unit {
    instant from;
    double times;
};

/* The largest such change; false where there is none. Of a grid with hours. */
bool traffic_unit_changes(struct traffic_unit *change, const struct traffic_grid *grid);

#endif
