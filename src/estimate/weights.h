/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a piece of a figure weighs in the evidence, where it is no element of the figure's output:
 * its part of the figure, up to a factor that is the same for all pieces. A factor common to all
 * pieces cancels, as the evidence is in parts of the whole. */
#ifndef BLACKOUT_ESTIMATE_WEIGHTS_H
#define BLACKOUT_ESTIMATE_WEIGHTS_H

#include "estimate/run.h"

/* Of a cell: its net loss, the value added in it, what its suppliers lose in turn. */
double weight_cell_loss(const struct run *run, size_t cell);
double weight_cell_value_added(const struct run *run, size_t cell);
double weight_cell_indirect(const struct run *run, size_t cell);

/* Of a region of model.economies. */
double weight_economy(const struct run *run, size_t region);

#endif
