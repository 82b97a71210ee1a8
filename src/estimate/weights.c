/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single pieces weigh in the evidence. The evidence is by parts of the loss and not by number
 * of rows: a thousand assumed rows that lose nothing must not outweigh one that is measured and
 * loses all. Weights are those of the centre: samples vary what is lost and not what it rests on.
 */
#include "estimate/weights.h"

double weight_cell_loss(const struct run *run, size_t cell)
{
    return run->cell_net[cell];
}

static const struct model_sector *sector_of(const struct run *run, size_t cell)
{
    const struct model *model = &run->prepared->model;
    return &model->sectors[model->cells[cell].sector];
}

double weight_cell_value_added(const struct run *run, size_t cell)
{
    const struct stage stage = run_stage(run);
    return dependants_value_added(&stage, sector_of(run, cell), run->cell_net[cell]);
}

/* (I - A)^-1 - I is linear: each cell causes its own part of the indirect loss, before any
 * cut. The caller has such a loss, so that every sector that loses is linked. */
double weight_cell_indirect(const struct run *run, size_t cell)
{
    const struct model *model = &run->prepared->model;
    double diverted = run->prepared->centres[sector_of(run, cell)->diverted];
    const uint32_t place = model->supply.places[model->cells[cell].sector];
    return run->cell_net[cell] * model->supply.multipliers[place] * (1 - diverted);
}

double weight_economy(const struct run *run, size_t region)
{
    const struct stage stage = run_stage(run);
    return economy_region(&stage, region);
}
