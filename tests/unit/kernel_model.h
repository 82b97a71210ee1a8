/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest model that a kernel needs, for the tests of model/kernel. Includes one_outage.h. */
#ifndef BLACKOUT_TESTS_KERNEL_MODEL_H
#define BLACKOUT_TESTS_KERNEL_MODEL_H

#include "one_outage.h"

/* Places in the parameter vector. */
enum { DURATION, SEVERITY, RECOVERY, GRACE, SCALE, SHAPE, PARAMETERS };

static const struct model_channel kernel_channel = {GRACE, SCALE, SHAPE};

static const struct model kernel_step_model = {
    .parameter_count = PARAMETERS,
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY},
    .channels = &kernel_channel,
    .channel_count = 1};

/* What is integrated where nothing else is said: sigma to its end, without onset or fallback. */
static const struct model_kernel kernel_plain = {
    .kind = KERNEL_FULL, .fallback_curve = INDEX_NONE, .channel = INDEX_NONE};

static inline double kernel_sum(const struct one_bins *bins)
{
    double sum = 0;
    for (size_t i = 0; i < HOURS_PER_WEEK; ++i) { /* unused ones have nothing */
        sum += bins->bin[i];
    }
    return sum;
}

/* The integral over the whole outage, every hour alike. */
static inline double kernel_hours(const struct model_kernel *kernel, const double *parameters,
                                  double start_fraction)
{
    struct one_bins bins;
    one_kernel(&bins, &kernel_step_model, kernel, parameters, start_fraction);
    return kernel_sum(&bins);
}

#endif
