/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of the report by its path, with identifiers or numbers:
 * /platforms/facebook/by_region/europe/owner_revenue_loss/net. A path is found in the result
 * itself, so it names what the report has and nothing else. */
#ifndef BLACKOUT_ESTIMATE_FIGURE_PATH_H
#define BLACKOUT_ESTIMATE_FIGURE_PATH_H

#include "estimate/run.h"

struct figure_path {
    enum figure_id id;
    struct model_selection of;       /* which rows and cells of the model it is made of */
    const struct quantity *quantity; /* as the report has it */
};

/* Error: BLACKOUT_ERROR_USAGE where the report has no such figure, or one that no sum of inputs
 * makes; the message says which. */
blackout_status figure_path_read(struct figure_path *figure, const struct run *run,
                                 const char *path, blackout_error *error);

#endif
