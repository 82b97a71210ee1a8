/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels of a single outage, for tests: it is in all lanes, which must agree. Includes check.h. */
#ifndef BLACKOUT_TESTS_ONE_OUTAGE_H
#define BLACKOUT_TESTS_ONE_OUTAGE_H

#include <string.h>

#include "check.h"
#include "model/discount.h"
#include "model/evaluate.h"
#include "model/exposure.h"

struct one_bins {
    size_t used;
    double bin[HOURS_PER_WEEK];
};

static inline struct kernel_outages one_outage(const double *parameters, double start_fraction)
{
    struct kernel_outages outages;
    for (int l = 0; l < LANES; ++l) {
        outages.parameters[l] = parameters;
        outages.start_fraction[l] = start_fraction;
    }
    return outages;
}

static inline struct one_bins one_of(const struct kernel_bins *bins)
{
    struct one_bins one = {.used = bins->used};
    for (size_t i = 0; i < bins->used; ++i) {
        one.bin[i] = bins->bin[i].at[0];
        for (int l = 1; l < LANES; ++l) {
            assert_true(bins->bin[i].at[l] == one.bin[i]);
        }
    }
    return one;
}

/* A kernel that is integrated alone, and its twin with it, gives the same. */
static inline void one_kernel(struct one_bins *bins, const struct model *model,
                              const struct model_kernel *kernel, const double *parameters,
                              double start_fraction)
{
    const struct kernel_outages outages = one_outage(parameters, start_fraction);
    struct kernel_bins alone;
    struct kernel_bins twins[KERNEL_ALIKE];
    const struct kernel_alike one = {1, {kernel}, {&alone}};
    const struct kernel_alike two = {2, {kernel, kernel}, {&twins[0], &twins[1]}};
    kernel_integrate(&one, model, &outages);
    kernel_integrate(&two, model, &outages);
    *bins = one_of(&alone);
    for (int k = 0; k < KERNEL_ALIKE; ++k) {
        assert_int_equal(twins[k].used, alone.used);
        assert_memory_equal(twins[k].bin, alone.bin, alone.used * sizeof *alone.bin);
    }
}

static inline void one_discount(struct one_bins *bins, const struct model *model,
                                const struct model_kernel *kernel, const double *parameters,
                                double start_fraction)
{
    const struct kernel_outages outages = one_outage(parameters, start_fraction);
    struct kernel_bins all;
    discount_integrate(&(struct discount_alike){1, {kernel}, {&all}}, model, &outages);
    *bins = one_of(&all);
}

static inline void one_model(struct kernel_bins *bins, const struct model *model,
                             const double *parameters, double start_fraction)
{
    const struct kernel_outages outages = one_outage(parameters, start_fraction);
    model_integrate(bins, model, &outages, 1);
}

static inline double one_sum(const struct one_bins *bins)
{
    double sum = 0;
    for (size_t i = 0; i < bins->used; ++i) {
        sum += bins->bin[i];
    }
    return sum;
}

/* Under a profile, for an outage that starts in a local hour of the week. */
static inline double one_exposure(const struct one_bins *bins, const struct model_profile *profile,
                                  size_t local_hour)
{
    struct kernel_bins all = {.used = bins->used};
    struct lanes weights[HOURS_PER_WEEK];
    struct lanes exposure;
    size_t hours[LANES];
    for (int l = 0; l < LANES; ++l) {
        hours[l] = local_hour;
        for (size_t i = 0; i < bins->used; ++i) {
            all.bin[i].at[l] = bins->bin[i];
        }
    }
    const struct kernel_left kernel = {&all, NULL, all.used};
    struct lanes *const exposures[BATCH_EXPOSURES] = {&exposure};
    const struct lanes *const under[BATCH_EXPOSURES] = {weights};
    kernel_weights(weights, profile, hours, bins->used);
    kernel_exposures(exposures, &kernel, under, 1);
    return exposure.at[LANES - 1];
}

#endif
