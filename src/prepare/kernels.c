/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels and exposures, each once. Two regions whole hours apart see the same outage at another
 * place of the week: they share a kernel, whose integral is most of the work, and differ by the
 * whole part of the offset. Keys are packed into integers, since a lookup is made for every cell.
 * Where memory is out a number is 0, and whoever would read what it names looks at `out_of_memory`
 * first: the preparation fails at its end. */
#include "prepare/kernels.h"

#include <math.h>

#include "model/discount.h"

/* Offsets lie far inside of +- this, and profiles are numbered densely and far below 2^24. */
enum { MOST_WHOLE_HOURS = 128 };

void kernels_init(struct kernels *kernels, struct prepared *prepared)
{
    *kernels = (struct kernels){.prepared = prepared,
                                .by_curves = {.arena = prepared->arena},
                                .by_kernel = {.arena = prepared->arena},
                                .by_product = {.arena = prepared->arena},
                                .by_decays = {.arena = prepared->arena},
                                .by_lost = {.arena = prepared->arena},
                                .by_exposure = {.arena = prepared->arena}};
    for (int kind = 0; kind < SHAPE_KINDS; ++kind) {
        kernels->by_shape[kind].arena = prepared->arena;
    }
}

/* A number for a pair of keys, from 0 on. Numbers are dense, so that several of them fit into one
 * 64-bit key: a map has keys of 64 bits, and a shape has more. */
static uint32_t number_of(struct kernels *kernels, struct map *map, uint32_t *count, uint64_t key)
{
    uint32_t number = map_find(map, key);
    if (number != MAP_NONE) {
        return number;
    }
    if (map_add(map, key, *count) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    return (*count)++;
}

static uint32_t decays_number(struct kernels *kernels, const struct model_kernel *kernel)
{
    return number_of(kernels, &kernels->by_decays, &kernels->decays_count,
                     (uint64_t)kernel->decay_hours[0] << 32 | kernel->decay_hours[1]);
}

/* A curve, or a curve and its fallback's, in one number of 32 bits: whole packages have a curve for
 * each region, but none has 2^31 of them. */
static uint32_t curves_number(struct kernels *kernels, const struct model_kernel *kernel)
{
    enum { PAIR_BIT = 31 };
    if (kernel->fallback_curve == INDEX_NONE) {
        return kernel->curve;
    }
    return number_of(kernels, &kernels->by_curves, &kernels->curves_count,
                     (uint64_t)kernel->curve << 32 | kernel->fallback_curve) |
           (uint32_t)1 << PAIR_BIT;
}

/* Each kind has a map, so that curves and channel, or curve and decays, have all 64 bits of a key.
 * 0 is handed back where memory is out, which is noted. */
static uint32_t shape_number(struct kernels *kernels, const struct model_kernel *kernel)
{
    const uint32_t second =
        kernel->kind == KERNEL_DISCOUNT ? decays_number(kernels, kernel) : kernel->channel;
    return number_of(kernels, &kernels->by_shape[kernel->kind], &kernels->shape_count,
                     (uint64_t)curves_number(kernels, kernel) << 32 | second);
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

/* The number of a kernel by its key in a map, added with the first of it. */
static uint32_t keep_kernel(struct kernels *kernels, struct map *map, uint64_t key,
                            const struct model_kernel *kernel)
{
    uint32_t number = map_find(map, key);
    if (number != MAP_NONE) {
        return number;
    }
    number = (uint32_t)kernels->kernel_count;
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->kernels, &kernels->kernel_capacity,
                   kernels->kernel_count, sizeof *kernels->kernels) != 0 ||
        map_add(map, key, number) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->kernels[kernels->kernel_count++] = *kernel;
    return number;
}

/* A shape at a clock is a kernel, and is kept once. */
static uint32_t find_kernel(struct kernels *kernels, const struct model_kernel *kernel)
{
    uint64_t key =
        (uint64_t)shape_number(kernels, kernel) << 32 | (uint64_t)clock_number(kernels, kernel);
    return keep_kernel(kernels, &kernels->by_kernel, key, kernel);
}

/* Looked through one by one: there are as many as profiles in time zones. */
static uint32_t week_number(struct kernels *kernels, const struct model_exposure *exposure)
{
    if (exposure->kernel >= kernels->kernel_count) { /* memory was out for the kernel */
        return 0;
    }
    const struct model_week week = {exposure->profile,
                                    kernels->kernels[exposure->kernel].offset_hours,
                                    exposure->whole_offset_hours};
    for (size_t i = 0; i < kernels->week_count; ++i) {
        const struct model_week *other = &kernels->weeks[i];
        if (other->profile == week.profile && other->offset_hours == week.offset_hours &&
            other->whole_offset_hours == week.whole_offset_hours) {
            return (uint32_t)i;
        }
    }
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->weeks, &kernels->week_capacity,
                   kernels->week_count, sizeof *kernels->weeks) != 0) {
        kernels->prepared->out_of_memory = true;
        return 0;
    }
    kernels->weeks[kernels->week_count] = week;
    return (uint32_t)kernels->week_count++;
}

