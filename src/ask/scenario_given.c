/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an input has been set. Apart from the scenario itself, which the setters of inputs need:
 * this goes through the table of inputs, and the table names the setters. */
#include "ask/scenario_given.h"

#include "ask/inputs.h"

bool scenario_has(const blackout_scenario *scenario, const char *name)
{
    size_t number;
    return input_for(&number, QUESTION_SCENARIO, name, NULL) != NULL &&
           (scenario->given >> number & 1) != 0;
}
