/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a scenario has been given. */
#ifndef BLACKOUT_ASK_SCENARIO_GIVEN_H
#define BLACKOUT_ASK_SCENARIO_GIVEN_H

#include "ask/scenario.h"

/* Whether the input called `name` has been set. */
bool scenario_has(const blackout_scenario *scenario, const char *name);

#endif
