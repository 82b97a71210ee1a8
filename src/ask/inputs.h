/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of inputs: what each is, and what sets it in each question that has it. */
#ifndef BLACKOUT_ASK_INPUTS_H
#define BLACKOUT_ASK_INPUTS_H

#include "ask/request_inputs.h"
#include "ask/scenario_inputs.h"
#include "ask/traffic_inputs.h"
#include "blackout/input.h"

/* Which grid of values a sweep can make of an input. */
enum input_grid { GRID_NONE, GRID_NAMES, GRID_INSTANTS, GRID_HOURS, GRID_SHARES };

/* A row of the table. The public functions give `shown` alone. */
struct input {
    blackout_input shown;
    enum input_grid grid;
    scenario_setter *scenario; /* NULL: it is none of a scenario's; so for the two below */
    request_setter *request;
    traffic_setter *traffic;
    bool traffic_by_scenario; /* traffic has it too, set as that of a scenario */
};

/* What is asked, each with inputs of its own. An input may be one of several questions: `event` has
 * a setter for a scenario, and another for a study, which takes several. */
enum question { QUESTION_SCENARIO, QUESTION_REQUEST, QUESTION_TRAFFIC };

/* The input called `name` of a question, and its number, below 64, which is the same in all
 * questions; NULL after filling `error`, which names the nearest. `error` may be NULL. */
const struct input *input_for(size_t *number, enum question question, const char *name,
                              blackout_error *error);

/* The grid of the input called `name`; GRID_NONE too where there is no such input. */
enum input_grid input_grid_of(const char *name);

#endif
