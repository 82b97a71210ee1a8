/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sets the inputs of a scenario, for the table of inputs. */
#ifndef BLACKOUT_ASK_SCENARIO_INPUTS_H
#define BLACKOUT_ASK_SCENARIO_INPUTS_H

#include "ask/scenario.h"
#include "ask/asked.h"

/* Sets one input from its text. Error: BLACKOUT_ERROR_USAGE for a text that is refused, which
 * leaves the scenario as it was. */
typedef blackout_status scenario_setter(blackout_scenario *scenario,
                                        const struct asked_input *input, const char *text);

scenario_setter scenario_set_platform;
scenario_setter scenario_set_owner;
scenario_setter scenario_set_event;
scenario_setter scenario_set_region;
scenario_setter scenario_set_start;
scenario_setter scenario_set_duration;
scenario_setter scenario_set_severity;
scenario_setter scenario_set_recovery;
scenario_setter scenario_set_curve;
scenario_setter scenario_set_rebound;
scenario_setter scenario_set_currency;
scenario_setter scenario_set_samples;
scenario_setter scenario_set_until;
scenario_setter scenario_set_seed;
scenario_setter scenario_set_top;
scenario_setter scenario_set_incident;
scenario_setter scenario_set_threshold;
scenario_setter scenario_set_years;
scenario_setter scenario_set_min_duration;

/* Of how long an outage may last: tolerable_inputs.c. */
scenario_setter scenario_set_loss;
scenario_setter scenario_set_at;
scenario_setter scenario_set_of;
scenario_setter scenario_set_longest;

#endif
