/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario is made here and estimated by the ordinary run, so that nothing is judged but what
 * users get. What a package cannot carry (an owner without revenue, say) is a reason to leave the
 * outage out; running out of memory or being cancelled ends the whole. */
#include "calibrate/past_estimate.h"

#include <string.h>

#include "ask/scenario.h"
#include "core/error.h"

/* A duration of 0 is none: then the event's own range is in the samples, while one that was
 * published with the figure is certain. */
static blackout_status make_scenario(blackout_scenario **scenario,
                                     const struct past_question *question, blackout_error *error)
{
    blackout_status status = blackout_scenario_new(scenario, error);
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(*scenario, "event", question->event, error);
    }
    if (status == BLACKOUT_OK) {
        status = blackout_scenario_set(*scenario, "currency", question->currency, error);
    }
    if (status == BLACKOUT_OK) {
        (*scenario)->has_samples = true;
        (*scenario)->samples = question->samples;
        (*scenario)->has_seed = true;
        (*scenario)->seed = question->seed;
        (*scenario)->has_top = true; /* no businesses */
        (*scenario)->apart = question->apart;
        (*scenario)->has_duration = question->duration_hours > 0;
        (*scenario)->duration_hours = mapping_certain(question->duration_hours);
    }
    return status;
}

/* A result or a reason, and no error, for what the package cannot carry; rows are those that
 * were known then (no_hindsight). */
blackout_status past_estimate(blackout_result **result, const char **why_not, struct arena *arena,
                              const struct past_question *question, blackout_error *error)
{
    blackout_scenario *scenario = NULL;
    /* Its own, since a refusal is no error of the caller's. */
    blackout_error why = {0};
    *result = NULL;
    *why_not = NULL;
    blackout_status status = make_scenario(&scenario, question, &why);
    if (status == BLACKOUT_OK) {
        const blackout_scenario *const scenarios[] = {scenario};
        struct estimate_call call = {.dataset = question->dataset,
                                     .scenarios = scenarios,
                                     .scenario_count = 1,
                                     .options = question->options,
                                     .mode = question->mode};
        /* Market value too is predicted from what was known, so that no caller can forget it. */
        call.mode.no_hindsight = true;
        status = estimate_scenarios(result, &call, &why);
    }
    blackout_scenario_free(scenario);
    /* The message of the error becomes the reason: it says already what the package lacks. */
    if (status == BLACKOUT_ERROR_USAGE || status == BLACKOUT_ERROR_INPUT) {
        *why_not = arena_copy(arena, why.message, strlen(why.message));
        return *why_not != NULL ? BLACKOUT_OK : error_memory(error);
    }
    if (status != BLACKOUT_OK && error != NULL) {
        *error = why;
    }
    return status;
}
