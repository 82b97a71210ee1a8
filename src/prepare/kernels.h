/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels and exposures in the making, each kept once: cells that share one share its number.
 * Memory that is out is noted in `prepared` and judged at the end: no number says it. */
#ifndef BLACKOUT_PREPARE_KERNELS_H
#define BLACKOUT_PREPARE_KERNELS_H

#include "core/map.h"
#include "prepare/prepared.h"

/* Where a kernel's time begins, and by which hours it is sorted. Two kernels of equal curves at
 * different clocks are different integrals. */
struct kernel_clock {
    double offset_hours;
    double from_hours;
};

/* A product is of two kernels, and no shape. */
enum { SHAPE_KINDS = KERNEL_DISCOUNT + 1 };

struct kernels {
    struct prepared *prepared;
    struct model_kernel *kernels;
    size_t kernel_count;
    size_t kernel_capacity;
    struct map by_curves; /* a curve and a fallback's: a number for each pair */
    uint32_t curves_count;
    struct map by_shape[SHAPE_KINDS]; /* curves, and channel or decays: a number for each shape */
    uint32_t shape_count;             /* of all kinds */
    struct map by_kernel;             /* shape and clock */
    struct map by_product;            /* two kernels */
    struct map by_decays;             /* two parameters: a number for each pair */
    uint32_t decays_count;
    struct map by_lost; /* curve and clock of discounts: a number for each */
    uint32_t lost_count;
    struct kernel_clock *clocks; /* distinct ones */
    size_t clock_count;
    size_t clock_capacity;
    struct model_exposure *exposures;
    size_t exposure_count;
    size_t exposure_capacity;
    struct map by_exposure;
    struct model_week *weeks;
    size_t week_count;
    size_t week_capacity;
    struct model_batch *batches;
    size_t batch_count;
    size_t batch_capacity;
};

/* Memory is that of prepared->arena. What numbers name lies in arrays that move while they grow. */
void kernels_init(struct kernels *kernels, struct prepared *prepared);

/* Finds kernels that can be integrated together, once all are there. */
void kernels_find_alike(struct kernels *kernels);

/* Makes the batches, once all exposures are there. */
void kernels_batch(struct kernels *kernels);

/* The number of the exposure of `kernel` under `profile`. */
uint32_t kernels_exposure(struct kernels *kernels, const struct model_kernel *kernel,
                          uint32_t profile);

/* The exposure that is left of one after a waiting time; INDEX_NONE of INDEX_NONE. */
uint32_t kernels_after(struct kernels *kernels, uint32_t exposure, double from_hours);

/* The same exposure with each hour times exp(-u / decay), u hours after the start, for decays that
 * are parameters or PARAMETER_NONE; itself without one. Two decays are those of a fallback and of
 * recapture, whose product is one exponential. */
uint32_t kernels_discounted(struct kernels *kernels, uint32_t exposure, parameter_id decay_hours,
                            parameter_id other_hours);

/* The decays of a fallback and of recapture; PARAMETER_NONE: there is none. */
struct kernel_decays {
    parameter_id adaptation_hours;
    parameter_id recapture_hours;
};

/* The exposures of a fallback from what it would save at once; all INDEX_NONE of INDEX_NONE. */
struct fallback_exposures kernels_fallback(struct kernels *kernels, uint32_t exposure,
                                           const struct kernel_decays *decays);

/* The exposures without onset or fallback of one curve; all INDEX_NONE where `curve` is. */
struct exposure_steps kernels_steps(struct kernels *kernels, uint32_t curve, double offset_hours,
                                    uint32_t profile);

#endif
