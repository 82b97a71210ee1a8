/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/kernels.h"

void kernels_init(struct kernels *kernels, struct prepared *prepared)
{
    *kernels = (struct kernels){.prepared = prepared,
                                .by_kernel = {.arena = prepared->arena},
                                .by_exposure = {.arena = prepared->arena}};
}

/* Curves and channels are numbered densely and far below 2^16; INDEX_NONE becomes the last number.
 */
static uint64_t pack(uint32_t index)
{
    return index & 0xffffU;
}

static size_t offset_number(struct kernels *kernels, double offset_hours)
{
    for (size_t i = 0; i < kernels->offset_count; ++i) {
        if (kernels->offsets[i] == offset_hours) {
            return i;
        }
    }
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->offsets, &kernels->offset_capacity,
                   kernels->offset_count, sizeof *kernels->offsets) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->offsets[kernels->offset_count] = offset_hours;
    return kernels->offset_count++;
}

static uint32_t find_kernel(struct kernels *kernels, const struct model_kernel *kernel)
{
    uint64_t key = pack(kernel->curve) | pack(kernel->fallback_curve) << 16 |
                   pack(kernel->channel) << 32 | (uint64_t)kernel->kind << 48 |
                   (uint64_t)offset_number(kernels, kernel->offset_hours) << 50;
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

uint32_t kernels_exposure(struct kernels *kernels, const struct model_kernel *kernel,
                          uint32_t profile)
{
    uint32_t kernel_number = find_kernel(kernels, kernel);
    uint64_t key = (uint64_t)kernel_number << 32 | profile;
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
    kernels->exposures[kernels->exposure_count++] =
        (struct model_exposure){.kernel = kernel_number, .profile = profile};
    return number;
}

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
