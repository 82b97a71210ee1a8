/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one thread needs to evaluate samples, taken before any thread starts; several samples are
 * evaluated side by side, each in a slot of its own, since that costs less than one after another.
 */
#include "uncertainty/workspace.h"

#include <math.h>
#include <string.h>

#include "core/error.h"
#include "model/evaluate.h"

static bool slot_init(struct slot *slot, struct arena *arena, const struct montecarlo *run)
{
    const struct model *model = run->model;
    slot->out = arena_alloc(arena, model_layout(model).count, sizeof *slot->out);
    return slot->out != NULL;
}

/* Draws overwrite what is uncertain, always the same entries: what is certain is put there once. */
static double *parameters_init(struct arena *arena, const struct montecarlo *run)
{
    const size_t count = run->model->parameter_count;
    double *parameters = arena_alloc(arena, count, sizeof *parameters);
    if (parameters != NULL) {
        memcpy(parameters, run->centres, count * sizeof *parameters);
    }
    return parameters;
}

bool workspace_init(struct workspace *workspace, struct arena *arena, const struct montecarlo *run)
{
    bool ready = true;
    for (int i = 0; i < LANES; ++i) {
        ready = ready && slot_init(&workspace->slots[i], arena, run);
    }
    for (int i = 0; i < BLOCK_SAMPLES; ++i) {
        workspace->parameters[i] = parameters_init(arena, run);
        ready = ready && workspace->parameters[i] != NULL;
    }
    workspace->block =
        arena_alloc(arena, run->figures->count * BLOCK_SAMPLES, sizeof *workspace->block);
    workspace->bins = arena_alloc(arena, run->model->kernel_count, sizeof *workspace->bins);
    workspace->outs = arena_alloc(arena, model_layout(run->model).count, sizeof *workspace->outs);
    workspace->work = arena_alloc(arena, model_work(run->model), sizeof *workspace->work);
    ready = ready && sampler_work(&workspace->sampler, arena, run->sampler);
    return ready && workspace->block != NULL && workspace->bins != NULL &&
           workspace->work != NULL && workspace->outs != NULL;
}

struct workspace *workspaces_make(struct arena *arena, const struct montecarlo *run)
{
    struct workspace *workspaces = arena_alloc(arena, run->threads, sizeof *workspaces);
    bool ready = workspaces != NULL;
    for (size_t i = 0; ready && i < run->threads; ++i) {
        ready = workspace_init(&workspaces[i], arena, run);
    }
    return ready ? workspaces : NULL;
}

/* A start that varies stays in the week. */
static double start_of(const struct montecarlo *run, const double *parameters)
{
    const struct model_outage *outage = &run->model->outage;
    double start = run->has_start ? run->start_hour_of_week : 0;
    if (outage->start_varies) {
        start += parameters[outage->start_hours];
        start -= HOURS_PER_WEEK * floor(start / HOURS_PER_WEEK);
    }
    return start;
}

/* The model writes an output vector for each sample; figures are summed up over those of several
 * side by side. */
static void gather(struct workspace *workspace, size_t outputs, size_t count)
{
    for (size_t l = 0; l < count; ++l) {
        const double *out = workspace->slots[l].out;
        for (size_t i = 0; i < outputs; ++i) {
            workspace->outs[i].at[l] = out[i];
        }
    }
}

/* Kernels need the start's part within an hour,
 * profiles its hour. Without a start all starts are full hours. */
void workspace_evaluate(const struct montecarlo *run, struct workspace *workspace,
                        double *const *parameters, size_t count)
{
    struct model_evaluation evaluations[LANES];
    struct kernel_outages outages;
    for (size_t i = 0; i < count; ++i) {
        double start = start_of(run, parameters[i]);
        outages.parameters[i] = parameters[i];
        outages.start_fraction[i] = start - floor(start);
        evaluations[i] = (struct model_evaluation){.parameters = parameters[i],
                                                   .start_hour_of_week = start,
                                                   .out = workspace->slots[i].out};
    }
    model_integrate(workspace->bins, run->model, &outages, count);
    if (run->has_start) {
        model_evaluate(evaluations, count, run->model, workspace->bins, workspace->work);
    } else {
        model_evaluate_mean(evaluations, count, run->model, workspace->bins, workspace->work);
    }
    gather(workspace, model_layout(run->model).count, count);
}

void workspace_evaluate_scores(const struct montecarlo *run, struct workspace *workspace,
                               size_t count)
{
    sampler_apply_several(workspace->parameters, run->sampler, workspace->sampler.scores, count);
    workspace_evaluate(run, workspace, workspace->parameters, count);
}

/* Scores are cut at 3.1 (core/mapping.h): only a range that spans a great part of the doubles
 * does that. */
blackout_status workspace_not_finite(blackout_error *error)
{
    return error_set(error, BLACKOUT_ERROR_NUMERIC,
                     "a sample is not finite: the range of an input is too wide");
}
