/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a query shares with a scenario is read by the scenario's own functions. */
#include "ask/traffic_query.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "core/text.h"

typedef blackout_status input_function(blackout_traffic_query *query, const char *name,
                                       const char *text, blackout_error *error);

static blackout_status set_shared(blackout_traffic_query *query, const char *name, const char *text,
                                  blackout_error *error)
{
    return blackout_scenario_set(query->scenario, name, text, error);
}

static blackout_status set_peers(blackout_traffic_query *query, const char *name, const char *text,
                                 blackout_error *error)
{
    size_t capacity = 0;
    query->peers = (struct name_list){0};
    for (const char *at = text;; ++at) {
        size_t length = strcspn(at, ",");
        if (length == 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, name,
                               "%s has an empty name ('%.80s'); platforms, comma between", name,
                               text);
        }
        if (arena_grow(&query->arena, (void **)&query->peers.names, &capacity, query->peers.count,
                       sizeof *query->peers.names) != 0) {
            return error_memory(error);
        }
        const char *copy = arena_copy(&query->arena, at, length);
        query->peers.names[query->peers.count++] = copy;
        at += length;
        if (copy == NULL || *at == '\0') {
            return copy != NULL ? BLACKOUT_OK : error_memory(error);
        }
    }
}

static blackout_status set_holidays(blackout_traffic_query *query, const char *name,
                                    const char *text, blackout_error *error)
{
    if (text[0] == '\0') {
        return error_field(error, BLACKOUT_ERROR_USAGE, name,
                           "%s is empty ('%s'); the path of a CSV file", name, text);
    }
    query->holidays = arena_copy(&query->arena, text, strlen(text));
    return query->holidays != NULL ? BLACKOUT_OK : error_memory(error);
}

static blackout_status set_detect(blackout_traffic_query *query, const char *name, const char *text,
                                  blackout_error *error)
{
    query->detect = strcmp(text, "yes") == 0;
    return query->detect || strcmp(text, "no") == 0
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, name,
                             "%s is not known ('%.80s'); yes or no", name, text);
}

static const struct {
    const char *name;
    input_function *function;
} inputs[] = {{"platform", set_shared}, {"region", set_shared},     {"start", set_shared},
              {"duration", set_shared}, {"holidays", set_holidays}, {"peers", set_peers},
              {"detect", set_detect}};

enum { INPUT_COUNT = sizeof inputs / sizeof inputs[0] };

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

blackout_status blackout_traffic_query_set(blackout_traffic_query *query, const char *name,
                                           const char *text, blackout_error *error)
{
    const char *names[INPUT_COUNT];
    for (size_t i = 0; i < INPUT_COUNT; ++i) {
        if (strcmp(inputs[i].name, name) == 0) {
            return inputs[i].function(query, name, text, error);
        }
        names[i] = inputs[i].name;
    }
    const char *near = text_nearest(name, names, INPUT_COUNT);
    return error_field(error, BLACKOUT_ERROR_USAGE, name, "the input is not known ('%.60s'); %s%s",
                       name, near != NULL ? "perhaps " : "start, duration, platform, ...",
                       near != NULL ? near : "");
}
