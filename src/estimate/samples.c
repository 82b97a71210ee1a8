/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distributions of the report's figures. Scenarios share their draws: a factor has the same
 * scores in all of them, so that differences are paired. Which figures there are has been decided
 * by the sections before; here are the draws, how many, and what of them is kept. */
#include <string.h>

#include "ask/run_options.h"
#include "core/error.h"
#include "core/parallel.h"
#include "estimate/factors.h"
#include "estimate/figure_sums.h"
#include "estimate/sharing.h"
#include "stats/sobol.h"
#include "uncertainty/montecarlo.h"
#include "estimate/figure_catalogue.h"

/* ---- Figures that are kept ------------------------------------------------------------------- */

/* What scenarios are compared by, and what decides which factors are important. The number of a
 * figure is that of the last one made: a target is always among those that are sampled
 * (figure_catalogue.c). */
static void add_targets(struct run *run)
{
    const struct model_selection all = model_select_all();
    size_t count = 0;
    for (int id = 0; id < FIGURE_COUNT && count < RESULT_TARGET_COUNT; ++id) {
        const struct figure_info *figure = figure_info((enum figure_id)id);
        if (figure->is_target) {
            struct result_target *target = &run->result->targets[count];
            target->id = (enum figure_id)id;
            target->name = figure->path;
            target->quantity = figure_sum(run, target->id, AT_TOTALS, &all);
            run->targets[count++] = run->figures.count - 1;
        }
    }
}

/* Outages that are added up need the credits of each sample. */
static void add_credits(struct run *run)
{
    const struct model_selection all = model_select_all();
    if (run->asked->apart && run->result->totals[FIGURE_CREDITS].present) {
        figure_sum(run, FIGURE_CREDITS, AT_TOTALS, &all);
        run->credits = run->figures.count - 1;
    }
}

static const double *keep(struct run *run, size_t figure, size_t samples)
{
    double *values = arena_alloc(run->result->arena, samples, sizeof *values);
    run->figures.figures[figure].kept = values;
    return values;
}

/* What laws compare with an amount is kept beside the targets. */
static blackout_status keep_account(struct run *run, size_t samples, blackout_error *error)
{
    struct result *result = run->result;
    const bool has_account =
        result->account.present && (result->threshold_count > 0 || run->asked->apart);
    const bool has_credits = run->asked->apart && result->totals[FIGURE_CREDITS].present;
    result->account.gross_values = has_account ? keep(run, run->account_gross, samples) : NULL;
    result->credit_values = has_credits ? keep(run, run->credits, samples) : NULL;
    return has_account == (result->account.gross_values != NULL) &&
                   has_credits == (result->credit_values != NULL)
               ? BLACKOUT_OK
               : error_memory(error);
}

/* Values of a target are kept for comparison and draws; of other figures only their statistics.
 * Statistics need no values in memory; differences and draws do. Anew in each round of `until`:
 * what earlier rounds took stays in the arena, and is together less than the last. */
static blackout_status keep_targets(struct run *run, size_t samples, blackout_error *error)
{
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        run->result->targets[i].values = keep(run, run->targets[i], samples);
        if (run->result->targets[i].values == NULL) {
            return error_memory(error);
        }
    }
    run->result->sample_count = samples;
    blackout_status status = keep_account(run, samples, error);
    return status == BLACKOUT_OK ? run_keep_proportions(run, samples, error) : status;
}

/* ---- The sampler ----------------------------------------------------------------------------- */

/* The sequence begins with its zero: the first 2^m points are a net only with it (Owen 2020, "On
 * dropping the first Sobol' point"). The arena gives zeros, which are the first point. All
 * replicates have the same points, each scrambled in its own way, so that they are as many as the
 * samples of one. */
static blackout_status make_sobol(struct sampler *sampler, struct arena *arena,
                                  blackout_error *error)
{
    size_t points = (sampler->samples + sampler->replicates - 1) / sampler->replicates;
    sampler->dimensions = 0;
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        const uint32_t dimension = sampler->normals[i].dimension;
        if (dimension != SAMPLER_NONE && dimension >= sampler->dimensions) {
            sampler->dimensions = dimension + 1;
        }
    }
    double *sobol = arena_alloc(arena, points * sampler->dimensions, sizeof *sobol);
    sampler->sobol = sobol;
    if (sobol == NULL) {
        return error_memory(error);
    }
    return sobol_points(sobol + sampler->dimensions, points - 1, sampler->dimensions, error);
}

