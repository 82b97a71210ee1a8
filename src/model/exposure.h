/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exposures [E], [H]: kernels under weekly profiles, in average hours, of several outages side by
 * side. (methodology, stages 2 and 4) */
#ifndef BLACKOUT_MODEL_EXPOSURE_H
#define BLACKOUT_MODEL_EXPOSURE_H

#include "model/kernel.h"

/* The local hour of the week in which an outage starts, `start_hour_of_week` being UTC and local
 * time ahead of it by the kernel's offset and the whole part of an exposure's. */
size_t kernel_local_hour(double offset_hours, double whole_offset_hours, double start_hour_of_week);

/* The weights of the first `count` hours of outages that start in these local hours of the week. */
void kernel_weights(struct lanes *weights, const struct model_profile *profile,
                    const size_t local_hours[LANES], size_t count);

/* A kernel under several weeks of weights, of at least as many hours as it uses: 1 to
 * BATCH_EXPOSURES, of which arrays have all. */
void kernel_exposures(struct lanes *const exposures[BATCH_EXPOSURES],
                      const struct kernel_left *kernel,
                      const struct lanes *const weights[BATCH_EXPOSURES], size_t count);

/* The kernel under a flat profile: the mean over all starting hours of the week. */
void kernel_total(struct lanes *total, const struct kernel_left *kernel);

#endif
