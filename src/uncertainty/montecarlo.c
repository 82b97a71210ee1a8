/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples are evaluated in blocks, each by one thread with scratch memory of its own; then the
 * columns of figures are summarised, each by one thread. Where all figures of all samples would take
 * too much memory, figures are done in several passes over the same samples. */
#include "uncertainty/montecarlo.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "model/evaluate.h"
#include "stats/sobol.h"

/* Samples that a thread takes at a time: enough that handing them out costs nothing. */
enum { BLOCK_SAMPLES = 64 };

/* Memory for the values of figures. */
static const size_t most_value_bytes = (size_t)1 << 30;

/* Scratch memory of one thread. */
struct workspace {
    double *parameters;
    double *group_scores;
    double *exposures;
    double *out;
    struct kernel_bins *bins;
};

struct pass {
    const struct montecarlo *run;
    struct workspace *workspaces;
    size_t first_figure;
    size_t figure_count;
    double *values; /* [figure_count][samples] */
    double *scratch; /* [threads][samples] */
    atomic_bool cancelled;
    atomic_bool not_finite;
};

static bool workspace_init(struct workspace *workspace, struct arena *arena,
                           const struct montecarlo *run)
{
    const struct model *model = run->model;
    struct model_layout layout = model_layout(model);
    workspace->parameters =
        arena_alloc(arena, model->parameter_count, sizeof *workspace->parameters);
    workspace->group_scores =
        arena_alloc(arena, run->sampler != NULL ? run->sampler->group_count : 0,
                    sizeof *workspace->group_scores);
    workspace->exposures =
        arena_alloc(arena, model->exposure_count, sizeof *workspace->exposures);
    workspace->out = arena_alloc(arena, layout.count, sizeof *workspace->out);
    workspace->bins = arena_alloc(arena, model->kernel_count, sizeof *workspace->bins);
    return workspace->parameters != NULL && workspace->group_scores != NULL &&
           workspace->exposures != NULL && workspace->out != NULL && workspace->bins != NULL;
}

static void evaluate(const struct montecarlo *run, struct workspace *workspace)
{
    double start = run->has_start ? run->start_hour_of_week : 0;
    model_integrate(workspace->bins, run->model, workspace->parameters, start - floor(start));
    if (run->has_start) {
        model_evaluate(workspace->out, NULL, workspace->exposures, run->model, workspace->bins,
                       workspace->parameters, start);
    } else {
        model_evaluate_mean(workspace->out, workspace->exposures, run->model, workspace->bins,
                            workspace->parameters);
    }
}

/* ---- Samples ---------------------------------------------------------------------------------- */

static void evaluate_sample(struct pass *pass, struct workspace *workspace, size_t sample)
{
    const struct montecarlo *run = pass->run;
    memcpy(workspace->parameters, run->centres,
           run->model->parameter_count * sizeof *workspace->parameters);
    sampler_draw(workspace->parameters, workspace->group_scores, run->sampler, sample);
    evaluate(run, workspace);
    for (size_t f = 0; f < pass->figure_count; ++f) {
        double value = figures_value(run->figures, pass->first_figure + f, workspace->out);
        pass->values[f * run->sampler->samples + sample] = value;
        if (!isfinite(value)) {
            atomic_store(&pass->not_finite, true);
        }
    }
}

static void evaluate_block(void *user, size_t block, size_t worker)
{
    struct pass *pass = user;
    const struct montecarlo *run = pass->run;
    size_t first = block * BLOCK_SAMPLES;
    size_t last = first + BLOCK_SAMPLES;
    last = last < run->sampler->samples ? last : run->sampler->samples;
    if (atomic_load(&pass->cancelled)) {
        return;
    }
    if (run->cancelled != NULL && worker == 0 && run->cancelled(run->user)) {
        atomic_store(&pass->cancelled, true);
        return;
    }
    for (size_t sample = first; sample < last; ++sample) {
        evaluate_sample(pass, &pass->workspaces[worker], sample);
    }
}

/* ---- Statistics ------------------------------------------------------------------------------- */

/* The standard error of the mean: the replicates are independent estimates of it. */
static double standard_error(const struct sampler *sampler, const double *values)
{
    struct sum squares = {0};
    struct sum all = {0};
    double means[SAMPLER_REPLICATES];
    size_t replicates = sampler->replicates;
    for (size_t r = 0; r < replicates; ++r) {
        struct sum sum = {0};
        size_t count = 0;
        for (size_t k = r; k < sampler->samples; k += replicates) {
            sum_add(&sum, values[k]);
            ++count;
        }
        means[r] = sum_value(&sum) / (double)count;
        sum_add(&all, means[r]);
    }
    for (size_t r = 0; r < replicates; ++r) {
        double deviation = means[r] - sum_value(&all) / (double)replicates;
        sum_add(&squares, deviation * deviation);
    }
    double n = (double)replicates;
    return replicates > 1 ? sqrt(sum_value(&squares) / (n * (n - 1))) : 0;
}