/* An exposure of a kernel that there is, kept once. */
static uint32_t find_exposure(struct kernels *kernels, const struct model_exposure *exposure)
{
    uint64_t key = (uint64_t)exposure->kernel << 32 | (uint64_t)exposure->profile << 8 |
                   (uint64_t)(exposure->whole_offset_hours + MOST_WHOLE_HOURS);
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
    kernels->exposures[kernels->exposure_count] = *exposure;
    /* After the exposure is there, since the week is that of its kernel's clock. */
    kernels->exposures[kernels->exposure_count++].week = week_number(kernels, exposure);
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
    const struct model_exposure exposure = {.kernel = find_kernel(kernels, &within_hour),
                                            .profile = profile,
                                            .whole_offset_hours = whole};
    return find_exposure(kernels, &exposure);
}

/* The discount has the kernel's curve, its part of an hour and its waiting time. The onset is not
 * in it: it is a mean over what the curve takes of each hour, by which any kernel of the curve is
 * multiplied. */
uint32_t kernels_discounted(struct kernels *kernels, uint32_t exposure, parameter_id decay_hours,
                            parameter_id other_hours)
{
    const bool decays = decay_hours != PARAMETER_NONE || other_hours != PARAMETER_NONE;
    if (exposure == INDEX_NONE || !decays || kernels->prepared->out_of_memory) {
        return exposure;
    }
    struct model_exposure discounted = kernels->exposures[exposure];
    const struct model_kernel of = kernels->kernels[discounted.kernel];
    const struct model_kernel discount = {.kind = KERNEL_DISCOUNT,
                                          .curve = of.curve,
                                          .fallback_curve = INDEX_NONE,
                                          .channel = INDEX_NONE,
                                          .offset_hours = of.offset_hours,
                                          .from_hours = of.from_hours,
                                          .decay_hours = {decay_hours, other_hours}};
    struct model_kernel product = of;
    product.kind = KERNEL_PRODUCT;
    product.of = discounted.kernel;
    product.discount = find_kernel(kernels, &discount);
    discounted.kernel =
        keep_kernel(kernels, &kernels->by_product,
                    (uint64_t)product.of << 32 | (uint64_t)product.discount, &product);
    return find_exposure(kernels, &discounted);
}

/* Four at most: what it would save at once, and what waits for it, each in all and discounted by
 * recapture. */
struct fallback_exposures kernels_fallback(struct kernels *kernels, uint32_t exposure,
                                           const struct kernel_decays *decays)
{
    struct fallback_exposures exposures = {{exposure, exposure}, {INDEX_NONE, INDEX_NONE}};
    if (exposure == INDEX_NONE) {
        return exposures;
    }
    exposures.all[PART_DISCOUNTED] =
        kernels_discounted(kernels, exposure, decays->recapture_hours, PARAMETER_NONE);
    if (decays->adaptation_hours != PARAMETER_NONE) {
        exposures.waiting[PART_LOST] =
            kernels_discounted(kernels, exposure, decays->adaptation_hours, PARAMETER_NONE);
        exposures.waiting[PART_DISCOUNTED] = kernels_discounted(
            kernels, exposure, decays->adaptation_hours, decays->recapture_hours);
    }
    return exposures;
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
    if (kernels->prepared->model.net_alone) {
        kernel.kind = KERNEL_FULL;
        steps.full = kernels_exposure(kernels, &kernel, profile);
        steps.window = steps.severity = steps.full;
        return steps;
    }
    /* From the plain length to all that counts: the differences between neighbours are steps of the
     * waterfall. */
    kernel.kind = KERNEL_WINDOW;
    steps.window = kernels_exposure(kernels, &kernel, profile);
    kernel.kind = KERNEL_SEVERITY;
    steps.severity = kernels_exposure(kernels, &kernel, profile);
    kernel.kind = KERNEL_FULL;
    steps.full = kernels_exposure(kernels, &kernel, profile);
    return steps;
}

