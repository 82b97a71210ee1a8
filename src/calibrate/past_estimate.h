/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One past outage as a scenario of its own, from what was known before it: for a class that learns
 * from it, and for a backtest. */
#ifndef BLACKOUT_CALIBRATE_PAST_ESTIMATE_H
#define BLACKOUT_CALIBRATE_PAST_ESTIMATE_H

#include "core/arena.h"
#include "estimate/estimate.h"

/* What is asked of a past outage. */
struct past_question {
    const blackout_dataset *dataset;
    const blackout_run_options *options; /* may be NULL */
    const char *event;
    const char *currency;
    double duration_hours; /* that a figure was computed for; 0: the event's */
    double samples;
    double seed;
    bool apart;           /* one of several that are added up (ask/scenario.h) */
    struct run_mode mode; /* with no_hindsight whatever it says */
};

/* Estimates it from what was known before; to be freed by blackout_result_free(). What the dataset
 * cannot carry is a reason, not an error: `why_not` (the arena's) has it then, and `result` is
 * NULL. */
blackout_status past_estimate(blackout_result **result, const char **why_not, struct arena *arena,
                              const struct past_question *question, blackout_error *error);

#endif
