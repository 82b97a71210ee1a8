/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An even severity under an onset of shape 1, which is an exponential: its integrals of hours
 * follow from each other, and whole weeks are a geometric series. (methodology, stage 4) */
#ifndef BLACKOUT_MODEL_ONSET_STEP_H
#define BLACKOUT_MODEL_ONSET_STEP_H

#include "model/hours.h"
#include "model/onset.h"

/* Whether all lanes have the shape. */
bool onset_step_fits(const struct onset *onset);

/* Times of even severity, of outages side by side; where `to` is `from` a lane has none. */
struct onset_step {
    struct lanes from; /* since the outage began */
    struct lanes to;
    struct lanes into; /* how far into a local hour the outages begin */
};

/* Adds the integrals of phi over each hour of the step, times each of `count` levels, to the bins
 * of each. */
void onset_step_add(struct kernel_bins *const *bins, const struct lanes *const *levels,
                    size_t count, const struct onset *onset, const struct onset_step *step);

#endif
