/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single pieces weigh in the evidence. The evidence is by parts of the loss and not by
 * number of rows: a thousand assumed rows that lose nothing must not outweigh one that is
 * measured and loses all. */
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

/* The caller has an indirect loss, so that every sector that loses is linked. */
static size_t place_of(const struct model_supply *supply, uint32_t sector)
{
    size_t place = 0;
    while (supply->sectors[place] != sector) {
        ++place;
    }
    return place;
}

/* (I - A)^-1 - I is linear: each cell causes its own part of the indirect loss, before any
 * cut. */
double weight_cell_indirect(const struct run *run, size_t cell)
{
    const struct model *model = &run->prepared->model;
    double diverted = run->prepared->centres[sector_of(run, cell)->diverted];
    size_t place = place_of(&model->supply, model->cells[cell].sector);
    return run->cell_net[cell] * indirect_multiplier(&model->supply, place) * (1 - diverted);
}

double weight_economy(const struct run *run, size_t region)
{
    const struct stage stage = run_stage(run);
    return economy_region(&stage, region);
}