/* Only full kernels carry a fallback, and each has one partner at most: model_integrate() takes two
 * side by side (KERNEL_ALIKE). */
static bool are_partners(const struct model_kernel *a, const struct model_kernel *b)
{
    return a->partner == 0 && b->partner == 0 && a->kind == KERNEL_FULL && b->kind == a->kind &&
           a->curve == b->curve && a->channel == b->channel && a->from_hours == b->from_hours &&
           a->offset_hours == b->offset_hours;
}

/* A cell's kernel and those of its fallbacks are made one after another: partners are near. The
 * bound keeps the search linear in the kernels. A partner further away is integrated by itself,
 * which only takes longer. */
static void find_partners(struct kernels *kernels)
{
    enum { NEAR = 64 };
    for (size_t i = 0; i < kernels->kernel_count; ++i) {
        for (size_t k = i + 1; k < kernels->kernel_count && k - i < NEAR; ++k) {
            if (are_partners(&kernels->kernels[i], &kernels->kernels[k])) {
                kernels->kernels[i].partner = (uint32_t)k + 1;
                kernels->kernels[k].partner = (uint32_t)i + 1;
            }
        }
    }
}

/* Discounts that are alike, in groups of so many. Numbers of what is lost are below that of
 * kernels, so that `last` and `members` have room for all. */
static void chain_discounts(struct kernels *kernels)
{
    struct arena *arena = kernels->prepared->arena;
    uint32_t *last = arena_alloc(arena, kernels->kernel_count, sizeof *last);
    size_t *members = arena_alloc(arena, kernels->kernel_count, sizeof *members);
    if (last == NULL || members == NULL) {
        kernels->prepared->out_of_memory = true;
        return;
    }
    for (uint32_t i = 0; i < kernels->kernel_count; ++i) {
        struct model_kernel *kernel = &kernels->kernels[i];
        if (kernel->kind == KERNEL_DISCOUNT) {
            const uint32_t lost =
                number_of(kernels, &kernels->by_lost, &kernels->lost_count,
                          (uint64_t)kernel->curve << 32 | clock_number(kernels, kernel));
            kernel->follows = members[lost]++ % DISCOUNT_ALIKE != 0;
            if (kernel->follows) {
                kernels->kernels[last[lost]].next_alike = i + 1;
            }
            last[lost] = i;
        }
    }
}

void kernels_find_alike(struct kernels *kernels)
{
    find_partners(kernels);
    chain_discounts(kernels);
}

static void begin_batch(struct kernels *kernels, uint32_t kernel)
{
    if (arena_grow(kernels->prepared->arena, (void **)&kernels->batches, &kernels->batch_capacity,
                   kernels->batch_count, sizeof *kernels->batches) != 0) {
        kernels->prepared->out_of_memory = true;
        return;
    }
    kernels->batches[kernels->batch_count++] = (struct model_batch){.kernel = kernel};
}

/* Places after the last repeat it: the model works out all places of a batch together, and needs no
 * count in its loop. */
static void join_batch(struct model_batch *batch, uint32_t exposure, uint32_t week)
{
    for (uint32_t i = batch->count++; i < BATCH_EXPOSURES; ++i) {
        batch->exposures[i] = exposure;
        batch->weeks[i] = week;
    }
}

/* Each exposure joins the last batch of its kernel, whose number `last` has plus 1, or begins one.
 */
void kernels_batch(struct kernels *kernels)
{
    size_t *last = arena_alloc(kernels->prepared->arena, kernels->kernel_count, sizeof *last);
    for (uint32_t i = 0; last != NULL && i < kernels->exposure_count; ++i) {
        const struct model_exposure *exposure = &kernels->exposures[i];
        size_t number = last[exposure->kernel];
        if (number == 0 || kernels->batches[number - 1].count == BATCH_EXPOSURES) {
            begin_batch(kernels, exposure->kernel);
            number = last[exposure->kernel] = kernels->batch_count;
        }
        if (kernels->prepared->out_of_memory) {
            return;
        }
        join_batch(&kernels->batches[number - 1], i, exposure->week);
    }
}
