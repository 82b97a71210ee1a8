/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outages of years lose (years_outages.c draws them). Years are done in rounds: the years
 * of a round by many threads, each its own row; then each measure takes its column in the order of
 * the years, again by many threads. So memory does not grow with the years, and no sum depends on
 * who was faster. */
#include "risk/years.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/parallel.h"
#include "model/evaluate.h"
#include "model/insurance.h"
#include "risk/years_shard.h"
#include "risk/years_work.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

/* Years of a round at most: enough that threads seldom wait for each other, few enough to stay in
 * cache; and at most a sixteenth of all, so that a listener sees a run grow. */
enum { ROUND_YEARS = 32768, ROUNDS = 16 };

/* Years that a thread takes at a time at most: enough that outages of one footprint and about one
 * length fill the lanes; and so many pieces for each thread that they end together. */
enum { PIECE_YEARS = 1024, THREAD_PIECES = 4 };

/* ---- Outages --------------------------------------------------------------------------------- */

static const struct years_footprint *footprint_of(const struct years *years,
                                                  const struct years_outage *outage)
{
    return &years->processes[outage->process].footprints[outage->footprint];
}

static void add_task(struct years_work *work, size_t number, uint64_t year,
                     const struct years_outage *outage, size_t row)
{
    work->tasks[number] =
        (struct task){year, *outage, work->first_of[outage->process] + outage->footprint, row};
}

/* The inputs of a footprint's model as they are in the year of each task. A normal has the same
 * score in all models: its stream is a hash of its name. Length and severity are the outage's own.
 */
static void draw_parameters(struct years_work *work, const struct years *years,
                            struct task *const *tasks, size_t count)
{
    const struct years_footprint *footprint = footprint_of(years, &tasks[0]->outage);
    const struct model *model = footprint->model;
    const struct sampler *sampler = footprint->sampler;
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        struct lanes u;
        for (size_t l = 0; l < LANES; ++l) {
            const struct task *task = tasks[l < count ? l : 0];
            u.at[l] = random_uniform(years->seed, sampler->normals[i].stream, task->year);
        }
        normal_quantiles(&work->scores[i], &u);
    }
    for (size_t l = 0; l < count; ++l) {
        if (work->holds[l] != tasks[l]->footprint) {
            memcpy(work->parameters[l], footprint->centres,
                   model->parameter_count * sizeof **work->parameters);
            work->holds[l] = tasks[l]->footprint;
        }
    }
    sampler_apply_several(work->parameters, sampler, work->scores, count);
    for (size_t l = 0; l < count; ++l) {
        const struct years_outage *outage = &tasks[l]->outage;
        work->parameters[l][model->outage.duration_hours] = outage->duration_hours;
        work->parameters[l][model->outage.severity] =
            mapping_value(&footprint->severity, outage->severity_score);
    }
}

/* Up to LANES outages of one footprint. An outage begins on a full hour, hence the fraction 0. */
static void evaluate_side_by_side(struct years_work *work, const struct years *years,
                                  struct task *const *tasks, size_t count)
{
    const struct years_footprint *footprint = footprint_of(years, &tasks[0]->outage);
    const struct model *model = footprint->model;
    struct model_evaluation evaluations[LANES];
    struct kernel_outages outages;
    draw_parameters(work, years, tasks, count);
    for (size_t l = 0; l < count; ++l) {
        outages.parameters[l] = work->parameters[l];
        outages.start_fraction[l] = 0;
        evaluations[l] =
            (struct model_evaluation){.parameters = work->parameters[l],
                                      .start_hour_of_week = tasks[l]->outage.hour_of_week,
                                      .out = work->out[l]};
    }
    model_integrate(work->bins, model, &outages, count);
    model_evaluate(evaluations, count, model, work->bins, work->lanes);
    for (size_t l = 0; l < count; ++l) {
        size_t number = (size_t)(tasks[l] - work->tasks);
        double *limits = work->limits + number * years->policy_count;
        for (size_t m = 0; m < years->measures; ++m) {
            work->losses[number * years->measures + m] =
                figures_value(footprint->figures, m, work->out[l]);
        }
        for (size_t i = 0; i < years->policy_count; ++i) {
            limits[i] = insurance_aggregate_limit(
                model, &model->policies[years->policies[i].policy], work->parameters[l]);
        }
    }
}

/* By footprint, and shorter outages first: the longest of those that are evaluated side by side
 * decides how long it takes. */
