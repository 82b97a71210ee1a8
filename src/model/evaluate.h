/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evaluations of a model: parameters in, output vectors out. In two steps, because the kernels
 * depend on the parameters and on the minute of the start alone, and serve every starting hour of
 * the week. Several evaluations are made side by side, which costs less than one after another;
 * what comes out of one does not depend on the others. */
#ifndef BLACKOUT_MODEL_EVALUATE_H
#define BLACKOUT_MODEL_EVALUATE_H

#include "core/lanes.h"
#include "model/kernel.h"
#include "model/layout.h"

/* Computes all kernels into `bins` ([model->kernel_count]), those that are products excepted, for
 * the first `count` (1 to LANES) outages. */
void model_integrate(struct kernel_bins *bins, const struct model *model,
                     const struct kernel_outages *outages, size_t count);

/* One of several evaluations. */
struct model_evaluation {
    const double *parameters;
    const struct lanes *side_by_side; /* the same of all, [parameter_count], each evaluation in its
                                         lane, and numbers of any of them in the others; NULL */
    double start_hour_of_week;        /* a mean over starts does not read it */
    double *exposures;                /* [model->exposure_count], filled; NULL */
    double *out;                      /* [layout.count], filled */
    double *cell_net;                 /* [model->cell_count], filled; NULL */
};

/* How long an evaluation takes, in no unit: those that take equally long go best side by side,
 * since the longest of them decides. */
double model_effort(const struct model *model, const double *parameters);

/* The lanes of `work` that an evaluation needs. */
size_t model_work(const struct model *model);

/* Evaluates each of `count` (1 to LANES) at its start. `bins` are those of model_integrate() of the
 * same outages, in the same lanes. */
void model_evaluate(const struct model_evaluation *evaluations, size_t count,
                    const struct model *model, const struct kernel_bins *bins, struct lanes *work);

/* The means over the 168 starting hours of the week, each in one evaluation: losses are linear in
 * exposures, and the mean of a profile over all hours is 1. What insurance pays is not linear: it
 * alone is worked out hour by hour, for which the bins must start at a whole hour. */
void model_evaluate_mean(const struct model_evaluation *evaluations, size_t count,
                         const struct model *model, const struct kernel_bins *bins,
                         struct lanes *work);

#endif
