/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the part of lost sales that is made up later falls as an outage goes on, hour by hour: a
 * kernel times its discount is what is left of it. (methodology, stage 3) */
#ifndef BLACKOUT_MODEL_DISCOUNT_H
#define BLACKOUT_MODEL_DISCOUNT_H

#include "model/kernel.h"

/* Kernels of KERNEL_DISCOUNT that differ by their decay alone: what is lost is the same. */
enum { DISCOUNT_ALIKE = 32 };
struct discount_alike {
    size_t count;
    const struct model_kernel *kernels[DISCOUNT_ALIKE];
    struct kernel_bins *bins[DISCOUNT_ALIKE]; /* filled */
};

/* Their bins: the mean of exp(-u / decay) over what the curve loses in each local hour of the week,
 * u hours after the start; 1 where it loses nothing. */
void discount_integrate(const struct discount_alike *alike, const struct model *model,
                        const struct kernel_outages *outages);

#endif
