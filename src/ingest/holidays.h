/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a list of holidays and other events, in which traffic is not what it usually is. */
#ifndef BLACKOUT_INGEST_HOLIDAYS_H
#define BLACKOUT_INGEST_HOLIDAYS_H

#include "blackout/run.h"
#include "tables/known_events.h"

/* Adds the rows of the CSV file at `path`: name, start, [end]; without an end the day is meant.
 * Faults go to `options->diagnostic`; with any the call fails. */
blackout_status holidays_read(struct known_events *events, struct arena *arena, const char *path,
                              const blackout_run_options *options, blackout_error *error);

#endif
