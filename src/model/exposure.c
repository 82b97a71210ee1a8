/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products of kernels with weekly profiles. Weights are laid out by the hours of each outage first,
 * once for all kernels under one profile, so that a product is a plain loop over hours in which all
 * outages are side by side, whenever they begin. */
#include "model/exposure.h"

/* floor(), without a call. */
static long whole_hours(double hours)
{
    long towards_zero = (long)hours;
    return towards_zero - (hours < (double)towards_zero ? 1 : 0);
}

size_t kernel_local_hour(double offset_hours, double whole_offset_hours, double start_hour_of_week)
{
    /* in the same two steps as the kernel, so that both see the same local hour */
    long whole = whole_hours(start_hour_of_week);
    long local = whole + (long)whole_offset_hours +
                 whole_hours(start_hour_of_week - (double)whole + offset_hours);
    long hour = local % HOURS_PER_WEEK;
    return (size_t)(hour < 0 ? hour + HOURS_PER_WEEK : hour);
}

/* An element of each array of a part's lanes. */
static inline lane_part gathered(const double *const from[LANES], int p, size_t i)
{
    enum { ELEMENTS = LANES / LANE_PARTS };
    lane_part part = {0};
    for (int e = 0; e < ELEMENTS; ++e) {
        part[e] = from[ELEMENTS * p + e][i];
    }
    return part;
}

void kernel_weights(struct lanes *weights, const struct model_profile *profile,
                    const size_t local_hours[LANES], size_t count)
{
    const double *from[LANES];
    for (int l = 0; l < LANES; ++l) {
        from[l] = profile->weight + local_hours[l];
    }
    for (size_t i = 0; i < count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            weights[i].part[p] = gathered(from, p, i);
        }
    }
}

/* What is left of an hour. */
static inline lane_part part_left(const struct kernel_left *kernel, bool has_discount, size_t hour,
                                  int p)
{
    const lane_part all = kernel->bins->bin[hour].part[p];
    return has_discount ? all * kernel->discount->bin[hour].part[p] : all;
}

/* Bins are not negative, nor are weights: plain sums, in the order of hours. A sum waits for its
 * last addition, and others go on meanwhile; all have the kernel's hour from one load. */
static inline void sum_hours(struct lanes *const *exposures, const struct kernel_left *kernel,
                             bool has_discount, const struct lanes *const *weights, int count)
{
    lane_part sums[BATCH_EXPOSURES][LANE_PARTS]; /* registers: not cleared as memory is */
    for (int k = 0; k < count; ++k) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sums[k][p] = (lane_part){0};
        }
    }
    for (size_t i = 0; i < kernel->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part left = part_left(kernel, has_discount, i, p);
            for (int k = 0; k < count; ++k) {
                sums[k][p] += left * weights[k][i].part[p];
            }
        }
    }
    for (int k = 0; k < count; ++k) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            exposures[k]->part[p] = sums[k][p];
        }
    }
}

/* Compiled for each number of sums, which are in registers then. Two or three take as long as all.
 */
void kernel_exposures(struct lanes *const exposures[BATCH_EXPOSURES],
                      const struct kernel_left *kernel,
                      const struct lanes *const weights[BATCH_EXPOSURES], size_t count)
{
    const bool has_discount = kernel->discount != NULL;
    if (count == 1 && has_discount) {
        sum_hours(exposures, kernel, true, weights, 1);
    } else if (count == 1) {
        sum_hours(exposures, kernel, false, weights, 1);
    } else if (has_discount) {
        sum_hours(exposures, kernel, true, weights, BATCH_EXPOSURES);
    } else {
        sum_hours(exposures, kernel, false, weights, BATCH_EXPOSURES);
    }
}

/* The mean over the 168 starts has each bin under each weight once, and weights have the mean
 * 1. */
void kernel_total(struct lanes *total, const struct kernel_left *kernel)
{
    struct lanes sum = {.part = {{0}}};
    for (size_t i = 0; i < kernel->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum.part[p] += part_left(kernel, kernel->discount != NULL, i, p);
        }
    }
    *total = sum;
}
