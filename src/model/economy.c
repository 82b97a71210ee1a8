/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public calculators' figure: sum_r gdp_r * digital_share_r * integral of sigma / 8766. It
 * counts the economy's turnover, not the owner's or the dependants', and is never added to them. */
#include "model/stages.h"

void economy_baseline(const struct stage *stage)
{
    const struct model *model = stage->model;
    double sum = 0;
    for (size_t i = 0; i < model->economy_count; ++i) {
        const struct model_economy *economy = &model->economies[i];
        sum += stage_amount(stage, &economy->gdp) * stage->parameters[economy->digital_share] /
               HOURS_PER_YEAR * stage_exposure(stage, economy->exposure);
    }
    stage->out[stage->layout->economy_baseline] = sum;
}
