/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a scenario is sampled, with the defaults: for all who take samples of it. */
#ifndef BLACKOUT_ASK_SCENARIO_SAMPLING_H
#define BLACKOUT_ASK_SCENARIO_SAMPLING_H

#include "ask/scenario.h"

/* What a scenario asks for; it may be NULL. */
double scenario_samples(const blackout_scenario *scenario);
double scenario_seed(const blackout_scenario *scenario);
double scenario_until(const blackout_scenario *scenario); /* 0: as many as `samples` says */

#endif
