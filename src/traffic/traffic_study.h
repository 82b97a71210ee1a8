/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 2 over a dataset: which series are measured, what rivals gained meanwhile, and what has to
 * be said about the data. */
#ifndef BLACKOUT_TRAFFIC_TRAFFIC_STUDY_H
#define BLACKOUT_TRAFFIC_TRAFFIC_STUDY_H

#include "blackout/traffic.h"
#include "core/control.h"
#include "core/warning.h"
#include "traffic/traffic_measured.h"

/* A platform that was not measured itself, in the same region and window. */
struct traffic_substitute {
    const char *platform;
    double expected;
    double observed;
    struct traffic_quantity gained;
    struct traffic_quantity gained_share; /* of what was expected of it */
    bool rose;                            /* the whole interval is above 0 */
    bool has_per_lost;
    double per_lost; /* gained for each unit lost, where both count in the same unit */
};

struct traffic_result {
    struct traffic_loss loss;
    struct traffic_substitute *substitutes;
    size_t substitute_count;
};

struct blackout_traffic {
    struct arena arena;
    const char *source; /* the file, relative to its package */
    const char *package;
    const char *sha256;
    size_t rows;
    bool bare; /* a file alone: platforms and regions are in no package */
    struct traffic_result *results;
    size_t result_count;
    struct warning_list warnings;
    struct control_totals control; /* of no table: how many rows of the package are rejected */
    bool out_of_memory;            /* a warning could not be kept */
};

#endif
