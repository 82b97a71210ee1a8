/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario and others near it, for a reader who asks what if it had lasted longer, begun at
 * another time, or taken down one platform alone. The first result is the scenario's own; those of
 * the others have fewer samples, and no list of businesses. It is made for a page, which cannot run
 * a model: every combination is computed beforehand. (decision 0014) */
#include <stdlib.h>
#include <string.h>

#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "estimate/estimate.h"
#include "estimate/result.h"

/* Hours; the scenario's own is put among them. Roughly by doubling, so that a step is a visible
 * change at either end. */
static const double durations[] = {0.5, 1, 2, 4, 8, 12, 24, 48};
enum { DURATION_COUNT = sizeof durations / sizeof durations[0] };

/* At most so many samples: enough for intervals of two digits. */
enum { EXPLORED_SAMPLES = 1024 };

/* Starts: as asked, half a day later, and at the same time of the next Sunday, or on a Sunday of
 * the next Wednesday. Without a start there is one, any hour. */
enum { MOST_STARTS = 3, HALF_DAY = 12 * SECONDS_PER_HOUR };

struct exploration {
    const blackout_scenario *asked;
    const struct result_scenario *base; /* what the scenario was found to be */
    blackout_scenario *variants;
    size_t count;
};

static size_t list_starts(instant starts[MOST_STARTS], const struct result_scenario *base)
{
    enum { SUNDAY = 6, WEDNESDAY = 2, WEEK = 7, DAY = 2 * HALF_DAY };
    if (!base->has_start) {
        return 1;
    }
    const int weekday = (int)(calendar_hour_of_week(base->start) / HOURS_PER_DAY);
    const int other = weekday == SUNDAY ? WEDNESDAY : SUNDAY;
    starts[0] = base->start;
    starts[1] = base->start + HALF_DAY;
    starts[2] = base->start + (instant)((other - weekday + WEEK) % WEEK) * DAY;
    return MOST_STARTS;
}

/* The durations in their order; returns how many there are. Where it is one of the list it is not
 * there twice. */
static size_t list_durations(double hours[DURATION_COUNT + 1], double asked)
{
    size_t count = 0;
    bool placed = false;
    for (size_t i = 0; i < DURATION_COUNT; ++i) {
        if (!placed && asked <= durations[i]) {
            placed = true;
            if (asked < durations[i]) {
                hours[count++] = asked;
            }
        }
        hours[count++] = durations[i];
    }
    if (!placed) {
        hours[count++] = asked;
    }
    return count;
}

/* Changes one scenario; the texts are those of the scenario and of its result. A start that varies
 * and a curve are the scenario's own: a variant is at one time and of one length, and without the
 * curve as severe as that is in the mean. */
static blackout_scenario variant_of(const struct exploration *exploration, size_t platform,
                                    instant start, double hours)
{
    blackout_scenario variant = *exploration->asked;
    const struct result_scenario *base = exploration->base;
    if (platform > 0) { /* 0: all of them, as asked */
        variant.platforms = (struct name_list){.names = base->platforms + platform - 1, .count = 1};
    }
    /* one page, one currency: a platform alone may have an owner with another */
    variant.currency = base->currency;
    variant.has_start = base->has_start;
    variant.start_has_time = true;
    variant.start = start;
    variant.start_sd_hours = 0;
    variant.has_duration = true;
    variant.duration_hours = mapping_certain(hours);
    if (variant.severity_curve != NULL) {
        variant.severity_curve = NULL;
        variant.has_severity = true;
        variant.severity = mapping_certain(base->severity);
    }
    variant.has_until = false;
    variant.has_samples = true;
    variant.samples = base->samples < EXPLORED_SAMPLES ? base->samples : EXPLORED_SAMPLES;
    variant.has_top = true;
    /* The list of businesses reads a file again for every variant. */
    variant.top = 0;
    return variant;
}

/* All platforms, then each alone where there are several; for each, starts and durations. */
static blackout_status make_variants(struct exploration *exploration, blackout_error *error)
{
    double hours[DURATION_COUNT + 1];
    instant starts[MOST_STARTS] = {0};
    const struct result_scenario *base = exploration->base;
    const size_t start_count = list_starts(starts, base);
    const size_t duration_count = list_durations(hours, base->duration_hours);
    const size_t choices = base->platform_count > 1 ? base->platform_count + 1 : 1;
    exploration->variants =
        calloc(choices * start_count * duration_count, sizeof *exploration->variants);
    if (exploration->variants == NULL) {
        return error_memory(error);
    }
    for (size_t p = 0; p < choices; ++p) {
        for (size_t s = 0; s < start_count; ++s) {
            for (size_t d = 0; d < duration_count; ++d) {
                exploration->variants[exploration->count++] =
                    variant_of(exploration, p, starts[s], hours[d]);
            }
        }
    }
    return BLACKOUT_OK;
}

/* Estimates the scenario and all variants in one call: they share their draws, so that a step of
 * one choice is not the noise of two runs. */
static blackout_status estimate_variants(blackout_result **result,
                                         const struct exploration *exploration,
                                         const struct estimate_call *call, blackout_error *error)
{
    struct estimate_call all = *call;
    const blackout_scenario **scenarios = calloc(exploration->count + 1, sizeof *scenarios);
    if (scenarios == NULL) {
        return error_memory(error);
    }
    scenarios[0] = exploration->asked;
    for (size_t i = 0; i < exploration->count; ++i) {
        scenarios[i + 1] = &exploration->variants[i];
    }
    all.scenarios = scenarios;
    all.scenario_count = exploration->count + 1;
    blackout_status status = estimate_make(result, &all, error);
    free(scenarios);
    return status;
}

/* A run without samples says what the scenario is, an event's start and length included; then all
 * are estimated in one call. Its texts serve the variants, and so it is freed last. Warnings are
 * passed on of the scenario alone: a variant differs from its event by being one. */
blackout_status blackout_explore(blackout_result **result, const blackout_dataset *dataset,
                                 const blackout_scenario *scenario,
                                 const blackout_run_options *options, blackout_error *error)
{
    blackout_run_options taken;
    blackout_result *found = NULL;
    blackout_scenario quick = *scenario;
    const blackout_scenario *const asked = &quick;
    const struct estimate_call call = {
        .dataset = dataset, .scenarios = &asked, .scenario_count = 1, .options = &taken};
    *result = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    taken.draws = NULL; /* they are of one scenario */
    taken.shard = NULL;
    const struct progress progress = run_options_progress(&taken);
    taken.progress = NULL; /* the run without samples takes no time */
    quick.has_top = true;
    quick.top = 0;
    quick.has_until = false;
    quick.has_samples = true;
    quick.samples = 0;
    quick.threshold_count = 0; /* how likely a loss exceeds them would need samples */
    if (status == BLACKOUT_OK) {
        status = estimate_make(&found, &call, error);
    }
    if (status != BLACKOUT_OK) {
        return status;
    }
    taken.progress = progress.report;
    struct exploration exploration = {.asked = scenario, .base = &found->results[0].scenario};
    struct result_scenario base = found->results[0].scenario;
    base.samples = scenario_samples(scenario);
    exploration.base = &base;
    status = make_variants(&exploration, error);
    if (status == BLACKOUT_OK) {
        status = estimate_variants(result, &exploration, &call, error);
    }
    if (status == BLACKOUT_OK) {
        run_options_report(&taken, &(*result)->results[0].warnings);
    }
    free(exploration.variants);
    blackout_result_free(found);
    return status;
}
