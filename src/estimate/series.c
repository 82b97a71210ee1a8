/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios one after the other, each freed before the next is made: a series of any length takes
 * the memory of its largest scenario. Results are the same as those of one call for all. What is
 * kept of a result is up to whoever is given it. */
#include "ask/run_options.h"
#include "core/error.h"
#include "core/options.h"
#include "estimate/estimate.h"
#include "estimate/result.h"

/* What a series needs from one scenario to the next. */
struct series_run {
    const blackout_dataset *dataset;
    const blackout_series *series;
    const blackout_run_options *options;
    struct arena arena; /* of the warnings */
    struct warning_list warnings;
};

/* Gives the result away for the time of a call. Warnings are kept before the call, since the result
 * is freed after it whatever the caller says. */
static blackout_status hand_over(struct series_run *run, size_t index, blackout_result *result,
                                 blackout_error *error)
{
    const blackout_series *series = run->series;
    blackout_status status = warning_add_all(&run->warnings, &run->arena, &result->warnings) == 0
                                 ? BLACKOUT_OK
                                 : error_memory(error);
    if (status == BLACKOUT_OK) {
        status = series->result(series->user, index, result, error);
    }
    blackout_result_free(result);
    return status;
}

static blackout_status run_one(struct series_run *run, size_t index, blackout_error *error)
{
    const blackout_series *series = run->series;
    const struct progress whole = run_options_progress(run->options);
    struct progress_part part = progress_part_of(whole, index, series->count, "scenarios");
    const blackout_scenario *scenario = NULL;
    blackout_run_options options = *run->options;
    blackout_result *result = NULL;
    run_options_part(&options, &part);
    const struct estimate_call call = {.dataset = run->dataset,
                                       .scenarios = &scenario,
                                       .scenario_count = 1,
                                       .options = &options,
                                       .totals_only = series->for_sweep != 0};
    blackout_status status = series->scenario(series->user, index, &scenario, error);
    if (status == BLACKOUT_OK) {
        status = estimate_make(&result, &call, error);
    }
    if (status == BLACKOUT_OK) {
        status = hand_over(run, index, result, error);
    }
    if (status == BLACKOUT_OK) {
        progress_report(whole, "scenarios", (double)(index + 1), (double)series->count);
    }
    return status;
}

blackout_status blackout_estimate_each(const blackout_dataset *dataset,
                                       const blackout_series *series,
                                       const blackout_run_options *options, blackout_error *error)
{
    static const struct options_kind kind = {sizeof(blackout_series), "blackout_series",
                                             "BLACKOUT_SERIES_INIT"};
    blackout_run_options taken;
    blackout_series given;
    struct series_run run = {.dataset = dataset, .series = &given, .options = &taken};
    blackout_status status = run_options_take(&taken, options, error);
    if (status == BLACKOUT_OK) {
        status = options_take(&given, series, &kind, error);
    }
    if (status == BLACKOUT_OK && taken.shard != NULL) {
        status = error_field(error, BLACKOUT_ERROR_USAGE, "shard",
                             "a shard is of the samples of one scenario ('%zu' here); leave shard "
                             "out, or call blackout_estimate()",
                             given.count);
    }
    /* The caller's status ends the series, so that a reader who has seen enough can stop it. */
    for (size_t i = 0; status == BLACKOUT_OK && i < given.count; ++i) {
        status = run_one(&run, i, error);
    }
    if (status == BLACKOUT_OK) {
        run_options_report(&taken, &run.warnings);
    }
    return arena_end(&run.arena, status, error);
}
