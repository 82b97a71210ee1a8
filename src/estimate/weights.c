/* SPDX-License-Identifier: GPL-3.0-or-later */
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
    const struct model_sector *sector = sector_of(run, cell);
    const double *centres = run->prepared->centres;
    return run->cell_net[cell] * (centres[sector->value_added] / centres[sector->annual_output]);
}

/* What other sectors lose for a unit that a linked sector loses: a column of (I - A)^-1 - I. */
static double lost_in_turn(const struct model_supply *supply, uint32_t sector)
{
    double sum = -1;
    size_t place = 0;
    while (supply->sectors[place] != sector) {
        ++place;
    }
    for (size_t i = 0; i < supply->count; ++i) {
        sum += supply->inverse[i * supply->count + place];
    }
    return sum;
}

double weight_cell_indirect(const struct run *run, size_t cell)
{
    const struct model *model = &run->prepared->model;
    double diverted = run->prepared->centres[sector_of(run, cell)->diverted];
    return run->cell_net[cell] * lost_in_turn(&model->supply, model->cells[cell].sector) *
           (1 - diverted);
}

double weight_economy(const struct run *run, size_t region)
{
    const struct stage stage = run_stage(run);
    const struct model_economy *economy = &stage.model->economies[region];
    return stage_amount(&stage, &economy->gdp) * stage.parameters[economy->digital_share] *
           stage_exposure(&stage, economy->exposure);
}
