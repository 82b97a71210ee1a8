/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios side by side, each freed when its result has been given away: a series of any length
 * takes the memory of those under way. Results are the same as those of one call for all, and are
 * given away in the order of the scenarios. What is kept of a result is up to whoever is given it.
 */
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include "ask/run_options.h"
#include "ask/scenario_sampling.h"
#include "core/error.h"
#include "core/mutex.h"
#include "core/options.h"
#include "core/parallel.h"
#include "core/pipeline.h"
#include "estimate/estimate.h"
#include "estimate/result.h"

_Static_assert((int)BLACKOUT_SERIES_UNDER_WAY == (int)PIPELINE_MOST_SLOTS,
               "callers have room for all that are under way");

/* One that is under way. */
struct series_place {
    const blackout_scenario *scenario;
    blackout_result *result;
    blackout_status status; /* of asking for the scenario, then of its estimate */
    blackout_status judged; /* of a check */
    blackout_error error;
};

struct series_run {
    const blackout_dataset *dataset;
    const blackout_series *series;
    const blackout_run_options *options;
    size_t threads; /* of the run */
    size_t workers; /* of which so many have a scenario each */
    struct series_place places[PIPELINE_MOST_SLOTS];
    size_t asked; /* by ask() alone, and `given` by take(), of which one runs at a time */
    size_t given;
    bool failed; /* a scenario could not be had: none is asked for after it */
    /* the caller's functions are called by one thread at a time */
    struct mutex calling;
    atomic_bool cancelled;
    blackout_status status; /* of the first failure */
    blackout_error error;
    struct arena arena; /* of the warnings */
    struct warning_list warnings;
};

/* ---- The caller's functions ------------------------------------------------------------------ */

/* Asked by any of the threads; once it has said so, all end. */
static int is_cancelled(void *user)
{
    struct series_run *run = user;
    if (run->options->cancelled != NULL && !atomic_load(&run->cancelled)) {
        mutex_lock(&run->calling);
        if (run->options->cancelled(run->options->user) != 0) {
            atomic_store(&run->cancelled, true);
        }
        mutex_unlock(&run->calling);
    }
    return atomic_load(&run->cancelled);
}

static void pass_on_diagnostic(void *user, const blackout_diagnostic *diagnostic)
{
    struct series_run *run = user;
    mutex_lock(&run->calling);
    run->options->diagnostic(run->options->user, diagnostic);
    mutex_unlock(&run->calling);
}

static void pass_on_progress(void *user, const blackout_progress *progress)
{
    struct series_run *run = user;
    mutex_lock(&run->calling);
    run->options->progress(run->options->progress_user, progress);
    mutex_unlock(&run->calling);
}

static struct progress progress_of(struct series_run *run)
{
    return (struct progress){run->options->progress != NULL ? pass_on_progress : NULL, run};
}

/* ---- A scenario ------------------------------------------------------------------------------ */

/* Samples of which several scenarios may be in memory: some 15 MB, where 10,000 of the reference
 * event took 6 and 100,000 took 74. */
static const double few_samples = 20000;

/* Few samples are of one thread, since scenarios side by side gain more than those of one. Many are
 * of all threads, so that memory is for one scenario. One with a curve reads a file, and what is
 * said of that has to come in the order of the scenarios. */
static bool is_by_itself(const blackout_scenario *scenario)
{
    return scenario_samples(scenario) > few_samples || scenario_until(scenario) > 0 ||
           blackout_scenario_curve(scenario) != NULL;
}

/* A check takes the same little time of any number of samples. */
static bool is_alone(void *user, size_t slot)
{
    const struct series_run *run = user;
    const struct series_place *place = &run->places[slot];
    if (run->workers == 1) {
        return true; /* with one thread, each is */
    }
    if (place->status != BLACKOUT_OK || place->scenario == NULL) {
        return false;
    }
    return run->series->check != NULL ? blackout_scenario_curve(place->scenario) != NULL
                                      : is_by_itself(place->scenario);
}

/* Those of one scenario, whose functions are this run's; nobody is told how far it is. */
static blackout_run_options options_of_one(struct series_run *run, size_t threads)
{
    blackout_run_options options = *run->options;
    options.threads = (unsigned)threads;
    options.cancelled = is_cancelled;
    options.diagnostic = options.diagnostic != NULL ? pass_on_diagnostic : NULL;
    options.user = run;
    options.progress = NULL;
    return options;
}

static void check(struct series_run *run, struct series_place *place)
{
    const blackout_run_options options = options_of_one(run, 1);
    if (place->scenario != NULL) {
        place->judged =
            blackout_estimate_check(run->dataset, place->scenario, &options, &place->error);
    }
}

/* `part`: whom it tells how far it is; NULL: nobody, since others are under way beside it. */
static void estimate(struct series_run *run, struct series_place *place, size_t threads,
                     struct progress_part *part)
{
    blackout_run_options options = options_of_one(run, threads);
    if (part != NULL) {
        run_options_part(&options, part);
    }
    const struct estimate_call call = {.dataset = run->dataset,
                                       .scenarios = &place->scenario,
                                       .scenario_count = 1,
                                       .options = &options,
                                       .totals_only = run->series->for_sweep != 0};
    place->status = estimate_make(&place->result, &call, &place->error);
}

