/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs that a scenario sets: the dataset as it would be with them, sharing all other tables. A
 * scenario must not touch the dataset, which other threads may be reading. */
#ifndef BLACKOUT_PREPARE_OVERLAY_H
#define BLACKOUT_PREPARE_OVERLAY_H

#include "blackout/dataset.h"
#include "tables/dataset.h"
#include "ask/scenario.h"
#include "core/warning.h"

/* The dataset itself where the scenario sets nothing; else a copy in `arena` whose changed tables
 * are copies too. A row that no table has is added if the conditions name its whole key. What the
 * loader's checks warn of in the changed tables, the dataset's own warnings of them too, is added
 * to `warnings`, whose texts are of `arena`. Errors: BLACKOUT_ERROR_USAGE for a table, column, row
 * or value that does not fit, with the checks of the loader. */
blackout_status overlay_make(const blackout_dataset **overlay, struct warning_list *warnings,
                             struct arena *arena, const blackout_dataset *dataset,
                             const blackout_scenario *scenario, blackout_error *error);

#endif
