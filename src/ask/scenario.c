/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario and the one way to set what it asks. It notes which inputs were given, one bit each:
 * options override a file in whatever order they come. */
#include "ask/scenario.h"

#include <stdlib.h>
#include <string.h>

#include "ask/inputs.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"

blackout_status blackout_scenario_new(blackout_scenario **scenario, blackout_error *error)
{
    *scenario = calloc(1, sizeof **scenario);
    return *scenario != NULL ? BLACKOUT_OK : error_memory(error);
}

void blackout_scenario_free(blackout_scenario *scenario)
{
    if (scenario != NULL) {
        arena_free(&scenario->arena);
        free(scenario);
    }
}

/* What `of` has is shared; what is set afterwards is the variant's. A list that grows is copied
 * then: there is no room in the other's. So `of` has to outlive it. */
blackout_status blackout_scenario_variant(blackout_scenario **scenario, const blackout_scenario *of,
                                          blackout_error *error)
{
    blackout_status status = blackout_scenario_new(scenario, error);
    if (status == BLACKOUT_OK) {
        **scenario = *of;
        (*scenario)->arena = (struct arena){0};
        (*scenario)->override_capacity = of->override_count;
    }
    return status;
}

/* Noted as given only once it has been taken: a refused option must not keep the file's value out.
 */
blackout_status blackout_scenario_set(blackout_scenario *scenario, const char *name,
                                      const char *text, blackout_error *error)
{
    size_t number;
    const struct input *input = input_for(&number, QUESTION_SCENARIO, name, error);
    if (input == NULL) {
        return BLACKOUT_ERROR_USAGE;
    }
    const struct asked_input asked = {&scenario->arena, name, error};
    blackout_status status =
        arena_judge(&scenario->arena, input->scenario(scenario, &asked, text), error);
    scenario->given |= status == BLACKOUT_OK ? UINT64_C(1) << number : 0;
    return status;
}

/* The name goes the way of a path, so that it is refused alike and counts as given. */
blackout_status blackout_scenario_set_curve(blackout_scenario *scenario, const char *bytes,
                                            size_t size, const char *name, blackout_error *error)
{
    blackout_status status =
        blackout_scenario_set(scenario, "severity-curve", name != NULL ? name : "", error);
    if (status == BLACKOUT_OK) {
        scenario->curve_bytes = arena_copy(&scenario->arena, size > 0 ? bytes : "", size);
        scenario->curve_size = size;
        status = scenario->curve_bytes != NULL ? BLACKOUT_OK : error_memory(error);
    }
    return status;
}

/* NULL where its bytes are in memory: there is no file for a caller to name as an input. */
const char *blackout_scenario_curve(const blackout_scenario *scenario)
{
    return scenario->curve_bytes == NULL ? scenario->severity_curve : NULL;
}

const char *blackout_scenario_name(const blackout_scenario *scenario)
{
    return scenario->name;
}

/* With the defaults, which are known here alone; whether it was given is the return value. The
 * program shows them before a run (cli/verbose.c). */
int blackout_scenario_number(double *value, const blackout_scenario *scenario, const char *input)
{
    const struct {
        const char *name;
        bool is_set;
        double value;
    } numbers[] = {
        {"samples", scenario->has_samples, scenario_samples(scenario)},
        {"seed", scenario->has_seed, scenario_seed(scenario)},
        {"until", scenario->has_until, scenario_until(scenario)},
        {"years", scenario->has_years, scenario->has_years ? scenario->years : DEFAULT_YEARS}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        if (strcmp(numbers[i].name, input) == 0) {
            *value = numbers[i].value;
            return numbers[i].is_set ? 1 : 0;
        }
    }
    return -1;
}
