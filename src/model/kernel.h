/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exposure kernels: the integral of sigma (1 - sigma_j) phi over each hour of the outage, sorted by
 * local hour of the week. An exposure [E], [H] is then a product with a weekly profile, which is
 * exact because profiles are constant within an hour. (methodology, stages 2 and 4) */
#ifndef BLACKOUT_MODEL_KERNEL_H
#define BLACKOUT_MODEL_KERNEL_H

#include "model/model.h"

/* `bin[i]` belongs to the local hour of the week (h + i) mod 168, h being the one in which the
 * outage starts; hours after the first week are added to the same bins. Unit: hours. From `used` on
 * nothing is lost, and bins are not read. */
struct kernel_bins {
    size_t used;
    double bin[HOURS_PER_WEEK];
};

/* The kernel, from its from_hours on, for an outage that starts `start_fraction` (in [0,1)) into a
 * UTC hour. */
void kernel_integrate(struct kernel_bins *bins, const struct model *model,
                      const struct model_kernel *kernel, const double *parameters,
                      double start_fraction);

/* The local hour of the week in which an outage starts, `start_hour_of_week` being UTC and local
 * time ahead of it by the kernel's offset and `whole_offset_hours`. */
size_t kernel_local_hour(const struct model_kernel *kernel, double whole_offset_hours,
                         double start_hour_of_week);

/* The kernel under a profile, for an outage that starts in a local hour of the week. */
double kernel_exposure(const struct kernel_bins *bins, const struct model_profile *profile,
                       size_t local_hour);

/* The kernel under a flat profile: the mean over all starting hours of the week. */
double kernel_total(const struct kernel_bins *bins);

#endif
