/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The uncertain factors of a model: every input with a range, and every one whose basis implies a
 * spread; the table `uncertainty` adds ranges, and groups that move together. */
#ifndef BLACKOUT_ESTIMATE_FACTORS_H
#define BLACKOUT_ESTIMATE_FACTORS_H

#include "estimate/run.h"
#include "uncertainty/sampler.h"

struct factor_list {
    struct factor *factors;
    size_t count;
    struct factor_group *groups;
    size_t group_count;
};

/* Makes the factors, in the order of the parameters; memory is the model's. */
blackout_status factors_make(struct factor_list *list, struct run *run, blackout_error *error);

struct montecarlo;

/* Tornado and Sobol indices of the kept totals, from a Saltelli design of `samples` points. The
 * factors must have been ranked; their dimensions are used, and may be taken from them. */
blackout_status factors_sensitivity(struct run *run, const struct factor_list *list,
                                    const struct montecarlo *montecarlo, size_t samples,
                                    blackout_error *error);

#endif
