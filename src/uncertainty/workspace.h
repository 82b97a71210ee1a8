/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scratch memory of a thread that evaluates samples, and their evaluation in it. */
#ifndef BLACKOUT_UNCERTAINTY_WORKSPACE_H
#define BLACKOUT_UNCERTAINTY_WORKSPACE_H

#include "core/arena.h"
#include "core/lanes.h"
#include "uncertainty/run.h"

/* Samples that a thread takes at a time: enough that handing them out costs nothing. */
enum { BLOCK_SAMPLES = 64 };

/* Scratch memory of one evaluation. */
struct slot {
    double *out;
};

/* Scratch memory of one thread. */
struct workspace {
    struct slot slots[LANES];
    double *parameters[BLOCK_SAMPLES]; /* of the samples of a block, at first the centres */
    double *block; /* [figures][BLOCK_SAMPLES]: written near each other, then copied in rows */
    struct kernel_bins *bins;
    struct lanes *outs; /* the output vectors of the slots that were filled, side by side */
    struct lanes *work;
    struct sampler_work sampler;
};

/* From an arena, before any thread starts: threads take no memory. Whether there was enough. */
bool workspace_init(struct workspace *workspace, struct arena *arena, const struct montecarlo *run);

/* One workspace for each thread; NULL where memory is out. */
struct workspace *workspaces_make(struct arena *arena, const struct montecarlo *run);

/* Fills the first `count` slots, at most LANES, from so many vectors of parameters; `outs` has the
 * same side by side, and in its other lanes what was there before. */
void workspace_evaluate(const struct montecarlo *run, struct workspace *workspace,
                        double *const *parameters, size_t count);

/* The same from the first `count` lanes of the scores of all normals, in the workspace's sampler.
 */
void workspace_evaluate_scores(const struct montecarlo *run, struct workspace *workspace,
                               size_t count);

/* The error where a figure of what was evaluated is not finite. */
blackout_status workspace_not_finite(blackout_error *error);

#endif
