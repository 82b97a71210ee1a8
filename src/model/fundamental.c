/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stage 6c: what the lost revenue is worth to the owner: net loss * incremental margin * (1 - tax).
 */
#include "model/stages.h"

/* Whether the owner has a margin and a tax rate is looked at by who reports the figure. */
void fundamental_loss(const struct stage *stage)
{
    const struct model *model = stage->model;
    for (size_t o = 0; o < model->owner_count; ++o) {
        stage->out[stage->layout->fundamental_loss + o] = 0;
    }
    for (size_t row = 0; row < model->platform_region_count; ++row) {
        uint32_t o = model->platforms[model->platform_regions[row].platform].owner;
        const struct model_owner *owner = &model->owners[o];
        double net = stage->out[stage->layout->owner_steps + row * OWNER_STEP_COUNT + OWNER_NET];
        stage->out[stage->layout->fundamental_loss + o] +=
            net * stage_value(stage, owner->margin, 0) *
            (1 - stage_value(stage, owner->tax_rate, 0));
    }
}
