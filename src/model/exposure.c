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

/* An element of each of several arrays. */
static inline lane_part gathered(const double *const *from, size_t i)
{
    lane_part part = {0};
    for (int e = 0; e < LANES / LANE_PARTS; ++e) {
        part[e] = from[e][i];
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
            weights[i].part[p] = gathered(from + p * (LANES / LANE_PARTS), i);
        }
    }
}

/* Bins are not negative, nor are weights: a plain sum, in the order of hours. */
void kernel_exposure(struct lanes *exposure, const struct kernel_bins *bins,
                     const struct lanes *weights)
{
    struct lanes sum = {.part = {{0}}};
    for (size_t i = 0; i < bins->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum.part[p] += bins->bin[i].part[p] * weights[i].part[p];
        }
    }
    *exposure = sum;
}

/* As above, several that have equally many hours: a sum waits for its last addition, and others go
 * on meanwhile. */
void kernel_exposures(struct lanes *exposures, const struct kernel_bins *const *bins,
                      const struct lanes *const *weights)
{
    lane_part sums[KERNEL_EXPOSURES][LANE_PARTS] = {{{0}}};
    for (size_t i = 0; i < bins[0]->used; ++i) {
        for (int k = 0; k < KERNEL_EXPOSURES; ++k) {
            for (int p = 0; p < LANE_PARTS; ++p) {
                sums[k][p] += bins[k]->bin[i].part[p] * weights[k][i].part[p];
            }
        }
    }
    for (int k = 0; k < KERNEL_EXPOSURES; ++k) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            exposures[k].part[p] = sums[k][p];
        }
    }
}

/* The mean over the 168 starts has each bin under each weight once, and weights have the mean
 * 1. */
void kernel_total(struct lanes *total, const struct kernel_bins *bins)
{
    struct lanes sum = {.part = {{0}}};
    for (size_t i = 0; i < bins->used; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sum.part[p] += bins->bin[i].part[p];
        }
    }
    *total = sum;
}
