/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published figures beside estimates made from what was known before. */
#ifndef BLACKOUT_BACKTEST_H
#define BLACKOUT_BACKTEST_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_backtest blackout_backtest;

/* Estimates every event of the dataset's table `published` from the rows that were known before it,
 * for the length of outage that the figure was computed for. Of `scenario` (may be NULL) samples
 * and seed count. What the dataset cannot estimate is kept with its reason. Freed by
 * blackout_backtest_free(). */
BLACKOUT_API blackout_status blackout_backtest_run(blackout_backtest **backtest,
                                                   const blackout_dataset *dataset,
                                                   const blackout_scenario *scenario,
                                                   const blackout_run_options *options,
                                                   blackout_error *error);
BLACKOUT_API void blackout_backtest_free(blackout_backtest *backtest);

/* Writes the report "backtest", misses first; blackout_report_format() lists its formats. */
BLACKOUT_API blackout_status blackout_backtest_write(const blackout_backtest *backtest,
                                                     const char *format, blackout_sink *sink,
                                                     void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
