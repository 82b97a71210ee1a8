/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an outage may last before its loss is more than an amount. */
#ifndef BLACKOUT_TOLERABLE_H
#define BLACKOUT_TOLERABLE_H

#include <stddef.h>

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_tolerable blackout_tolerable;

/* For each scenario, the longest outage whose loss is at most `loss`, to the minute; where it has
 * several platforms, for each of them alone too. Beside it the loss after an hour, four, a day,
 * three days and a week. Losses are those of blackout_estimate() with the same samples and seed; of
 * each scenario `loss`, `at`, `of` and `longest` must be the same. Its duration is not used; it may
 * have no severity curve. BLACKOUT_ERROR_USAGE for what a scenario names and the dataset lacks, for
 * an amount in a currency that is not the report's, and where there is no `loss`.
 * BLACKOUT_ERROR_INPUT where the dataset cannot carry a scenario. Freed by
 * blackout_tolerable_free(). */
BLACKOUT_API blackout_status blackout_tolerable_run(blackout_tolerable **tolerable,
                                                    const blackout_dataset *dataset,
                                                    const blackout_scenario *const *scenarios,
                                                    size_t scenario_count,
                                                    const blackout_run_options *options,
                                                    blackout_error *error);
BLACKOUT_API void blackout_tolerable_free(blackout_tolerable *tolerable);

/* Writes the report "tolerable"; blackout_report_format() lists its formats. */
BLACKOUT_API blackout_status blackout_tolerable_write(const blackout_tolerable *tolerable,
                                                      const char *format, blackout_sink *sink,
                                                      void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
