/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a query has in common with a scenario is kept, and set, as that of a scenario. */
#include "ask/traffic_query.h"

#include <stdlib.h>

#include "ask/inputs.h"
#include "core/error.h"

/* Half of a query is none: the caller gets NULL. */
blackout_status blackout_traffic_query_new(blackout_traffic_query **query, blackout_error *error)
{
    *query = calloc(1, sizeof **query);
    if (*query == NULL) {
        return error_memory(error);
    }
    blackout_status status = blackout_scenario_new(&(*query)->scenario, error);
    if (status != BLACKOUT_OK) {
        free(*query);
        *query = NULL;
    }
    return status;
}

void blackout_traffic_query_free(blackout_traffic_query *query)
{
    if (query != NULL) {
        blackout_scenario_free(query->scenario);
        arena_free(&query->arena);
        free(query);
    }
}

/* Texts go into the arena of whichever keeps them: both are freed together. */
blackout_status blackout_traffic_query_set(blackout_traffic_query *query, const char *name,
                                           const char *text, blackout_error *error)
{
    size_t number;
    const struct input *input = input_for(&number, QUESTION_TRAFFIC, name, error);
    if (input == NULL) {
        return BLACKOUT_ERROR_USAGE;
    }
    const struct asked_input asked = {&query->arena, name, error};
    const struct asked_input of_scenario = {&query->scenario->arena, name, error};
    return input->traffic_by_scenario ? input->scenario(query->scenario, &of_scenario, text)
                                      : input->traffic(query, &asked, text);
}
