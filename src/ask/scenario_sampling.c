/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask/scenario_sampling.h"

double scenario_samples(const blackout_scenario *scenario)
{
    return scenario != NULL && scenario->has_samples ? scenario->samples : DEFAULT_SAMPLES;
}

double scenario_seed(const blackout_scenario *scenario)
{
    return scenario != NULL && scenario->has_seed ? scenario->seed : DEFAULT_SEED;
}

double scenario_until(const blackout_scenario *scenario)
{
    return scenario != NULL && scenario->has_until ? scenario->until : 0;
}
