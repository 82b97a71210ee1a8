/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many samples, from which seed and up to which error a scenario asks for, with the defaults.
 * In one place, since every run that samples has to agree on them; NULL asks for nothing. */
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
