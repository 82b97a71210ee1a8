/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that several processes share (blackout_shard), as their results know what they rest on. */
#ifndef BLACKOUT_ESTIMATE_SHARING_H
#define BLACKOUT_ESTIMATE_SHARING_H

#include "blackout/run.h"
#include "estimate/result.h"
#include "parts/shared_run.h"

/* Makes it of the inputs of `result`, in its arena. Errors: those of shared_run_make();
 * BLACKOUT_ERROR_USAGE for a table that no file has. */
blackout_status sharing_make(struct shared_run *run, const struct result *result,
                             const char *command, const blackout_shard *asked,
                             blackout_error *error);

/* Whether a run with these options writes a part, so that it has no samples or years of its own.
 * `options` may be NULL. */
bool sharing_gives(const blackout_run_options *options);

#endif
