/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the part of lost sales that is made up later falls as an outage goes on, hour by hour: a
 * kernel times its discount is what is left of it. (methodology, stage 3) */
#ifndef BLACKOUT_MODEL_DISCOUNT_H
#define BLACKOUT_MODEL_DISCOUNT_H

#include "model/kernel.h"

/* The bins of a KERNEL_DISCOUNT: the mean of exp(-u / decay) over what the curve loses in each
 * local hour of the week, u hours after the start; 1 where it loses nothing. */
void discount_integrate(struct kernel_bins *bins, const struct model *model,
                        const struct model_kernel *kernel, const struct kernel_outages *outages);

/* The bins of a KERNEL_PRODUCT. */
void discount_product(struct kernel_bins *bins, const struct kernel_bins *of,
                      const struct kernel_bins *discount);

#endif