/* ---- The run --------------------------------------------------------------------------------- */

/* Not an error: the centre is right, and an old package may have none. A warning that finds no
 * memory is seen by the arena (arena_judge()), as in the next one. A calibration does without the
 * class on purpose. */
static void warn_no_model_error(struct run *run)
{
    const struct model_error *error = &run->prepared->model.error;
    const bool no_class = error->class_score == PARAMETER_NONE;
    const bool none = no_class && error->hours_score == PARAMETER_NONE;
    blackout_error ignored;
    if (none || (no_class && !run->prepared->mode.no_class_error)) {
        run_warn(run, "no_model_error", "model_error",
                 none ? "the package has no model error of the owner's loss: its intervals are too "
                        "narrow"
                      : "model_error has rows of borrowed hours alone, and none without "
                        "duration_hours, which is of past outages: the intervals of the owner's "
                        "loss are too narrow",
                 &ignored);
    }
}

/* The points depend on the number of samples, and are made anew each time. */
static blackout_status sample(struct run *run, struct sampler *sampler,
                              const struct montecarlo *montecarlo, blackout_error *error)
{
    blackout_status status = make_sobol(sampler, run->prepared->arena, error);
    if (status == BLACKOUT_OK) {
        status = keep_targets(run, sampler->samples, error);
    }
    return status == BLACKOUT_OK ? montecarlo_run(montecarlo, error) : status;
}

/* Whether the standard errors of what the owner and the dependants lose are small enough. A total
 * that the package does not have is 0 in every sample, and settled. */
static bool is_settled(const struct run *run, double until)
{
    for (int i = 0; i < RESULT_TARGET_COUNT; ++i) {
        if (!statistics_settled(run->result->targets[i].quantity.statistics, until)) {
            return false;
        }
    }
    return true;
}

static void warn_not_settled(struct run *run)
{
    blackout_error ignored;
    run_warn(run, "until_not_reached", "--until",
             "the standard error of a mean is larger than requested, even with the largest number "
             "of samples",
             &ignored);
}

/* Each round begins anew with twice the samples: a Sobol sequence is balanced at powers of
 * two. */
static blackout_status sample_until(struct run *run, struct sampler *sampler,
                                    struct montecarlo *montecarlo, blackout_error *error)
{
    const struct progress whole = montecarlo->progress;
    const double until = run->prepared->scenario.until;
    blackout_status status = BLACKOUT_OK;
    bool settled = false;
    size_t round = 0;
    for (size_t samples = UNTIL_FIRST_SAMPLES;
         status == BLACKOUT_OK && !settled && samples <= UNTIL_LAST_SAMPLES; samples *= 2) {
        struct progress_part part = progress_round_of(whole, round++);
        montecarlo->progress = progress_to_part(&part);
        sampler->samples = samples;
        status = sample(run, sampler, montecarlo, error);
        settled = status == BLACKOUT_OK && is_settled(run, until);
    }
    montecarlo->progress = whole;
    if (status == BLACKOUT_OK && !settled) {
        warn_not_settled(run);
    }
    run->result->scenario.samples = (double)sampler->samples;
    return status;
}

/* How many samples a round takes, or points a sensitivity analysis, where the scenario's own number
 * goes before the option's. */
static blackout_status choose_samples(size_t *samples, const struct run *run,
                                      const blackout_run_options *options, blackout_error *error)
{
    enum { FEWEST_POINTS = 64, MOST_POINTS = 65536 };
    const size_t asked = (size_t)run->prepared->scenario.samples;
    const size_t points = options != NULL ? options->sensitivity : 0;
    *samples = run->round_samples > 0 ? run->round_samples : asked;
    if (points > 0) {
        *samples = run->asked->has_samples ? asked : points;
    }
    return points == 0 || (*samples >= FEWEST_POINTS && *samples <= MOST_POINTS)
               ? BLACKOUT_OK
               : error_field(error, BLACKOUT_ERROR_USAGE, "samples",
                             "samples is out of range ('%zu'); %d to %d points of a sensitivity "
                             "analysis",
                             *samples, FEWEST_POINTS, MOST_POINTS);
}

