/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model's own error, fitted to past outages whose owner measured the loss. */
#ifndef BLACKOUT_CALIBRATE_H
#define BLACKOUT_CALIBRATE_H

#include <stddef.h>

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "blackout/scenario.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_calibration blackout_calibration;

/* Fits the model's own error of the owner's loss of sales to the measured losses in `published` of
 * `dataset_count` datasets together, each estimated from what was known before it. Of `scenario`
 * (may be NULL) samples and seed count. An outage that cannot be estimated is kept with its reason;
 * BLACKOUT_ERROR_INPUT where none can. Freed by blackout_calibration_free(). */
BLACKOUT_API blackout_status blackout_calibrate(blackout_calibration **calibration,
                                                const blackout_dataset *const *datasets,
                                                size_t dataset_count,
                                                const blackout_scenario *scenario,
                                                const blackout_run_options *options,
                                                blackout_error *error);
BLACKOUT_API void blackout_calibration_free(blackout_calibration *calibration);

/* Writes the report "calibrate", the outages furthest off first; blackout_report_format() lists its
 * formats. */
BLACKOUT_API blackout_status blackout_calibration_write(const blackout_calibration *calibration,
                                                        const char *format, blackout_sink *sink,
                                                        void *user, blackout_error *error);

/* Writes the table `model_error`: the row that was fitted, and the rows of the first dataset's for
 * borrowed hours. */
BLACKOUT_API blackout_status
blackout_calibration_write_table(const blackout_calibration *calibration, const char *format,
                                 blackout_sink *sink, void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
