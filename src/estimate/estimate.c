/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run, from a scenario and a dataset to a result, in the order of the architecture. The arena of
 * the model is given back at the end of each scenario; the result keeps its own copies. What a
 * section of the result holds is in the file of that section; here are only their order, the checks
 * that need no dataset, and who owns which memory. */
#include "estimate/estimate.h"

#include <stdlib.h>

#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "estimate/comparison.h"
#include "estimate/run.h"
#include "estimate/sharing.h"

/* ---- What the run was asked, and what it read ------------------------------------------------ */

static const char **copy_names(const struct run *run, const string_id *ids, size_t count)
{
    const char **names = arena_alloc(run->result->arena, count, sizeof *names);
    for (size_t i = 0; names != NULL && i < count; ++i) {
        names[i] = arena_copy_text(run->result->arena, run_text(run, ids[i]));
    }
    return names;
}

/* Of another outage than the event, the cause is another. */
static const char *cause_of(const struct run *run)
{
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    return scenario->event != NULL && scenario->event_changes == NULL &&
                   scenario->event->cells[OUTAGES_APPARENT_CAUSE].given
               ? run_text(run, scenario->event->cells[OUTAGES_APPARENT_CAUSE].text)
               : NULL;
}

/* As it was asked for: an event's own range is in its table, which the report names. */
static struct result_range range_of(bool asked, const struct mapping *mapping)
{
    struct result_range range = {.present = asked && !mapping_is_certain(mapping)};
    if (range.present) {
        mapping_ends(&range.low, &range.high, mapping);
    }
    return range;
}

static void fill_ranges(struct run *run)
{
    const blackout_scenario *asked = run->asked;
    struct result_scenario *scenario = &run->result->scenario;
    scenario->duration_range = range_of(asked->has_duration, &asked->duration_hours);
    scenario->severity_range = range_of(asked->has_severity, &asked->severity);
    scenario->recovery_range = range_of(asked->has_recovery, &asked->recovery_hours);
    scenario->rebound_range = range_of(asked->has_rebound, &asked->rebound);
}

/* As it was found to be, event and defaults included, and not as it was typed. */
static blackout_status fill_scenario(struct run *run, blackout_error *error)
{
    const struct resolved_scenario *from = &run->prepared->scenario;
    run->result->scenario = (struct result_scenario){
        .platforms = copy_names(run, from->selected, from->selected_count),
        .platform_count = from->selected_count,
        .owner = arena_copy_text(run->result->arena, from->owner_name),
        .event = arena_copy_text(run->result->arena, from->event_name),
        .cause = arena_copy_text(run->result->arena, cause_of(run)),
        .regions = copy_names(run, from->regions, from->region_count),
        .region_count = from->region_count,
        .has_start = from->has_start,
        .start = from->start,
        .start_certain = resolved_start_is_certain(from),
        .duration_hours = from->duration_hours,
        .duration_certain = mapping_is_certain(&from->duration_mapping),
        .severity = from->severity,
        .recovery_hours = from->recovery_hours,
        .recovery_certain = mapping_is_certain(&from->recovery_mapping),
        .has_rebound = from->has_rebound,
        .rebound = from->rebound_mapping.centre,
        .measured_curve = from->curve_path != NULL,
        .window_hours = from->window_hours,
        .outage_hours = from->outage_hours,
        .currency = arena_copy_text(run->result->arena, run_text(run, from->currency)),
        .samples = from->samples,
        .until = from->until,
        .seed = from->seed};
    fill_ranges(run);
    const struct result_scenario *made = &run->result->scenario;
    return made->platforms && made->regions && made->currency ? BLACKOUT_OK : error_memory(error);
}

static blackout_status fill_settings(struct run *run, blackout_error *error)
{
    return run_settings(run->result, run->asked, error);
}

static blackout_status fill_inputs(struct run *run, blackout_error *error)
{
    return run_inputs(run->result, run->prepared->dataset, error);
}

/* Copies: those of the preparation go with the model. */
static blackout_status fill_vintages(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    const struct prepared *prepared = run->prepared;
    result->vintages =
        arena_alloc(result->arena, prepared->vintage_count, sizeof *result->vintages);
    bool made = result->vintages != NULL;
    for (size_t i = 0; i < prepared->vintage_count && made; ++i) {
        const struct vintage *from = &prepared->vintages[i];
        struct result_vintage *vintage = &result->vintages[result->vintage_count++];
        *vintage = (struct result_vintage){.table = schema_table(from->table)->name,
                                           .key = arena_copy_text(result->arena, from->key),
                                           .dated = from->dated,
                                           .as_of = from->as_of,
                                           .is_rate = from->table == FX,
                                           .per_usd = from->per_usd};
        made = vintage->key != NULL;
    }
    run_note_inputs(&result->scenario, prepared);
    return made ? BLACKOUT_OK : error_memory(error);
}