/* What is sampled, and by whom; an option without a caller's wish has its default. Without a start
 * exposures are means over the week, and the hour is not read. */
static struct montecarlo montecarlo_of(struct run *run, const struct sampler *sampler,
                                       const blackout_run_options *options)
{
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    return (struct montecarlo){
        .model = &run->model,
        .centres = run->prepared->centres,
        .has_start = scenario->has_start,
        .start_hour_of_week = scenario->has_start ? calendar_hour_of_week(scenario->start) : 0,
        .sampler = sampler,
        .figures = &run->figures,
        .threads = parallel_threads(options != NULL ? options->threads : 0, sampler->samples),
        .cancelled = options != NULL ? options->cancelled : NULL,
        .user = options != NULL ? options->user : NULL,
        .progress = run_options_progress(options)};
}

/* One of several processes that share the samples, or the one that joins theirs. The shard is of
 * this call: nothing refers to it afterwards. */
static blackout_status sample_shared(struct run *run, struct sampler *sampler,
                                     struct montecarlo *montecarlo,
                                     const blackout_run_options *options, blackout_error *error)
{
    struct shared_run shared;
    blackout_status status = sharing_make(&shared, run->result, "estimate", options->shard, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    montecarlo->shard = &shared.shard;
    status = sample(run, sampler, montecarlo, error);
    montecarlo->shard = NULL;
    return shared_run_end(&shared, status, error);
}

/* Draws `samples` of the factors; or, where a sensitivity analysis is asked for, its design. A
 * pair's rounds are counted by its caller, hence round_samples. */
static blackout_status draw(struct run *run, const struct factor_list *list, size_t samples,
                            const blackout_run_options *options, blackout_error *error)
{
    const struct resolved_scenario *scenario = &run->prepared->scenario;
    struct sampler sampler = {.seed = (uint64_t)scenario->seed,
                              .samples = samples,
                              .replicates = SAMPLER_REPLICATES,
                              .factors = list->factors,
                              .factor_count = list->count,
                              .normals = list->normals,
                              .normal_count = list->normal_count};
    struct montecarlo montecarlo = montecarlo_of(run, &sampler, options);
    warn_no_model_error(run);
    const bool is_analysis = options != NULL && options->sensitivity > 0;
    if (is_analysis || run->totals_only) {
        run->model.supply.in_time = false; /* no net loss needs it, and it takes time */
    }
    if (is_analysis) {
        return factors_sensitivity(run, list, &montecarlo, samples, error);
    }
    blackout_status status = options != NULL && options->shard != NULL
                                 ? sample_shared(run, &sampler, &montecarlo, options, error)
                             : scenario->until > 0 && run->round_samples == 0
                                 ? sample_until(run, &sampler, &montecarlo, error)
                                 : sample(run, &sampler, &montecarlo, error);
    if (status == BLACKOUT_OK && options != NULL && options->draws != NULL &&
        !sharing_gives(options)) {
        status = factors_write_draws(run, list, &sampler, options, error);
    }
    return status;
}

/* Without samples intervals are absent, and the central values stay. */
blackout_status run_samples(struct run *run, const blackout_run_options *options,
                            blackout_error *error)
{
    size_t samples;
    struct factor_list list;
    blackout_status status = choose_samples(&samples, run, options, error);
    if (status != BLACKOUT_OK) {
        return status;
    }
    add_targets(run);
    add_credits(run);
    if (run->figures.failed) {
        return error_memory(error);
    }
    run->result->scenario.samples = (double)samples;
    if (samples == 0) {
        return BLACKOUT_OK;
    }
    status = factors_make(&list, run->prepared, run->result->arena, &run->result->warnings, error);
    return status == BLACKOUT_OK ? draw(run, &list, samples, options, error) : status;
}
