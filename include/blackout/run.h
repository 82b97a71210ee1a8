/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run is made, whatever it computes. */
#ifndef BLACKOUT_RUN_H
#define BLACKOUT_RUN_H

#include <stddef.h>

#include "blackout/diagnostic.h"
#include "blackout/parts.h"
#include "blackout/progress.h"
#include "blackout/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

/* NULL in place of the options is the same as their defaults. Who heeds what:
 * blackout_estimate() all of it; blackout_calibrate() threads, cancelled and
 * progress; blackout_tolerable_run(), blackout_backtest_run() and blackout_risk_run() threads,
 * cancelled, progress and diagnostic; blackout_traffic_measure() progress and diagnostic; the
 * others diagnostic alone. */
typedef struct blackout_run_options {
    size_t size;          /* set by BLACKOUT_RUN_OPTIONS_INIT, see blackout.h */
    unsigned threads;     /* 0: one for each processor. The result does not depend on it. */
    const char *explain;  /* path of a figure whose arithmetic is made instead of samples and of the
                             list of the largest businesses; or NULL */
    blackout_sink *draws; /* where the sample matrix of each scenario goes, as CSV; or NULL */
    void *draws_user;
    size_t sensitivity; /* points of a sensitivity analysis, made instead of samples, where the
                           scenario does not set samples (64 .. 65536 here); 0: no analysis */
    int paired; /* not 0: two scenarios to be compared. They must agree in samples and seed, and
                   settle `until` together: both means and that of each difference */
    /* asked now and then by the calling thread (of a series by others too, see blackout_series),
     * between scenarios and while they are sampled, so that it may also show that the run goes on;
     * anything but 0 ends it with BLACKOUT_ERROR_CANCELLED; or NULL */
    int (*cancelled)(void *user);
    /* called for faults in files that a scenario names and, once all is computed, for the warnings
     * of the report, since not every format has a place for them: `source` is what each is about,
     * `line` 0 where that is no row of a file; or NULL */
    blackout_diagnostic_function *diagnostic;
    void *user; /* of both */
    /* how files that a scenario names are written, where they do not show it: an encoding, like
     * "windows-1252", or NULL; a decimal mark, '.' or ',', or 0. Whoever heeds `diagnostic` does */
    const char *encoding;
    char decimal_mark;
    /* called now and then by the same threads, the last time with a share of 1 unless the run
     * fails; or NULL */
    blackout_progress_function *progress;
    void *progress_user;
    /* of which shard the run is, or which parts it joins; of one scenario with samples, without
     * `until`, or of a year at risk. A shard's result has no samples: its part has them. NULL: the
     * run is whole. Heeded by blackout_estimate() and blackout_risk_run() */
    const blackout_shard *shard;
    /* not 0: figures of a platform's channels, sectors and regions are not sampled, and have no
     * intervals; reports as text show none of them. Heeded by blackout_estimate() alone */
    int no_part_samples;
} blackout_run_options;

#define BLACKOUT_RUN_OPTIONS_INIT                                                                  \
    {                                                                                              \
        sizeof(blackout_run_options), 0, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, NULL,  \
            NULL, NULL, 0                                                                          \
    }

#ifdef __cplusplus
}
#endif

#endif
