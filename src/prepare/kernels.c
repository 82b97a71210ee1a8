/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels and exposures, each once. Two regions whole hours apart see the same outage at another
 * place of the week: they share a kernel, whose integral is most of the work, and differ by the
 * whole part of the offset. Keys are packed into integers, since a lookup is made for every
 * cell. */
#include "prepare/kernels.h"

#include <math.h>

/* Offsets lie far inside of +- this, and profiles are numbered densely and far below 2^24. */
enum { MOST_WHOLE_HOURS = 128 };

void kernels_init(struct kernels *kernels, struct prepared *prepared)
{
    *kernels = (struct kernels){.prepared = prepared,
                                .by_shape = {.arena = prepared->arena},
                                .by_kernel = {.arena = prepared->arena},
                                .by_exposure = {.arena = prepared->arena}};
}

/* Curves and channels are numbered densely and far below 2^16; INDEX_NONE becomes the last number.
 */
static uint64_t pack(uint32_t index)
{
    return index & 0xffffU;
}

/* The whole of a shape in 64 bits: three indices of 16 and the kind. 0 is handed back where
 * memory is out, which is noted. */
static uint32_t shape_number(struct kernels *kernels, const struct model_kernel *kernel)
{
    uint64_t key = pack(kernel->curve) | pack(kernel->fallback_curve) << 16 |
                   pack(kernel->channel) << 32 | (uint64_t)kernel->kind << 48;
    uint32_t number = map_find(&kernels->by_shape, key);
    if (number != MAP_NONE) {
        return number;
    }
    if (map_add(&kernels->by_shape, key, kernels->shape_count) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    return kernels->shape_count++;
}

/* Looked through one by one: there are as many as fractions of an hour and waiting times. */
static size_t clock_number(struct kernels *kernels, const struct model_kernel *kernel)
{
    for (size_t i = 0; i < kernels->clock_count; ++i) {
        if (kernels->clocks[i].offset_hours == kernel->offset_hours &&
            kernels->clocks[i].from_hours == kernel->from_hours) {
            return i;
        }
    }
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->clocks, &kernels->clock_capacity,
                   kernels->clock_count, sizeof *kernels->clocks) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->clocks[kernels->clock_count] =
        (struct kernel_clock){kernel->offset_hours, kernel->from_hours};
    return kernels->clock_count++;
}

/* A shape at a clock is a kernel, and is kept once. */
static uint32_t find_kernel(struct kernels *kernels, const struct model_kernel *kernel)
{
    uint64_t key =
        (uint64_t)shape_number(kernels, kernel) << 32 | (uint64_t)clock_number(kernels, kernel);
    uint32_t number = map_find(&kernels->by_kernel, key);
    if (number != MAP_NONE) {
        return number;
    }
    number = (uint32_t)kernels->kernel_count;
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->kernels, &kernels->kernel_capacity,
                   kernels->kernel_count, sizeof *kernels->kernels) != 0 ||
        map_add(&kernels->by_kernel, key, number) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->kernels[kernels->kernel_count++] = *kernel;
    return number;
}

/* Regions that are whole hours apart share their kernels. The offset is split by floor(), so that
 * the kernel's part is in [0, 1) west of Greenwich too. */
uint32_t kernels_exposure(struct kernels *kernels, const struct model_kernel *kernel,
                          uint32_t profile)
{
    const double whole = floor(kernel->offset_hours);
    struct model_kernel within_hour = *kernel;
    within_hour.offset_hours = kernel->offset_hours - whole;
    uint32_t kernel_number = find_kernel(kernels, &within_hour);
    uint64_t key = (uint64_t)kernel_number << 32 | (uint64_t)profile << 8 |
                   (uint64_t)(whole + MOST_WHOLE_HOURS);
    uint32_t number = map_find(&kernels->by_exposure, key);
    if (number != MAP_NONE) {
        return number;
    }
    number = (uint32_t)kernels->exposure_count;
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->exposures,
                   &kernels->exposure_capacity, kernels->exposure_count,
                   sizeof *kernels->exposures) != 0 ||
        map_add(&kernels->by_exposure, key, number) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->exposures[kernels->exposure_count++] = (struct model_exposure){
        .kernel = kernel_number, .profile = profile, .whole_offset_hours = whole};
    return number;
}

/* The offset is put together again, and split again by kernels_exposure(). */
uint32_t kernels_after(struct kernels *kernels, uint32_t exposure, double from_hours)
{
    if (exposure == INDEX_NONE || kernels->prepared->out_of_memory) {
        return exposure;
    }
    const struct model_exposure *whole = &kernels->exposures[exposure];
    struct model_kernel kernel = kernels->kernels[whole->kernel];
    kernel.offset_hours += whole->whole_offset_hours;
    kernel.from_hours = from_hours;
    return kernels_exposure(kernels, &kernel, whole->profile);
}

/* The three kinds of one curve without onset, for the waterfall: hours, severity, recovery. */
struct exposure_steps kernels_steps(struct kernels *kernels, uint32_t curve, double offset_hours,
                                    uint32_t profile)
{
    struct model_kernel kernel = {.curve = curve,
                                  .fallback_curve = INDEX_NONE,
                                  .channel = INDEX_NONE,
                                  .offset_hours = offset_hours};
    struct exposure_steps steps = {INDEX_NONE, INDEX_NONE, INDEX_NONE};
    if (curve == INDEX_NONE) {
        return steps;
    }
    kernel.kind = KERNEL_WINDOW;
    steps.window = kernels_exposure(kernels, &kernel, profile);
    kernel.kind = KERNEL_SEVERITY;
    steps.severity = kernels_exposure(kernels, &kernel, profile);
    kernel.kind = KERNEL_FULL;
    steps.full = kernels_exposure(kernels, &kernel, profile);
    return steps;
}
