/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of a model, gathered into the parameter vector while it is built. The order in which
 * they are added decides no draw: draws go by name. */
#ifndef BLACKOUT_PREPARE_PARAMETERS_H
#define BLACKOUT_PREPARE_PARAMETERS_H

#include "prepare/prepared.h"
#include "tables/flow_kinds.h"

/* The parameter of a cell, added to the vector; PARAMETER_NONE where the cell is empty. `key` names
 * the row. A failed allocation sticks: see parameters_finish(). */
parameter_id parameters_add_cell(struct prepared *prepared, enum table_id table,
                                 const struct row *row, int column, const char *key);

/* The same; an empty cell has `otherwise`, with its range and source, as if it were written down:
 * under the same name, so that writing it down changes no draw. */
parameter_id parameters_add_judged(struct prepared *prepared, enum table_id table,
                                   const struct row *row, int column, const char *key,
                                   const struct judged *otherwise);

/* The same for a cell that never varies: it has a basis and a source, and no range. */
parameter_id parameters_add_certain(struct prepared *prepared, enum table_id table,
                                    const struct row *row, int column, const char *key);

/* The default of an empty cell: certain, and without evidence of its own. */
parameter_id parameters_add_constant(struct prepared *prepared, const char *column, double value);

/* A parameter of the scenario that varies in samples. */
parameter_id parameters_add_scenario(struct prepared *prepared, const char *column,
                                     const struct mapping *mapping);

/* A standard normal score, 0 in the centre: a factor that moves many inputs at once. */
parameter_id parameters_add_score(struct prepared *prepared, enum table_id table, const char *key,
                                  const char *column);

/* Rates of a currency at the scenario's start. PARAMETER_NONE: US dollars. */
blackout_status parameters_add_rate(parameter_id *rate, struct prepared *prepared,
                                    string_id currency, blackout_error *error);

/* Lays out the central parameter vector. */
blackout_status parameters_finish(struct prepared *prepared, blackout_error *error);

/* The time that decides which rows are in force. */
instant parameters_time(const struct prepared *prepared);

#endif
