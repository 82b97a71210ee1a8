/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The uncertain factors of a model: every input with a range, and every one whose basis implies a
 * spread; the table `uncertainty` adds ranges, and groups that move together. */
#ifndef BLACKOUT_ESTIMATE_FACTORS_H
#define BLACKOUT_ESTIMATE_FACTORS_H

#include "blackout/run.h"
#include "estimate/run.h"
#include "uncertainty/sampler.h"

/* `own` and `common` of a factor are places in `normals`. Const while samples are drawn, by any
 * number of threads. */
struct factor_list {
    struct factor *factors;
    size_t count;
    struct sampler_normal *normals;
    const char **names; /* of the normals: "platforms/facebook/recapture", "group growth" */
    size_t normal_count;
};

/* Makes the factors, in the order of the parameters; memory is the model's, but of the names, and
 * of the `warnings` of rows of `uncertainty` that fit no input: `kept`. Without `warnings`, NULL,
 * such rows are passed over. */
blackout_status factors_make(struct factor_list *list, const struct prepared *prepared,
                             struct arena *kept, struct warning_list *warnings,
                             blackout_error *error);

/* The name of a factor's input: "platforms/facebook/recapture"; NULL when memory is out. */
const char *factors_name(struct arena *arena, const struct prepared *prepared,
                         const struct factor *factor);

/* Writes the sample matrix to options->draws, after the samples have been taken. Errors: those of
 * the sink; memory. */
blackout_status factors_write_draws(struct run *run, const struct factor_list *list,
                                    const struct sampler *sampler,
                                    const blackout_run_options *options, blackout_error *error);

struct montecarlo;

/* Tornado and Sobol indices of the kept totals, from a Saltelli design of `samples` points. */
blackout_status factors_sensitivity(struct run *run, const struct factor_list *list,
                                    const struct montecarlo *montecarlo, size_t samples,
                                    blackout_error *error);

#endif
