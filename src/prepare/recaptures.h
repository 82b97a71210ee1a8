/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of lost sales later, from a row of `platforms` or `sectors`: its own figures, and
 * those of its kind of flow where it has none. */
#ifndef BLACKOUT_PREPARE_RECAPTURES_H
#define BLACKOUT_PREPARE_RECAPTURES_H

#include "prepare/prepared.h"
#include "tables/flow_kinds.h"

/* The kind of flow of a row; that without a name where it has none. */
const struct flow_kind *recaptures_kind(const struct prepared *prepared, enum table_id table,
                                        const struct row *row);

/* Adds the parameters of a row, `key` naming it. The decay is PARAMETER_NONE where nothing is made
 * up. */
struct model_recapture recaptures_add(struct prepared *prepared, enum table_id table,
                                      const struct row *row, const char *key);

#endif
