/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate that a form is filled in from: as blackout_estimate() of the scenario, with what the
 * form alone needs. */
#ifndef BLACKOUT_ESTIMATE_FILING_RUN_H
#define BLACKOUT_ESTIMATE_FILING_RUN_H

#include "blackout/estimate.h"
#include "filing/fields.h"

/* To be freed by blackout_result_free(). Errors: those of blackout_estimate(), also of incidents
 * that count together with this one. */
blackout_status filing_run(blackout_result **result, const blackout_dataset *dataset,
                           const blackout_scenario *scenario, const struct filing_form *form,
                           const blackout_run_options *given, blackout_error *error);

#endif
