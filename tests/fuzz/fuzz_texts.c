/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as an input of a scenario, an event study, a measurement of traffic, or as a grid: the
 * first byte chooses which. It is taken, or refused with one line that names the input. */
#include "fuzz.h"

#include "blackout.h"

typedef blackout_status setter(void *object, const char *name, const char *text,
                               blackout_error *error);

static blackout_status set_scenario(void *object, const char *name, const char *text,
                                    blackout_error *error)
{
    return blackout_scenario_set(object, name, text, error);
}

static blackout_status set_request(void *object, const char *name, const char *text,
                                   blackout_error *error)
{
    return blackout_request_set(object, name, text, error);
}

static blackout_status set_query(void *object, const char *name, const char *text,
                                 blackout_error *error)
{
    return blackout_traffic_query_set(object, name, text, error);
}

/* A grid is walked to its end, or as far as a user would. */
static blackout_status walk_grid(void *object, const char *name, const char *text,
                                 blackout_error *error)
{
    enum { FARTHEST = 100 };
    char value[64];
    size_t count = 1;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < count && i < FARTHEST && status == BLACKOUT_OK; ++i) {
        status = blackout_grid_value(value, sizeof value, &count, name, text, i, error);
        fuzz_require(status != BLACKOUT_OK || strlen(value) < sizeof value);
        /* what a grid gives is what a scenario takes; a severity may be above 1, and a part of a
         * list of names may be such a list itself, with faults that the scenario names */
        fuzz_require(status != BLACKOUT_OK || strchr(text, '/') == NULL ||
                     strcmp(name, "severity") == 0 || strcmp(name, "platform") == 0 ||
                     blackout_scenario_set(object, name, value, error) == BLACKOUT_OK);
    }
    return status;
}

static const struct {
    setter *set;
    const char *names[20];
} kinds[] = {
    {set_scenario,
     {"platform", "owner", "event", "region", "start", "duration", "severity", "recovery",
      "severity-curve", "currency", "rebound", "samples", "seed", "until", "top", "nothing"}},
    {set_request,
     {"prices", "event", "date", "symbol", "index", "peers", "shares", "model", "returns", "jumps",
      "estimation", "windows", "nothing"}},
    {set_query,
     {"start", "duration", "detect", "platform", "region", "peers", "holidays", "nothing"}},
    {walk_grid, {"start", "duration", "recovery", "severity", "platform"}},
};

static void try_text(void *object, size_t kind, const char *text)
{
    for (const char *const *name = kinds[kind].names; *name != NULL; ++name) {
        blackout_error error = {0};
        blackout_status status = kinds[kind].set(object, *name, text, &error);
        fuzz_require(status == BLACKOUT_OK || status == BLACKOUT_ERROR_USAGE);
        fuzz_require(status == BLACKOUT_OK ||
                     (error.message[0] != '\0' && strchr(error.message, '\n') == NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { KINDS = sizeof kinds / sizeof kinds[0], LONGEST = 4096 };
    static char text[LONGEST];
    blackout_error error = {0};
    if (size == 0 || size > LONGEST) {
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    blackout_scenario *scenario = NULL;
    blackout_request *request = NULL;
    blackout_traffic_query *query = NULL;
    fuzz_require(blackout_scenario_new(&scenario, &error) == BLACKOUT_OK);
    fuzz_require(blackout_request_new(&request, &error) == BLACKOUT_OK);
    fuzz_require(blackout_traffic_query_new(&query, &error) == BLACKOUT_OK);
    void *const objects[KINDS] = {scenario, request, query, scenario};
    try_text(objects[data[0] % KINDS], data[0] % KINDS, text);
    blackout_traffic_query_free(query);
    blackout_request_free(request);
    blackout_scenario_free(scenario);
    return 0;
}