static void summarise(void *user, size_t f, size_t worker)
{
    struct pass *pass = user;
    const struct sampler *sampler = pass->run->sampler;
    size_t count = sampler->samples;
    const double *values = pass->values + f * count;
    double *scratch = pass->scratch + worker * count;
    static const double levels[] = {0.05, 0.25, 0.50, 0.75, 0.95};
    double quantiles[5];
    struct statistics *statistics =
        pass->run->figures->figures[pass->first_figure + f].statistics;
    struct sum sum = {0};
    struct sum squares = {0};
    for (size_t k = 0; k < count; ++k) {
        sum_add(&sum, values[k]);
    }
    double mean = sum_value(&sum) / (double)count;
    for (size_t k = 0; k < count; ++k) {
        sum_add(&squares, (values[k] - mean) * (values[k] - mean));
    }
    memcpy(scratch, values, count * sizeof *scratch);
    quantiles_r7(quantiles, scratch, count, levels, 5);
    *statistics = (struct statistics){
        .sampled = true,
        .mean = mean,
        .sd = count > 1 ? sqrt(sum_value(&squares) / (double)(count - 1)) : 0,
        .se = standard_error(sampler, values),
        .p5 = quantiles[0],
        .p25 = quantiles[1],
        .p50 = quantiles[2],
        .p75 = quantiles[3],
        .p95 = quantiles[4]};
}

/* ---- The run ---------------------------------------------------------------------------------- */

static blackout_status run_pass(struct pass *pass, blackout_error *error)
{
    size_t samples = pass->run->sampler->samples;
    size_t threads = pass->run->threads;
    parallel_for(threads, (samples + BLOCK_SAMPLES - 1) / BLOCK_SAMPLES, evaluate_block, pass);
    if (atomic_load(&pass->cancelled)) {
        return error_set(error, BLACKOUT_ERROR_CANCELLED, "the run was cancelled");
    }
    if (atomic_load(&pass->not_finite)) {
        return error_set(error, BLACKOUT_ERROR_NUMERIC,
                         "a sample is not finite: the range of an input reaches too far");
    }
    parallel_for(threads, pass->figure_count, summarise, pass);
    return BLACKOUT_OK;
}

blackout_status montecarlo_run(const struct montecarlo *run, blackout_error *error)
{
    struct arena arena = {0};
    size_t samples = run->sampler->samples;
    size_t figures_at_once = most_value_bytes / (samples * sizeof(double));
    struct pass pass = {.run = run};
    figures_at_once = figures_at_once > 0 ? figures_at_once : 1;
    figures_at_once =
        figures_at_once < run->figures->count ? figures_at_once : run->figures->count;
    pass.values = malloc((figures_at_once * samples + 1) * sizeof *pass.values);
    pass.scratch = malloc(run->threads * samples * sizeof *pass.scratch);
    pass.workspaces = arena_alloc(&arena, run->threads, sizeof *pass.workspaces);
    bool ready = pass.values != NULL && pass.scratch != NULL && pass.workspaces != NULL;
    for (size_t i = 0; ready && i < run->threads; ++i) {
        ready = workspace_init(&pass.workspaces[i], &arena, run);
    }
    blackout_status status = ready ? BLACKOUT_OK : error_memory(error);
    while (status == BLACKOUT_OK && pass.first_figure < run->figures->count) {
        size_t left = run->figures->count - pass.first_figure;
        pass.figure_count = left < figures_at_once ? left : figures_at_once;
        status = run_pass(&pass, error);
        pass.first_figure += pass.figure_count;
    }
    free(pass.values);
    free(pass.scratch);
    arena_free(&arena);
    return status;
}

/* ---- Importance ------------------------------------------------------------------------------- */

struct ranked {
    size_t factor;
    double swing;
};

static int by_swing(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->swing != y->swing) {
        return x->swing > y->swing ? -1 : 1;
    }
    return (x->factor > y->factor) - (x->factor < y->factor);
}

/* The largest relative change of a target between a factor's 5 % and 95 % values. */
static double swing(const struct montecarlo *run, struct workspace *workspace,
                    const struct factor *factor, const size_t *targets, size_t target_count)
{
    enum { MOST_TARGETS = 8 };
    double low[MOST_TARGETS];
    double largest = 0;
    size_t count = target_count < MOST_TARGETS ? target_count : MOST_TARGETS;
    for (int side = 0; side < 2; ++side) {
        memcpy(workspace->parameters, run->centres,
               run->model->parameter_count * sizeof *workspace->parameters);
        workspace->parameters[factor->parameter] =
            side == 0 ? mapping_low(&factor->mapping) : mapping_high(&factor->mapping);
        evaluate(run, workspace);
        for (size_t i = 0; i < count; ++i) {
            double value = figures_value(run->figures, targets[i], workspace->out);
            double scale = fabs(side == 0 ? value : low[i]) + fabs(value);
            if (side == 0) {
                low[i] = value;
            } else if (scale > 0) {
                largest = fmax(largest, fabs(value - low[i]) / scale);
            }
        }
    }
    return largest;
}

blackout_status montecarlo_rank(struct factor *factors, size_t factor_count,
                                const struct montecarlo *run, const size_t *targets,
                                size_t target_count, blackout_error *error)
{
    struct arena arena = {0};
    struct workspace workspace;
    struct ranked *ranked = arena_alloc(&arena, factor_count, sizeof *ranked);
    if (ranked == NULL || !workspace_init(&workspace, &arena, run)) {
        arena_free(&arena);
        return error_memory(error);
    }
    for (size_t j = 0; j < factor_count; ++j) {
        ranked[j] = (struct ranked){
            j, swing(run, &workspace, &factors[j], targets, target_count)};
        factors[j].dimension = SAMPLER_NONE;
    }
    qsort(ranked, factor_count, sizeof *ranked, by_swing);
    for (size_t i = 0; i < factor_count && i < SOBOL_MOST_DIMENSIONS; ++i) {
        factors[ranked[i].factor].dimension = (uint32_t)i;
    }
    arena_free(&arena);
    return BLACKOUT_OK;
}
