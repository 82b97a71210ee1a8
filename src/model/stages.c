/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How stages read their inputs: money in the report's currency. What is read in inner loops is in
 * the header. */
#include "model/stages.h"

/* Rates are units for one US dollar, and vary in samples. One and the same parameter cancels
 * exactly. */
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
