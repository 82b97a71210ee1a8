/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates for callers inside: as blackout_estimate(), with the mode that the caller needs. */
#ifndef BLACKOUT_ESTIMATE_ESTIMATE_H
#define BLACKOUT_ESTIMATE_ESTIMATE_H

#include "blackout/estimate.h"
#include "prepare/prepared.h"

/* What is estimated, and how. */
struct estimate_call {
    const blackout_dataset *dataset;
    const blackout_scenario *const *scenarios;
    size_t scenario_count;
    const blackout_run_options *options; /* may be NULL */
    struct run_mode mode;
    bool totals_only; /* what a sweep shows, and no figure more; not heeded where more is asked. All
                         figures have their central values */
};

/* Makes the result, to be freed by blackout_result_free(), and leaves its warnings for the caller
 * to pass on. NULL after an error, which is that of blackout_estimate(). */
blackout_status estimate_make(blackout_result **result, const struct estimate_call *call,
                              blackout_error *error);

/* The same, and passes them on. */
blackout_status estimate_scenarios(blackout_result **result, const struct estimate_call *call,
                                   blackout_error *error);

#endif
