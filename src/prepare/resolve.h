/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the scenario means in this dataset: which platforms, where, when, for how long. */
#ifndef BLACKOUT_PREPARE_RESOLVE_H
#define BLACKOUT_PREPARE_RESOLVE_H

#include "prepare/prepared.h"

/* Fills prepared->scenario, apart from what a measured curve decides, whose start must be there.
 * Errors: BLACKOUT_ERROR_USAGE with the name of the field, BLACKOUT_ERROR_INPUT where the catalogue
 * lacks what is asked for, memory. */
blackout_status resolve_scenario(struct prepared *prepared, const blackout_scenario *scenario,
                                 blackout_error *error);

#endif
