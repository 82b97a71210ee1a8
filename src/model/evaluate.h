/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One evaluation: parameters in, output vector out. In two steps, because the kernels depend on the
 * parameters and on the minute of the start alone, and serve every starting hour of the week. */
#ifndef BLACKOUT_MODEL_EVALUATE_H
#define BLACKOUT_MODEL_EVALUATE_H

#include "model/kernel.h"
#include "model/layout.h"

/* Computes all kernels into `bins` ([model->kernel_count]). `start_fraction` in [0,1). */
void model_integrate(struct kernel_bins *bins, const struct model *model, const double *parameters,
                     double start_fraction);

/* Evaluates at one start. `exposures` is scratch of [model->exposure_count]; `cell_net`
 * ([cell_count]) may be NULL; `out` is [layout.count]. */
void model_evaluate(double *out, double *cell_net, double *exposures, const struct model *model,
                    const struct kernel_bins *bins, const double *parameters,
                    double start_hour_of_week);

/* The mean over the 168 starting hours of the week, in one evaluation: losses are linear in
 * exposures, and the mean of a profile over all hours is 1. What insurance pays is not linear: it
 * alone is worked out hour by hour, for which the bins must start at a whole hour. */
void model_evaluate_mean(double *out, double *exposures, const struct model *model,
                         const struct kernel_bins *bins, const double *parameters);

#endif
