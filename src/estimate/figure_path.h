/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of the report by its path, with identifiers or numbers:
 * /platforms/facebook/by_region/europe/owner_revenue_loss/net. A path is found in the result
 * itself, so it names what the report has and nothing else. */
#ifndef BLACKOUT_ESTIMATE_FIGURE_PATH_H
#define BLACKOUT_ESTIMATE_FIGURE_PATH_H

#include "estimate/run.h"

enum figure_kind {
    FIGURE_LOST_HOURS,
    FIGURE_OWNER_GROSS,
    FIGURE_OWNER_RECAPTURED,
    FIGURE_OWNER_NET,
    FIGURE_FUNDAMENTAL,
    FIGURE_DEPENDANTS,
    FIGURE_VALUE_ADDED,
    FIGURE_RIVAL_GAIN,
    FIGURE_CREDITS,
    FIGURE_INDIRECT,
    FIGURE_ECONOMY
};

/* Which rows and cells of the model a figure is made of; INDEX_NONE: all. */
struct figure_path {
    enum figure_kind kind;
    uint32_t platform;
    uint32_t region;
    uint32_t channel;
    uint32_t sector;
    uint32_t owner;
    const struct quantity *quantity; /* as it stands in the report */
};

/* Error: BLACKOUT_ERROR_USAGE where the report has no such figure, or one that no sum of inputs
 * makes; the message says which. */
blackout_status figure_path_read(struct figure_path *figure, const struct run *run,
                                 const char *path, blackout_error *error);

#endif
