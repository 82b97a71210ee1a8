/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All memory of a thread is taken before the years begin: the inner loop takes none, and cannot
 * fail. */
#include "risk/years_work.h"

#include "model/evaluate.h"

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What the largest model needs. */
struct needs {
    size_t scores;
    size_t parameters;
    size_t out;
    size_t bins;
    size_t lanes;
};

/* Footprints share one scratch: the largest of each decides. */
static void add_needs(struct needs *needs, const struct years_footprint *footprint)
{
    const struct model *model = footprint->model;
    needs->scores = larger(needs->scores, footprint->sampler->normal_count);
    needs->parameters = larger(needs->parameters, model->parameter_count);
    needs->out = larger(needs->out, model_layout(model).count);
    needs->bins = larger(needs->bins, model->kernel_count);
    needs->lanes = larger(needs->lanes, model_work(model));
}

/* Inputs are there twice, by lane and side by side, since parts of a model read them either way. */
static bool make_lanes(struct years_work *work, struct arena *arena, const struct needs *needs)
{
    bool ready = true;
    work->holds = SIZE_MAX;
    work->inputs = arena_alloc(arena, needs->parameters, sizeof *work->inputs);
    for (int l = 0; l < LANES; ++l) {
        work->parameters[l] = arena_alloc(arena, needs->parameters, sizeof **work->parameters);
        work->out[l] = arena_alloc(arena, needs->out, sizeof **work->out);
        ready = ready && work->parameters[l] != NULL && work->out[l] != NULL;
    }
    work->scores = arena_alloc(arena, needs->scores, sizeof *work->scores);
    work->bins = arena_alloc(arena, needs->bins, sizeof *work->bins);
    work->lanes = arena_alloc(arena, needs->lanes, sizeof *work->lanes);
    return ready && work->inputs != NULL && work->scores != NULL && work->bins != NULL &&
           work->lanes != NULL;
}

/* Numbers of footprints run over all processes: by them outages of one model are found together. */
struct years_work *years_work_make(struct arena *arena, const struct years *years)
{
    struct needs needs = {0};
    const size_t most = years_most_outages(years);
    struct years_work *work = arena_alloc(arena, 1, sizeof *work);
    if (work == NULL) {
        return NULL;
    }
    work->first_of = arena_alloc(arena, years->process_count, sizeof *work->first_of);
    work->outages = arena_alloc(arena, most, sizeof *work->outages);
    if (work->first_of == NULL || work->outages == NULL) {
        return NULL;
    }
    for (size_t p = 0; p < years->process_count; ++p) {
        work->first_of[p] = work->footprint_count;
        work->footprint_count += years->processes[p].footprint_count;
        for (size_t i = 0; i < years->processes[p].footprint_count; ++i) {
            add_needs(&needs, &years->processes[p].footprints[i]);
        }
    }
    return make_lanes(work, arena, &needs) ? work : NULL;
}
