/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is evaluated many times: a model, how its inputs are drawn, and what is summed up of it. */
#ifndef BLACKOUT_UNCERTAINTY_RUN_H
#define BLACKOUT_UNCERTAINTY_RUN_H

#include "core/progress.h"
#include "core/shard.h"
#include "model/model.h"
#include "uncertainty/figures.h"
#include "uncertainty/sampler.h"

struct montecarlo {
    const struct model *model;
    const double *centres;     /* [model->parameter_count] */
    bool has_start;            /* false: means over the 168 starting hours */
    double start_hour_of_week; /* UTC */
    const struct sampler *sampler;
    const struct figures *figures;
    size_t threads;
    int (*cancelled)(void *user); /* called by the thread that runs; may be NULL */
    void *user;
    struct progress progress;  /* reported by the same thread */
    const struct shard *shard; /* by columns, which are figures; NULL: this process does it all */
};

#endif
