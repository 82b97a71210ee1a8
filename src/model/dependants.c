/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 4.  L = flow / 8766 * (E - sum_j f_j E_j) * (1 - kappa_s(D)),
 * kappa_s(D) = kappa_s0 exp(-D / lambda_s), over cells of rows that share their exposure. */
#include "model/stages.h"

#include <math.h>

double dependants_recapture(const struct stage *stage, const struct model_sector *sector)
{
    double recapture = stage_value(stage, sector->recapture, 0);
    double duration = stage->parameters[stage->model->outage.duration_hours];
    if (sector->recapture_decay_hours == PARAMETER_NONE) {
        return recapture;
    }
    return recapture * exp(-duration / stage->parameters[sector->recapture_decay_hours]);
}

/* Flow saved by fallbacks, times hours; and the part of it that rivals get. */
static double saved(const struct stage *stage, const struct model_cell *cell, double *rival)
{
    double sum = 0;
    for (uint32_t i = 0; i < cell->fallback_count; ++i) {
        const struct model_fallback *fallback =
            &stage->model->fallbacks[cell->first_fallback + i];
        double flow = fallback->share == PARAMETER_NONE
                          ? fallback->flow_per_year
                          : cell->flow_per_year * stage->parameters[fallback->share];
        double part = flow * stage_exposure(stage, fallback->exposure);
        sum += part;
        *rival += fallback->rival ? part : 0;
    }
    return sum;
}

static double cell_loss(const struct stage *stage, const struct model_cell *cell)
{
    double *steps = stage->out + stage->layout->dependant_steps;
    const struct model_sector *sector = &stage->model->sectors[cell->sector];
    double rate = stage_rate(stage, cell->per_usd) / HOURS_PER_YEAR;
    double flow = cell->flow_per_year * rate;
    double duration = cell->exposure.window == INDEX_NONE
                          ? 0
                          : stage->parameters[stage->model->outage.duration_hours];
    double rival = 0;
    double exposed = flow * stage_exposure(stage, cell->onset);
    /* fallbacks save at most everything; rounding may say a little more */
    double after_fallback = fmax(exposed - rate * saved(stage, cell, &rival), 0);
    double net = after_fallback * (1 - dependants_recapture(stage, sector));
    steps[DEPENDANT_STRAIGHT_LINE] += flow * duration;
    steps[DEPENDANT_HOUR_OF_WEEK] += flow * stage_exposure(stage, cell->exposure.window);
    steps[DEPENDANT_SEVERITY] += flow * stage_exposure(stage, cell->exposure.severity);
    steps[DEPENDANT_RECOVERY] += flow * stage_exposure(stage, cell->exposure.full);
    steps[DEPENDANT_ONSET] += exposed;
    steps[DEPENDANT_FALLBACK] += after_fallback;
    steps[DEPENDANT_NET] += net;
    stage->out[stage->layout->rival_gain] += rate * rival;
    return net;
}

static void clear(const struct stage *stage)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    const size_t parts[][2] = {
        {layout->dependant_steps, DEPENDANT_STEP_COUNT},
        {layout->by_channel, model->platform_count * model->channel_count},
        {layout->by_sector, model->platform_count * model->sector_count},
        {layout->by_region, model->platform_count * model->region_count},
        {layout->value_added, model->platform_count * model->sector_count},
        {layout->rival_gain, 1}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        for (size_t k = 0; k < parts[i][1]; ++k) {
            stage->out[parts[i][0] + k] = 0;
        }
    }
}

void dependants(const struct stage *stage, double *cell_net)
{
    const struct model *model = stage->model;
    const struct model_layout *layout = stage->layout;
    clear(stage);
    for (size_t i = 0; i < model->cell_count; ++i) {
        const struct model_cell *cell = &model->cells[i];
        const struct model_sector *sector = &model->sectors[cell->sector];
        double net = cell_loss(stage, cell);
        stage->out[layout->by_channel + cell->platform * model->channel_count + cell->channel] +=
            net;
        stage->out[layout->by_sector + cell->platform * model->sector_count + cell->sector] += net;
        stage->out[layout->by_region + cell->platform * model->region_count + cell->region] += net;
        if (sector->annual_output != PARAMETER_NONE) {
            stage->out[layout->value_added + cell->platform * model->sector_count +
                       cell->sector] += net * stage->parameters[sector->value_added] /
                                        stage->parameters[sector->annual_output];
        }
        if (cell_net != NULL) {
            cell_net[i] = net;
        }
    }
}