static void check_or_estimate(struct series_run *run, struct series_place *place, size_t threads,
                              struct progress_part *part)
{
    if (run->series->check != NULL) {
        check(run, place);
    } else {
        estimate(run, place, threads, part);
    }
}

/* The next to be given, as pieces are taken in order: hence its number, and no other beside it. */
static void do_alone(struct series_run *run, struct series_place *place)
{
    struct progress_part part =
        progress_part_of(progress_of(run), run->given, run->series->count, "scenarios");
    check_or_estimate(run, place, run->threads, &part);
}

static void give_check(struct series_run *run, struct series_place *place)
{
    const blackout_series *series = run->series;
    const blackout_error fault = place->error;
    mutex_lock(&run->calling);
    place->status = series->check(series->user, run->given++, place->judged, &fault, &place->error);
    mutex_unlock(&run->calling);
}

/* Warnings are kept before the result is given away, since it is freed after that whatever the
 * caller says. */
static void give(struct series_run *run, struct series_place *place)
{
    const blackout_series *series = run->series;
    if (warning_add_all(&run->warnings, &run->arena, &place->result->warnings) != 0) {
        place->status = error_memory(&place->error);
        return;
    }
    mutex_lock(&run->calling);
    place->status = series->result(series->user, run->given, place->result, &place->error);
    mutex_unlock(&run->calling);
    if (place->status == BLACKOUT_OK) {
        ++run->given;
        progress_report(progress_of(run), "scenarios", (double)run->given, (double)series->count);
    }
}

/* ---- The pipeline ---------------------------------------------------------------------------- */

/* A failure waits in its place until those before it have been given: the caller hears of it in its
 * turn. */
static bool ask(void *user, size_t slot)
{
    struct series_run *run = user;
    const blackout_series *series = run->series;
    struct series_place *place = &run->places[slot];
    if (run->failed || run->asked == series->count) {
        return false;
    }
    *place = (struct series_place){.scenario = NULL};
    mutex_lock(&run->calling);
    place->status = series->scenario(series->user, run->asked, &place->scenario, &place->error);
    mutex_unlock(&run->calling);
    run->failed = place->status != BLACKOUT_OK;
    ++run->asked;
    return true;
}

static void work(void *user, size_t slot, size_t worker)
{
    struct series_run *run = user;
    struct series_place *place = &run->places[slot];
    (void)worker;
    if (place->status == BLACKOUT_OK && !is_alone(run, slot)) {
        /* with fewer scenarios than threads each has several */
        check_or_estimate(run, place, run->threads / run->workers, NULL);
    }
}

/* The caller's status ends the series, so that a reader who has seen enough can stop it. Others may
 * be under way then: their results are freed once the threads have ended. */
static bool take(void *user, size_t slot)
{
    struct series_run *run = user;
    struct series_place *place = &run->places[slot];
    if (place->status == BLACKOUT_OK && is_alone(run, slot)) {
        do_alone(run, place);
    }
    if (place->status == BLACKOUT_OK && run->series->check != NULL) {
        give_check(run, place);
    } else if (place->status == BLACKOUT_OK) {
        give(run, place);
    }
    if (place->status != BLACKOUT_OK) {
        run->status = place->status;
        run->error = place->error;
    }
    blackout_result_free(place->result);
    place->result = NULL;
    return run->status == BLACKOUT_OK;
}

/* Draws are written as they are made, and a sensitivity analysis has many points: for one scenario
 * at a time. Never more than the pipeline has slots for, of which each worker takes several. */
static void choose_threads(struct series_run *run)
{
    const blackout_run_options *options = run->options;
    const bool is_large = options->draws != NULL || options->sensitivity > 0;
    run->threads = parallel_threads(options->threads, SIZE_MAX);
    run->workers = is_large ? 1 : parallel_threads((unsigned)run->threads, run->series->count);
    const size_t most = PIPELINE_MOST_SLOTS / pipeline_slots(1);
    run->workers = run->workers < most ? run->workers : most;
}

static blackout_status run_all(struct series_run *run, blackout_error *error)
{
    choose_threads(run);
    const struct pipeline pipeline = {
        .user = run, .fill = ask, .work = work, .is_alone = is_alone, .take = take};
    mutex_init(&run->calling);
    pipeline_run(run->workers, &pipeline);
    mutex_destroy(&run->calling);
    for (size_t i = 0; i < PIPELINE_MOST_SLOTS; ++i) { /* of those behind a failure */
        blackout_result_free(run->places[i].result);
    }
    if (run->status != BLACKOUT_OK && error != NULL) {
        *error = run->error;
    }
    return run->status;
}

blackout_status blackout_estimate_each(const blackout_dataset *dataset,
                                       const blackout_series *series,
                                       const blackout_run_options *options, blackout_error *error)
{
    static const struct options_kind kind = {sizeof(blackout_series), "blackout_series",
                                             "BLACKOUT_SERIES_INIT"};
    blackout_run_options taken;
    blackout_series given;
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
    if (status != BLACKOUT_OK) {
        return status;
    }
    struct series_run *run = calloc(1, sizeof *run);
    if (run == NULL) {
        return error_memory(error);
    }
    run->dataset = dataset;
    run->series = &given;
    run->options = &taken;
    status = run_all(run, error);
    if (status == BLACKOUT_OK) {
        run_options_report(&taken, &run->warnings);
    }
    status = arena_end(&run->arena, status, error);
    free(run);
    return status;
}
