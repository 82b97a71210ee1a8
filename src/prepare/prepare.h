/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dataset and scenario become a model: what a run needs once. All memory is the caller's arena. */
#ifndef BLACKOUT_PREPARE_PREPARE_H
#define BLACKOUT_PREPARE_PREPARE_H

#include "blackout/run.h"
#include "prepare/prepared.h"

/* Makes the model. `prepared` is filled from zero. Errors: BLACKOUT_ERROR_USAGE where the scenario
 * names what the dataset lacks, BLACKOUT_ERROR_INPUT where the dataset cannot carry it. */
blackout_status prepare_model(struct prepared *prepared, struct arena *arena,
                              const blackout_dataset *dataset, const blackout_scenario *scenario,
                              const blackout_run_options *options, blackout_error *error);

#endif
