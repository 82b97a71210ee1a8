/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How flows of `dependencies` move with the common factors of its columns: one rule for the cells,
 * which are sums of rows, and for single rows. */
#ifndef BLACKOUT_PREPARE_SLOPES_H
#define BLACKOUT_PREPARE_SLOPES_H

#include "model/model.h"
#include "tables/cells.h"

/* What of `dependencies` makes each factor of a flow. */
extern const enum dependency_factor slopes_columns[FLOW_FACTOR_COUNT];

/* The slopes of a figure with these 5 % and 95 % values, for a unit of its normal score. `low`,
 * `centre` and `high` are in one unit, any; slopes are of the logarithm. Both are 0 where the
 * centre is. */
void slopes_make(double *lower, double *upper, double low, double centre, double high);

#endif