static int by_footprint(const void *a, const void *b)
{
    const struct task *x = *(struct task *const *)a;
    const struct task *y = *(struct task *const *)b;
    const double hours = x->outage.duration_hours - y->outage.duration_hours;
    return x->footprint != y->footprint ? (x->footprint < y->footprint ? -1 : 1)
                                        : (hours > 0) - (hours < 0);
}

/* Fills the losses and limits of the first `count` tasks: those of each footprint together. */
static void evaluate_tasks(struct years_work *work, const struct years *years, size_t count)
{
    struct task **order = work->order;
    for (size_t i = 0; i < count; ++i) {
        order[i] = &work->tasks[i];
    }
    qsort(order, count, sizeof(struct task *), by_footprint);
    for (size_t first = 0; first < count;) {
        size_t last = first + 1;
        while (last < count && last - first < LANES &&
               order[last]->footprint == order[first]->footprint) {
            ++last;
        }
        evaluate_side_by_side(work, years, order + first, last - first);
        first = last;
    }
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
static void settle_policies(double *losses, const struct years *years, const double *limits,
                            const double *so_far)
{
    double paid = 0;
    for (size_t i = 0; i < years->policy_count; ++i) {
        const struct years_policy *policy = &years->policies[i];
        size_t insured = policy->measures.insured;
        settle(losses, &policy->measures,
               insurance_left(limits[i], so_far[insured], losses[insured]));
        paid += losses[insured];
    }
    if (years->insurance != NULL) {
        settle(losses, years->insurance, paid);
    }
}

/* The losses of a task that has been evaluated. */
static double *settled_losses(struct years_work *work, const struct years *years, size_t number,
                              const double *so_far)
{
    double *losses = work->losses + number * years->measures;
    settle_policies(losses, years, work->limits + number * years->policy_count, so_far);
    return losses;
}

/* What is the year's is drawn once a year, and here once an outage, which is the same. `so_far` is
 * not written. */
void years_evaluate(double *losses, struct years_work *work, const struct years *years,
                    uint64_t year, const struct years_outage *outage, const double *so_far)
{
    add_task(work, 0, year, outage, 0);
    evaluate_tasks(work, years, 1);
    memcpy(losses, settled_losses(work, years, 0, so_far), years->measures * sizeof *losses);
}

/* ---- All years ------------------------------------------------------------------------------- */

struct round {
    const struct years *years;
    struct years_work **works; /* one for each thread */
    struct years_losses *losses;
    struct years_shard shard;
    uint64_t first_year;
    size_t count;
    size_t piece;    /* years of each */
    double *sums;    /* [count][measures] */
    double *largest; /* likewise */
    atomic_bool not_finite;
};

/* Outages are in the order of their dates: aggregate limits go to the earlier ones. A plain sum:
 * a year has few. */
static void add_outages(struct round *round, struct years_work *work, size_t count)
{
    const struct years *years = round->years;
    evaluate_tasks(work, years, count);
    for (size_t i = 0; i < count; ++i) {
        double *sums = round->sums + work->tasks[i].row * years->measures;
        double *largest = round->largest + work->tasks[i].row * years->measures;
        const double *losses = settled_losses(work, years, i, sums);
        for (size_t m = 0; m < years->measures; ++m) {
            sums[m] += losses[m];
            largest[m] = losses[m] > largest[m] ? losses[m] : largest[m];
        }
    }
}

/* Years are gathered until their outages are many enough to be evaluated side by side. */
static void simulate_block(void *user, size_t block, size_t worker)
{
    struct round *round = user;
    const struct years *years = round->years;
    struct years_work *work = round->works[worker];
    const size_t first = block * round->piece;
    const size_t last = first + round->piece < round->count ? first + round->piece : round->count;
    size_t gathered = 0;
    memset(round->sums + first * years->measures, 0,
           (last - first) * years->measures * sizeof *round->sums);
    memset(round->largest + first * years->measures, 0,
           (last - first) * years->measures * sizeof *round->largest);
    for (size_t row = first; row < last; ++row) {
        uint64_t year = round->first_year + row;
        size_t count = years_outages(work->outages, years, year);
        for (size_t i = 0; i < count; ++i) {
            add_task(work, gathered++, year, &work->outages[i], row);
        }
        if (gathered >= TASKS || row + 1 == last) {
            add_outages(round, work, gathered);
            gathered = 0;
        }
    }
    for (size_t i = first * years->measures; i < last * years->measures; ++i) {
        if (!isfinite(round->sums[i])) {
            atomic_store(&round->not_finite, true);
        }
    }
}

static void simulate(struct round *round)
{
    const size_t part = round->count / (THREAD_PIECES * round->years->threads) + 1;
    round->piece = part < PIECE_YEARS ? part : PIECE_YEARS;
    parallel_for(round->years->threads, (round->count + round->piece - 1) / round->piece,
                 simulate_block, round);
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
    const struct shard_range range = {round->first_year, round->count};
    if (years_shard_takes(&round->shard)) {
        blackout_status status =
            years_shard_take(round->sums, round->largest, &round->shard, &range, error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    } else {
        simulate(round);
    }
    if (atomic_load(&round->not_finite)) {
        return not_finite_error(error);
    }
    if (years_shard_gives(&round->shard)) {
        return years_shard_give(&round->shard, &range, round->sums, round->largest, error);
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
    struct round round = {
        .years = years, .losses = losses, .shard = {years->shard, years->count, years->measures}};
    const struct shard_range *range = &round.shard.range;
    uint64_t part = (years->count + ROUNDS - 1) / ROUNDS;
    size_t most = part < ROUND_YEARS ? (size_t)part : ROUND_YEARS;
    size_t cells = most * years->measures;
    round.works = make_works(&arena, years);
    round.sums = arena_alloc(&arena, cells, sizeof *round.sums);
    round.largest = arena_alloc(&arena, cells, sizeof *round.largest);
    bool ready = round.works != NULL && round.sums != NULL && round.largest != NULL;
    blackout_status status =
        ready ? years_shard_begin(&round.shard, &arena, most, error) : error_memory(error);
    round.first_year = range->first;
    while (status == BLACKOUT_OK && round.first_year < range->first + range->count) {
        uint64_t left = range->first + range->count - round.first_year;
        round.count = left < most ? (size_t)left : most;
        status = run_round(&round, listener, user, error);
        round.first_year += round.count;
        if (status == BLACKOUT_OK) {
            progress_report(years->progress, "years", (double)(round.first_year - range->first),
                            (double)range->count);
        }
    }
    return arena_end(&arena, status, error);
}

/* ---- Single outages -------------------------------------------------------------------------- */

/* Outages that are sampled by themselves are those of years that no run reaches. */
static const uint64_t first_sampled_year = UINT64_C(1) << 32;

struct sampling {
    const struct years *years;
    struct years_work **works;
    size_t process;
    size_t count;
    const double *nothing; /* [measures]: paid before */
    double *log_hours;
    double *losses;
};

/* The year's losses so far are all 0: an outage is sampled as if it were the first of its
 * year. */
static void sample_outages(void *user, size_t block, size_t worker)
{
    struct sampling *sampling = user;
    const struct years *years = sampling->years;
    struct years_work *work = sampling->works[worker];
    const size_t first = block * TASKS;
    const size_t count = sampling->count - first < TASKS ? sampling->count - first : TASKS;
    for (size_t i = 0; i < count; ++i) {
        uint64_t year = first_sampled_year + first + i;
        const struct years_outage outage = years_single_outage(years, sampling->process, year);
        sampling->log_hours[first + i] = outage.log_hours;
        add_task(work, i, year, &outage, 0);
    }
    evaluate_tasks(work, years, count);
    for (size_t i = 0; i < count; ++i) {
        memcpy(sampling->losses + (first + i) * years->measures,
               settled_losses(work, years, i, sampling->nothing),
               years->measures * sizeof *sampling->losses);
    }
}

/* Threads write their own places; what is not finite is looked for at the end. */
blackout_status years_sample(double *log_hours, double *losses, const struct years *years,
                             size_t process, size_t count, blackout_error *error)
{
    struct arena arena = {0};
    struct sampling sampling = {.years = years,
                                .works = make_works(&arena, years),
                                .process = process,
                                .count = count,
                                .nothing = arena_alloc(&arena, years->measures, sizeof *losses),
                                .log_hours = log_hours,
                                .losses = losses};
    bool ready = sampling.works != NULL && sampling.nothing != NULL;
    if (ready) {
        parallel_for(years->threads, (count + TASKS - 1) / TASKS, sample_outages, &sampling);
    }
    arena_free(&arena);
    for (size_t i = 0; ready && i < count * years->measures; ++i) {
        if (!isfinite(losses[i])) {
            return not_finite_error(error);
        }
    }
    return ready ? BLACKOUT_OK : error_memory(error);
}