/* Warnings of the dataset come first, then those of the preparation; the run's own follow. */
static blackout_status fill_warnings(struct run *run, blackout_error *error)
{
    struct result *result = run->result;
    const struct prepared *prepared = run->prepared;
    bool kept =
        warning_add_all(&result->warnings, result->arena, &prepared->dataset->warnings) == 0 &&
        warning_add_all(&result->warnings, result->arena, &prepared->warnings) == 0 &&
        control_copy(&result->control, result->arena, &prepared->dataset->control) == 0;
    return kept ? BLACKOUT_OK : error_memory(error);
}

/* ---- The run --------------------------------------------------------------------------------- */

/* What is central comes first, and samples last: the figures are registered while central values
 * are filled in. Cancelling is looked at between the sections, each of which takes a moment;
 * sampling looks at it by itself. */
static blackout_status run_all(struct run *run, const blackout_run_options *options,
                               blackout_error *error)
{
    static blackout_status (*const before[])(struct run *, blackout_error *) = {
        fill_scenario, fill_settings, fill_inputs, fill_vintages, fill_warnings};
    /* Losses before all that is a part of them, owners before what needs their market value and
     * shares, evidence last, since it weighs the others' pieces. */
    static blackout_status (*const after[])(struct run *, blackout_error *) = {
        run_losses, run_indirect,    run_insurance,  run_account,   run_reach,
        run_owners, run_proportions, run_thresholds, run_baselines, run_evidence};
    /* An explanation is of a central figure: it needs no samples. */
    bool explains = options != NULL && options->explain != NULL;
    blackout_status status = BLACKOUT_OK;
    for (size_t i = 0; i < sizeof before / sizeof before[0] && status == BLACKOUT_OK; ++i) {
        status = arena_judge(run->result->arena, before[i](run, error), error);
    }
    if (status == BLACKOUT_OK) {
        status = run_evaluate(run, options, error);
    }
    for (size_t i = 0; i < sizeof after / sizeof after[0] && status == BLACKOUT_OK; ++i) {
        if (options != NULL && options->cancelled != NULL && options->cancelled(options->user)) {
            return error_set(error, BLACKOUT_ERROR_CANCELLED, "the run was cancelled");
        }
        status = arena_judge(run->result->arena, after[i](run, error), error);
    }
    /* no path names a single business, and finding the largest reads their file again */
    if (status == BLACKOUT_OK && !explains) {
        status = run_top_businesses(run, error);
    }
    if (status == BLACKOUT_OK && run->figures.failed) {
        status = error_memory(error);
    }
    if (status == BLACKOUT_OK && explains) {
        return run_explanation(run, options->explain, error);
    }
    if (status == BLACKOUT_OK) {
        status = run_samples(run, options, error);
    }
    if (status == BLACKOUT_OK && !sharing_gives(options)) {
        run_exceedance(run);
        status = run_sampled_proportions(run, error);
    }
    return status;
}

/* What a run that is of totals alone may be of: of a scenario that asks for nothing that other
 * figures' samples decide. A sweep is of many scenarios and shows a few totals: the rest would be
 * sampled for nothing. */
static bool is_of_totals(const struct estimate_call *call, const blackout_scenario *asked)
{
    const blackout_run_options *options = call->options;
    const bool asks_more =
        asked->threshold_count > 0 || asked->proportions || asked->filed || asked->apart ||
        (options != NULL &&
         (options->draws != NULL || options->explain != NULL || options->sensitivity > 0));
    return call->totals_only && !asks_more;
}

/* The model's arena ends here, whatever happens; what the result has is copied. The result's arena
 * is shared by all scenarios of a call and is freed with them. */
static blackout_status estimate_one(blackout_result *made, size_t number,
                                    const struct estimate_call *call, size_t samples,
                                    blackout_error *error)
{
    struct arena model_arena = {0};
    struct prepared prepared;
    struct result *result = &made->results[number];
    struct run run = {.asked = call->scenarios[number],
                      .prepared = &prepared,
                      .result = result,
                      .figures = {.arena = &made->arena},
                      .totals_only = is_of_totals(call, call->scenarios[number]),
                      .no_part_samples =
                          call->options != NULL && call->options->no_part_samples != 0,
                      .round_samples = samples};
    const struct prepare_request request = {call->dataset, run.asked, call->options, call->mode};
    *result = (struct result){.arena = &made->arena};
    blackout_status status = prepare_model(&prepared, &model_arena, &request, error);
    if (status == BLACKOUT_OK) {
        /* A copy, since the rows of the listed businesses are added to it; the prepared one stays
         * const. */
        run.model = prepared.model;
        run.layout = model_layout(&run.model);
        status = run_all(&run, call->options, error);
    }
    status = arena_judge(&made->arena, status, error);
    return arena_end(&model_arena, status, error);
}

