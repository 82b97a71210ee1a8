/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exposure kernels: the integral of sigma (1 - sigma_j) phi over each hour of the outage, sorted by
 * local hour of the week. An exposure [E], [H] is then a product with a weekly profile, which is
 * exact because profiles are constant within an hour. (methodology, stages 2 and 4) */
#ifndef BLACKOUT_MODEL_KERNEL_H
#define BLACKOUT_MODEL_KERNEL_H

#include "model/hours.h"
#include "model/model.h"

/* What a kernel has in its hours: bins, and of a KERNEL_PRODUCT the part of each that is left.
 * After a discount's last hour nothing is. */
struct kernel_left {
    const struct kernel_bins *bins;
    const struct kernel_bins *discount; /* NULL: all is left */
    size_t used;
};

/* Of the kernel of a number, `bins` being those of all: a product has none of its own. */
struct kernel_left kernel_left(const struct model *model, const struct kernel_bins *bins,
                               size_t number);

/* Outages that are integrated side by side. */
struct kernel_outages {
    const double *parameters[LANES];
    double start_fraction[LANES]; /* into a UTC hour, in [0,1) */
};

/* Kernels that differ by their fallback alone: they share the onset, which is most of the work. */
enum { KERNEL_ALIKE = 2 };
struct kernel_alike {
    size_t count;
    const struct model_kernel *kernels[KERNEL_ALIKE];
    struct kernel_bins *bins[KERNEL_ALIKE]; /* filled; unit: hours */
};

/* The kernels, from their from_hours on. */
void kernel_integrate(const struct kernel_alike *alike, const struct model *model,
                      const struct kernel_outages *outages);

/* How far into a local hour of the kernel the outages begin. */
void kernel_into_hour(struct lanes *into, const struct model_kernel *kernel,
                      const struct kernel_outages *outages);

#endif
