/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The caller's blackout_run_options, as each public call takes them. */
#ifndef BLACKOUT_ASK_RUN_OPTIONS_H
#define BLACKOUT_ASK_RUN_OPTIONS_H

#include "blackout/run.h"
#include "blackout/status.h"
#include "core/progress.h"
#include "core/warning.h"

/* Fills `taken` from what the caller gave, which may be NULL. Error: BLACKOUT_ERROR_USAGE for a
 * size or a member that this library does not know. */
blackout_status run_options_take(blackout_run_options *taken, const blackout_run_options *given,
                                 blackout_error *error);

/* `taken` may be NULL. Those of an estimate that is made for another report: its threads, and
 * whether it is cancelled; draws, progress and warnings are the report's own. */
blackout_run_options run_options_quiet(const blackout_run_options *taken);

/* Whom the caller's progress is reported to. `options` may be NULL. */
struct progress run_options_progress(const blackout_run_options *options);

/* Makes a run with `options` report to a part of another, which lives as long as that run. */
void run_options_part(blackout_run_options *options, struct progress_part *part);

/* Passes the warnings of a report on to the caller, at once and in their order; the texts live as
 * long as the list. `options` may be NULL. */
void run_options_report(const blackout_run_options *options, const struct warning_list *warnings);

#endif