/* made->count goes ahead of the estimate, so that a result that failed is within what is freed.
 * Warnings are gathered over the scenarios, so that equal ones are reported once. */
static blackout_status estimate_all(blackout_result *made, const struct estimate_call *call,
                                    size_t samples, blackout_error *error)
{
    made->results = arena_alloc(&made->arena, call->scenario_count, sizeof *made->results);
    blackout_status status = made->results != NULL ? BLACKOUT_OK : error_memory(error);
    const struct progress whole = run_options_progress(call->options);
    blackout_run_options options =
        call->options != NULL ? *call->options : (blackout_run_options)BLACKOUT_RUN_OPTIONS_INIT;
    struct estimate_call one = *call;
    one.options = &options;
    for (size_t i = 0; i < call->scenario_count && status == BLACKOUT_OK; ++i) {
        struct progress_part part = progress_part_of(whole, i, call->scenario_count, "scenarios");
        run_options_part(&options, &part);
        made->count = i + 1;
        status = estimate_one(made, i, &one, samples, error);
        if (status == BLACKOUT_OK &&
            warning_add_all(&made->warnings, &made->arena, &made->results[i].warnings) != 0) {
            status = error_memory(error);
        }
        if (status == BLACKOUT_OK) {
            progress_report(whole, "scenarios", (double)(i + 1), (double)call->scenario_count);
        }
    }
    return status;
}

/* Two scenarios that settle together, in rounds of the same number of samples. Rounds begin anew:
 * the arena of the last one is given back, so that doubling costs no memory. Both always have the
 * same number, or their samples would not be pairs. */
static blackout_status estimate_pair(blackout_result *made, const struct estimate_call *call,
                                     blackout_error *error)
{
    blackout_status status = BLACKOUT_OK;
    bool settled = false;
    size_t round = 0;
    const struct progress whole = run_options_progress(call->options);
    blackout_run_options options = *call->options; /* two are compared: there are some */
    struct estimate_call in_round = *call;
    in_round.options = &options;
    for (size_t samples = UNTIL_FIRST_SAMPLES;
         status == BLACKOUT_OK && !settled && samples <= UNTIL_LAST_SAMPLES; samples *= 2) {
        struct arena arena = {0};
        struct comparison comparison;
        arena_free(&made->arena);
        *made = (blackout_result){.count = 0};
        struct progress_part part = progress_round_of(whole, round++);
        run_options_part(&options, &part);
        status = estimate_all(made, &in_round, samples, error);
        if (status == BLACKOUT_OK) {
            status =
                comparison_make(&comparison, &arena, &made->results[0], &made->results[1], error);
            settled = status == BLACKOUT_OK && comparison.settled;
        }
        status = arena_end(&arena, status, error);
    }
    return status;
}

/* An empty file of draws would look like a run that failed. */
static blackout_status check_draws(const struct estimate_call *call, blackout_error *error)
{
    const bool writes = call->options != NULL && call->options->draws != NULL;
    for (size_t i = 0; i < call->scenario_count && writes; ++i) {
        if (scenario_samples(call->scenarios[i]) == 0) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "draws",
                               "there are no draws to write without samples; leave draws out, or "
                               "samples 0");
        }
    }
    return BLACKOUT_OK;
}

/* An explanation and a sensitivity analysis are of other things, and pass them over. A filing fills
 * in what it can without samples and says which fields need them. */
static blackout_status check_thresholds(const struct estimate_call *call, blackout_error *error)
{
    const bool samples = call->options == NULL ||
                         (call->options->explain == NULL && call->options->sensitivity == 0);
    for (size_t i = 0; i < call->scenario_count && samples; ++i) {
        const blackout_scenario *scenario = call->scenarios[i];
        if (scenario->threshold_count > 0 && scenario_samples(scenario) == 0 && !scenario->filed) {
            return error_field(error, BLACKOUT_ERROR_USAGE, "threshold",
                               "threshold '%.60s' needs samples, and there are none; leave out "
                               "samples 0, or the threshold",
                               scenario->thresholds[0].name);
        }
    }
    return BLACKOUT_OK;
}

