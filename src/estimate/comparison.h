/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios of one call, sample by sample: both saw the same draws, so the difference has an
 * interval of its own, much narrower than those of the two. */
#ifndef BLACKOUT_ESTIMATE_COMPARISON_H
#define BLACKOUT_ESTIMATE_COMPARISON_H

#include "blackout/scenario.h"
#include "blackout/status.h"
#include "estimate/result.h"

struct comparison_row {
    const char *name; /* "owner_revenue_loss/net" */
    struct quantity first;
    struct quantity second;
    struct quantity difference; /* second - first */
};

/* Scenarios and control totals belong to the results, which must outlive it. */
struct comparison {
    const struct result_scenario *first;
    const struct result_scenario *second;
    struct comparison_row rows[RESULT_TARGET_COUNT];
    size_t row_count;
    struct warning_list warnings;         /* of both */
    const struct control_totals *control; /* of the first: both are of one dataset */
    bool settled; /* the means of both and of the differences are as sure as `until` asks */
};

/* Whether two scenarios would take the same draws. Error: BLACKOUT_ERROR_USAGE where they differ in
 * samples, seed or until. */
blackout_status comparison_check(const blackout_scenario *first, const blackout_scenario *second,
                                 blackout_error *error);

/* Whether two scenarios are in one currency, as those of one report have to be. Error:
 * BLACKOUT_ERROR_USAGE where they are not. */
blackout_status comparison_currency(const char *first, const char *second, blackout_error *error);

/* Compares two results. Error: BLACKOUT_ERROR_USAGE where they differ in currency, samples or
 * seed. Memory is the arena's. */
blackout_status comparison_make(struct comparison *comparison, struct arena *arena,
                                const struct result *first, const struct result *second,
                                blackout_error *error);

#endif
