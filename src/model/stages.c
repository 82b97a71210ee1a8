/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How stages read their inputs: parameters that may be missing, money in the report's currency,
 * exposures of what stays up. */
#include "model/stages.h"

double stage_value(const struct stage *stage, parameter_id id, double otherwise)
{
    return id == PARAMETER_NONE ? otherwise : stage->parameters[id];
}

double stage_rate(const struct stage *stage, parameter_id per_usd)
{
    parameter_id report = stage->model->report_per_usd;
    if (per_usd == report) {
        return 1;
    }
    return stage_value(stage, report, 1) / stage_value(stage, per_usd, 1);
}

double stage_amount(const struct stage *stage, const struct money *money)
{
    return stage->parameters[money->amount] * stage_rate(stage, money->per_usd);
}

double stage_exposure(const struct stage *stage, uint32_t exposure)
{
    return exposure == INDEX_NONE ? 0 : stage->exposures[exposure];
}
