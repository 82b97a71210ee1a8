/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dataset and scenario become a model: what a run needs once. All memory is the caller's arena. */
#ifndef BLACKOUT_PREPARE_PREPARE_H
#define BLACKOUT_PREPARE_PREPARE_H

#include "blackout/run.h"
#include "prepare/prepared.h"

/* What a preparation starts from. All of it is the caller's; nothing made refers to the scenario.
 */
struct prepare_request {
    const blackout_dataset *dataset;
    const blackout_scenario *scenario;
    const blackout_run_options *options; /* whose diagnostic is called for files; may be NULL */
    struct run_mode mode;
};

/* Makes the model. `prepared` is filled from zero. Errors: BLACKOUT_ERROR_USAGE where the scenario
 * names what the dataset lacks, BLACKOUT_ERROR_INPUT where the dataset cannot carry it. One thread;
 * several models may be prepared of one dataset at a time, since it is only read. After an error
 * `prepared` may be given up as it is: all of it is in `arena`. */
blackout_status prepare_model(struct prepared *prepared, struct arena *arena,
                              const struct prepare_request *request, blackout_error *error);

#endif
