/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public calculators' figure: sum_r gdp_r * digital_share_r * integral of sigma / 8766. It
 * counts the economy's turnover, not the owner's or the dependants', and is never added to them. */
#include "model/stages.h"

double economy_region(const struct stage *stage, size_t region)
{
    const struct model_economy *economy = &stage->model->economies[region];
    return stage_amount(stage, &economy->gdp) * stage->parameters[economy->digital_share] /
           HOURS_PER_YEAR * stage_exposure(stage, economy->exposure);
}

/* In the order of regions; empty where a region lacks an input, and the report has no such
 * figure then. */
void economy_baseline(const struct stage *stage)
{
    double sum = 0;
    for (size_t i = 0; i < stage->model->economy_count; ++i) {
        sum += economy_region(stage, i);
    }
    stage->out[stage->layout->economy_baseline] = sum;
}