/* A shard is of the samples of one scenario, whose number is known before they are taken. */
static blackout_status check_shard(const struct estimate_call *call, blackout_error *error)
{
    const blackout_run_options *options = call->options;
    if (options == NULL || options->shard == NULL) {
        return BLACKOUT_OK;
    }
    if (call->scenario_count != 1 || options->explain != NULL || options->sensitivity > 0) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, "shard",
            "a shard is of the samples of one scenario ('%zu' here); leave shard out",
            call->scenario_count);
    }
    const blackout_scenario *scenario = call->scenarios[0];
    if (scenario->has_until) {
        return error_field(
            error, BLACKOUT_ERROR_USAGE, "shard",
            "how many samples until takes is not known to a shard ('%.6g'); give samples in "
            "its place",
            scenario->until);
    }
    return scenario_samples(scenario) > 0
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                             "there are no samples to divide ('0'); leave shard out, or samples 0");
}

/* What can be said of the scenarios without meeting the dataset. */
static blackout_status check_asked(const struct estimate_call *call, blackout_error *error)
{
    blackout_status status = check_draws(call, error);
    if (status == BLACKOUT_OK) {
        status = check_thresholds(call, error);
    }
    return status == BLACKOUT_OK ? check_shard(call, error) : status;
}

/* Without samples there is nothing to settle, whatever `until` says. */
blackout_status estimate_make(blackout_result **result, const struct estimate_call *call,
                              blackout_error *error)
{
    const blackout_scenario *const *scenarios = call->scenarios;
    /* Only with `until` does a pair need rounds of its own. */
    bool paired = call->options != NULL && call->options->paired != 0 && call->scenario_count == 2;
    blackout_status status = check_asked(call, error);
    *result = NULL;
    if (status != BLACKOUT_OK) {
        return status;
    }
    blackout_result *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return error_memory(error);
    }
    if (paired) {
        status = comparison_check(scenarios[0], scenarios[1], error);
    }
    if (status == BLACKOUT_OK) {
        status = paired && scenarios[0]->has_until &&
                         !(scenarios[0]->has_samples && scenarios[0]->samples == 0)
                     ? estimate_pair(made, call, error)
                     : estimate_all(made, call, 0, error);
    }
    if (status != BLACKOUT_OK) {
        blackout_result_free(made);
        return status;
    }
    progress_report(run_options_progress(call->options), "scenarios", (double)made->count,
                    (double)made->count);
    *result = made;
    return BLACKOUT_OK;
}

blackout_status estimate_scenarios(blackout_result **result, const struct estimate_call *call,
                                   blackout_error *error)
{
    blackout_status status = estimate_make(result, call, error);
    if (status == BLACKOUT_OK) {
        run_options_report(call->options, &(*result)->warnings);
    }
    return status;
}

/* The model is made and given back: what a scenario names is looked up on the way. Nothing is
 * evaluated, so that it takes a moment for any number of samples. The text is the dataset's, also
 * where the scenario sets inputs: those are numbers. */
blackout_status blackout_estimate_currency(const char **currency, const blackout_dataset *dataset,
                                           const blackout_scenario *scenario,
                                           const blackout_run_options *options,
                                           blackout_error *error)
{
    blackout_run_options taken;
    struct arena arena = {0};
    struct prepared prepared;
    const struct estimate_call call = {
        .dataset = dataset, .scenarios = &scenario, .scenario_count = 1, .options = &taken};
    const struct prepare_request request = {dataset, scenario, &taken, call.mode};
    blackout_status status = run_options_take(&taken, options, error);
    if (status == BLACKOUT_OK) {
        status = check_asked(&call, error);
    }
    if (status == BLACKOUT_OK) {
        status = prepare_model(&prepared, &arena, &request, error);
    }
    if (status == BLACKOUT_OK) {
        const char *own = dataset_text(dataset, prepared.scenario.currency);
        status = comparison_currency(*currency != NULL ? *currency : own, own, error);
        *currency = own;
    }
    return arena_end(&arena, status, error);
}

blackout_status blackout_estimate_check(const blackout_dataset *dataset,
                                        const blackout_scenario *scenario,
                                        const blackout_run_options *options, blackout_error *error)
{
    const char *currency = NULL;
    return blackout_estimate_currency(&currency, dataset, scenario, options, error);
}

blackout_status blackout_estimate(blackout_result **result, const blackout_dataset *dataset,
                                  const blackout_scenario *const *scenarios, size_t scenario_count,
                                  const blackout_run_options *options, blackout_error *error)
{
    blackout_run_options taken;
    const struct estimate_call call = {.dataset = dataset,
                                       .scenarios = scenarios,
                                       .scenario_count = scenario_count,
                                       .options = &taken};
    *result = NULL;
    blackout_status status = run_options_take(&taken, options, error);
    return status == BLACKOUT_OK ? estimate_scenarios(result, &call, error) : status;
}

/* Results of related incidents hang on the first one and are freed with it, one after another and
 * not by recursion. */
void blackout_result_free(blackout_result *result)
{
    while (result != NULL) {
        blackout_result *related = result->related;
        arena_free(&result->arena);
        free(result);
        result = related;
    }
}
