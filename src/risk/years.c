/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outages of years lose (years_outages.c draws them). Years are done in rounds: the years
 * of a round by many threads, each its own row; then each measure takes its column in the order of
 * the years, again by many threads. So memory does not grow with the years, and no sum depends on
 * who was faster. */
#include "risk/years.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/parallel.h"
#include "model/evaluate.h"
#include "model/insurance.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

/* Years of a round at most: enough that threads seldom wait for each other, few enough to stay in
 * cache; and at most a sixteenth of all, so that a listener sees a run grow. */
enum { ROUND_YEARS = 8192, ROUNDS = 16, BLOCK_YEARS = 64 };

/* ---- One outage ------------------------------------------------------------------------------ */

/* Scratch memory of one thread, large enough for every model; the parameters that a year has drawn
 * are kept for its further outages. */
struct years_work {
    struct years_outage *outages;
    double *losses;
    double *scores;
    double *exposures;
    double *out;
    struct kernel_bins *bins;
    struct lanes *lanes; /* of a model's work */
    double **parameters; /* of each footprint, processes one after another */
    uint64_t *drawn;     /* the year whose draws they are; UINT64_MAX: none */
    size_t *first_of;    /* number of the first footprint of each process */
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What the largest model needs. */
struct needs {
    size_t scores;
    size_t exposures;
    size_t out;
    size_t bins;
    size_t lanes;
};

/* Footprints share one scratch: the largest of each decides. */
static void add_needs(struct needs *needs, const struct years_footprint *footprint)
{
    needs->scores = larger(needs->scores, footprint->sampler->normal_count);
    needs->exposures = larger(needs->exposures, footprint->model->exposure_count);
    needs->out = larger(needs->out, model_layout(footprint->model).count);
    needs->bins = larger(needs->bins, footprint->model->kernel_count);
    needs->lanes = larger(needs->lanes, model_work(footprint->model));
}

/* No year has the number UINT64_MAX, so that the first outage of each footprint draws. */
static bool make_parameters(struct years_work *work, struct arena *arena, const struct years *years,
                            struct needs *needs)
{
    size_t number = 0;
    for (size_t p = 0; p < years->process_count; ++p) {
        work->first_of[p] = number;
        for (size_t i = 0; i < years->processes[p].footprint_count; ++i, ++number) {
            const struct years_footprint *footprint = &years->processes[p].footprints[i];
            add_needs(needs, footprint);
            work->drawn[number] = UINT64_MAX;
            work->parameters[number] =
                arena_alloc(arena, footprint->model->parameter_count, sizeof **work->parameters);
            if (work->parameters[number] == NULL) {
                return false;
            }
        }
    }
    return true;
}

/* One for each thread, all of it taken before the years begin. */
struct years_work *years_work_make(struct arena *arena, const struct years *years)
{
    struct needs needs = {0};
    size_t footprints = 0;
    for (size_t p = 0; p < years->process_count; ++p) {
        footprints += years->processes[p].footprint_count;
    }
    struct years_work *work = arena_alloc(arena, 1, sizeof *work);
    if (work == NULL) {
        return NULL;
    }
    work->parameters = arena_alloc(arena, footprints, sizeof *work->parameters);
    work->drawn = arena_alloc(arena, footprints, sizeof *work->drawn);
    work->first_of = arena_alloc(arena, years->process_count, sizeof *work->first_of);
    if (work->parameters == NULL || work->drawn == NULL || work->first_of == NULL ||
        !make_parameters(work, arena, years, &needs)) {
        return NULL;
    }
    work->outages =
        arena_alloc(arena, years->process_count * YEARS_MOST_OUTAGES, sizeof *work->outages);
    work->losses = arena_alloc(arena, years->measures, sizeof *work->losses);
    work->scores = arena_alloc(arena, needs.scores, sizeof *work->scores);
    work->exposures = arena_alloc(arena, needs.exposures, sizeof *work->exposures);
    work->out = arena_alloc(arena, needs.out, sizeof *work->out);
    work->bins = arena_alloc(arena, needs.bins, sizeof *work->bins);
    work->lanes = arena_alloc(arena, needs.lanes, sizeof *work->lanes);
    bool ready = work->outages != NULL && work->losses != NULL && work->scores != NULL &&
                 work->exposures != NULL && work->out != NULL && work->bins != NULL &&
                 work->lanes != NULL;
    return ready ? work : NULL;
}

/* The inputs of a footprint's model as they are in a year. A normal has the same score in all
 * models: its stream is a hash of its name. */
static double *parameters_of(struct years_work *work, const struct years *years,
                             const struct years_outage *outage, uint64_t year)
{
    const struct years_footprint *footprint =
        &years->processes[outage->process].footprints[outage->footprint];
    const struct sampler *sampler = footprint->sampler;
    size_t number = work->first_of[outage->process] + outage->footprint;
    double *parameters = work->parameters[number];
    if (work->drawn[number] != year) {
        memcpy(parameters, footprint->centres,
               footprint->model->parameter_count * sizeof *parameters);
        for (size_t i = 0; i < sampler->normal_count; ++i) {
            work->scores[i] =
                normal_quantile(random_uniform(years->seed, sampler->normals[i].stream, year));
        }
        sampler_apply(parameters, sampler, work->scores);
        work->drawn[number] = year;
    }
    return parameters;
}

/* retained = gross - insured: what an aggregate limit cuts is borne by the insured. */
static void settle(double *losses, const struct years_insurance *insurance, double paid)
{
    losses[insurance->insured] = paid;
    losses[insurance->retained] = losses[insurance->gross] - paid;
}

/* What aggregate limits leave of payments; the rest is retained. `so_far` has what each policy has
 * paid earlier in the year, which its limit counts; the total is the sum of the policies, and
 * absent where there is one. */
static void settle_policies(double *losses, const struct years *years, const struct model *model,
                            const double *parameters, const double *so_far)
{
    double paid = 0;
    for (size_t i = 0; i < years->policy_count; ++i) {
        const struct years_policy *policy = &years->policies[i];
        size_t insured = policy->measures.insured;
        double limit =
            insurance_aggregate_limit(model, &model->policies[policy->policy], parameters);
        settle(losses, &policy->measures, insurance_left(limit, so_far[insured], losses[insured]));
        paid += losses[insured];
    }
    if (years->insurance != NULL) {
        settle(losses, years->insurance, paid);
    }
}

/* An outage begins on a full hour, hence the fraction 0. What is the year's is drawn once a
 * year; length and severity are the outage's own. `so_far` is not written. */
void years_evaluate(double *losses, struct years_work *work, const struct years *years,
                    uint64_t year, const struct years_outage *outage, const double *so_far)
{
    const struct years_footprint *footprint =
        &years->processes[outage->process].footprints[outage->footprint];
    const struct model *model = footprint->model;
    double *parameters = parameters_of(work, years, outage, year);
    parameters[model->outage.duration_hours] = outage->duration_hours;
    parameters[model->outage.severity] =
        mapping_value(&footprint->severity, outage->severity_score);
    model_integrate(work->bins, model, parameters, 0);
    const struct model_evaluation evaluation = {.parameters = parameters,
                                                .bins = work->bins,
                                                .start_hour_of_week = outage->hour_of_week,
                                                .exposures = work->exposures,
                                                .out = work->out};
    model_evaluate(&evaluation, 1, model, work->lanes);
    for (size_t m = 0; m < years->measures; ++m) {
        losses[m] = figures_value(footprint->figures, m, work->out);
    }
    settle_policies(losses, years, model, parameters, so_far);
}

/* ---- All years ------------------------------------------------------------------------------- */

struct round {
    const struct years *years;
    struct years_work **works; /* one for each thread */
    struct years_losses *losses;
    uint64_t first_year;
    size_t count;
    double *sums;    /* [count][measures] */
    double *largest; /* likewise */
    atomic_bool not_finite;
};

/* Outages are in the order of their dates: aggregate limits go to the earlier ones. A plain sum:
 * a year has few. */
static void simulate_year(struct round *round, struct years_work *work, size_t row)
{
    const struct years *years = round->years;
    double *sums = round->sums + row * years->measures;
    double *largest = round->largest + row * years->measures;
    uint64_t year = round->first_year + row;
    size_t count = years_outages(work->outages, years, year);
    for (size_t m = 0; m < years->measures; ++m) {
        sums[m] = 0;
        largest[m] = 0;
    }
    for (size_t i = 0; i < count; ++i) {
        years_evaluate(work->losses, work, years, year, &work->outages[i], sums);
        for (size_t m = 0; m < years->measures; ++m) {
            sums[m] += work->losses[m];
            largest[m] = fmax(largest[m], work->losses[m]);
        }
    }
    for (size_t m = 0; m < years->measures; ++m) {
        if (!isfinite(sums[m])) {
            atomic_store(&round->not_finite, true);
        }
    }
}

static void simulate_block(void *user, size_t block, size_t worker)
{
    struct round *round = user;
    size_t last = (block + 1) * BLOCK_YEARS;
    last = last < round->count ? last : round->count;
    for (size_t row = block * BLOCK_YEARS; row < last; ++row) {
        simulate_year(round, round->works[worker], row);
    }
}

/* One of a measure's two columns, in the order of the years. A column is one thread's, and rows
 * come in the order of the years: no sum depends on the threads. */
static void gather(void *user, size_t column, size_t worker)
{
    struct round *round = user;
    size_t measures = round->years->measures;
    size_t m = column / 2;
    struct years_losses *losses = &round->losses[m];
    struct exceedance *into = column % 2 == 0 ? &losses->sum : &losses->largest;
    const double *from = column % 2 == 0 ? round->sums : round->largest;
    (void)worker;
    for (size_t row = 0; row < round->count; ++row) {
        exceedance_add(into, from[row * measures + m]);
    }
}

static struct years_work **make_works(struct arena *arena, const struct years *years)
{
    struct years_work **works = arena_alloc(arena, years->threads, sizeof *works);
    for (size_t i = 0; works != NULL && i < years->threads; ++i) {
        works[i] = years_work_make(arena, years);
        works = works[i] != NULL ? works : NULL;
    }
    return works;
}

static blackout_status not_finite_error(blackout_error *error)
{
    return error_set(
        error, BLACKOUT_ERROR_NUMERIC,
        "the loss of a simulated year is not finite: the range of an input is too wide");
}

/* Only between rounds is the caller asked whether to go on, and by its own thread. */
static blackout_status run_round(struct round *round, years_listener *listener, void *user,
                                 blackout_error *error)
{
    const struct years *years = round->years;
    if (years->cancelled != NULL && years->cancelled(years->user)) {
        return error_set(error, BLACKOUT_ERROR_CANCELLED, "the run was cancelled");
    }
    parallel_for(years->threads, (round->count + BLOCK_YEARS - 1) / BLOCK_YEARS, simulate_block,
                 round);
    if (atomic_load(&round->not_finite)) {
        return not_finite_error(error);
    }
    parallel_for(years->threads, 2 * years->measures, gather, round);
    return listener != NULL
               ? listener(user, round->first_year, round->count, round->sums, round->largest, error)
               : BLACKOUT_OK;
}

/* Memory is that of a round, however many years there are. */
blackout_status years_run(struct years_losses *losses, const struct years *years,
                          years_listener *listener, void *user, blackout_error *error)
{
    struct arena arena = {0};
    struct round round = {.years = years, .losses = losses};
    uint64_t part = (years->count + ROUNDS - 1) / ROUNDS;
    size_t most = part < ROUND_YEARS ? (size_t)part : ROUND_YEARS;
    size_t cells = most * years->measures;
    round.works = make_works(&arena, years);
    round.sums = arena_alloc(&arena, cells, sizeof *round.sums);
    round.largest = arena_alloc(&arena, cells, sizeof *round.largest);
    bool ready = round.works != NULL && round.sums != NULL && round.largest != NULL;
    blackout_status status = ready ? BLACKOUT_OK : error_memory(error);
    while (status == BLACKOUT_OK && round.first_year < years->count) {
        uint64_t left = years->count - round.first_year;
        round.count = left < most ? (size_t)left : most;
        status = run_round(&round, listener, user, error);
        round.first_year += round.count;
    }
    arena_free(&arena);
    return status;
}

/* ---- Single outages -------------------------------------------------------------------------- */

/* Outages that are sampled by themselves are those of years that no run reaches. */
static const uint64_t first_sampled_year = UINT64_C(1) << 32;

struct sampling {
    const struct years *years;
    struct years_work **works;
    size_t process;
    double *log_hours;
    double *losses;
};

/* The year's losses so far are all 0: an outage is sampled as if it were the first of its
 * year. */
static void sample_outage(void *user, size_t number, size_t worker)
{
    struct sampling *sampling = user;
    const struct years *years = sampling->years;
    struct years_work *work = sampling->works[worker];
    uint64_t year = first_sampled_year + number;
    work->outages[0] = years_single_outage(years, sampling->process, year);
    for (size_t m = 0; m < years->measures; ++m) {
        work->losses[m] = 0; /* nothing has been paid before */
    }
    years_evaluate(sampling->losses + number * years->measures, work, years, year, work->outages,
                   work->losses);
    sampling->log_hours[number] = work->outages[0].log_hours;
}

/* Threads write their own places; what is not finite is looked for at the end. */
blackout_status years_sample(double *log_hours, double *losses, const struct years *years,
                             size_t process, size_t count, blackout_error *error)
{
    struct arena arena = {0};
    struct sampling sampling = {.years = years,
                                .works = make_works(&arena, years),
                                .process = process,
                                .log_hours = log_hours,
                                .losses = losses};
    bool ready = sampling.works != NULL;
    if (ready) {
        parallel_for(years->threads, count, sample_outage, &sampling);
    }
    arena_free(&arena);
    for (size_t i = 0; ready && i < count * years->measures; ++i) {
        if (!isfinite(losses[i])) {
            return not_finite_error(error);
        }
    }
    return ready ? BLACKOUT_OK : error_memory(error);
}
