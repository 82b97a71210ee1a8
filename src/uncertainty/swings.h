/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far each uncertain input moves a figure by itself. */
#ifndef BLACKOUT_UNCERTAINTY_SWINGS_H
#define BLACKOUT_UNCERTAINTY_SWINGS_H

#include "blackout/status.h"
#include "uncertainty/run.h"

/* Gives the most important normals the dimensions of the Sobol sequence: those that move any of the
 * figures numbered `targets` most between their 5 % and 95 % values, one at a time. `normals` are
 * those of run->sampler. Error: BLACKOUT_ERROR_MEMORY. */
blackout_status swings_rank(struct sampler_normal *normals, const struct montecarlo *run,
                            const size_t *targets, size_t target_count, blackout_error *error);

/* A target with one normal at its 5 % and its 95 % value, all else in the centre. */
struct swing {
    double low;
    double high;
};

/* A tornado: the swings ([normal_count]) of every normal for one target figure, in their order.
 * Errors: BLACKOUT_ERROR_MEMORY, BLACKOUT_ERROR_NUMERIC where one is not finite. */
blackout_status swings_tornado(struct swing *swings, const struct montecarlo *run, size_t target,
                               blackout_error *error);

#endif
