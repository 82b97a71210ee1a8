/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prepare/kernels: each kernel and each exposure is kept once, under the number it got first. */
#include "prepare/kernels.h"

#include "check.h"
#include "model/discount.h"
#include "random.h"

static const struct model_kernel plain = {
    .kind = KERNEL_FULL, .fallback_curve = INDEX_NONE, .channel = INDEX_NONE};

/* Every difference of a kernel counts. */
static void different_kernels_have_different_numbers(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    struct model_kernel variants[9];
    (void)state;
    kernels_init(&kernels, &prepared);
    for (int i = 0; i < 9; ++i) {
        variants[i] = plain;
    }
    variants[1].kind = KERNEL_WINDOW;
    variants[2].kind = KERNEL_SEVERITY;
    variants[3].curve = 7;
    variants[4].fallback_curve = 0;
    variants[5].fallback_curve = 7;
    variants[6].channel = 0;
    variants[7].offset_hours = 0.5;
    variants[8].offset_hours = 0.75;
    for (uint32_t round = 0; round < 2; ++round) {
        for (uint32_t i = 0; i < 9; ++i) {
            assert_int_equal(kernels_exposure(&kernels, &variants[i], 0), i);
        }
    }
    assert_int_equal(kernels.kernel_count, 9);
    assert_int_equal(kernels.exposure_count, 9);
    for (uint32_t i = 0; i < 9; ++i) {
        assert_memory_equal(&kernels.kernels[i], &variants[i], sizeof variants[i]);
        assert_int_equal(kernels.exposures[i].kernel, i);
        assert_int_equal(kernels.exposures[i].profile, 0);
    }
    assert_false(prepared.out_of_memory);
    arena_free(&arena);
}

/* A waiting time is counted on the clock of the region, whole hours and the part of one: the
 * atelier of datasets/gruppo-aurora, at UTC+2, waits from 17:39 to 19:39. */
static void a_wait_stays_on_the_local_clock(void **state)
{
    static const double offsets[] = {2, -5, 5.5, -3.5};
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; ++i) {
        struct model_kernel whole = plain;
        whole.offset_hours = offsets[i];
        uint32_t first = kernels_exposure(&kernels, &whole, 3);
        const struct model_exposure after =
            kernels.exposures[kernels_after(&kernels, first, 2.385)];
        check_close(kernels.kernels[after.kernel].offset_hours + after.whole_offset_hours,
                    offsets[i], 0.0);
        check_close(kernels.kernels[after.kernel].from_hours, 2.385, 0.0);
        assert_int_equal(after.profile, 3);
    }
    arena_free(&arena);
}

static void profiles_share_their_kernel(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    assert_int_equal(kernels_exposure(&kernels, &plain, 3), 0);
    assert_int_equal(kernels_exposure(&kernels, &plain, 41), 1);
    assert_int_equal(kernels_exposure(&kernels, &plain, 3), 0);
    assert_int_equal(kernels.kernel_count, 1);
    assert_int_equal(kernels.exposures[1].profile, 41);
    arena_free(&arena);
}

static void steps_are_three_kernels_or_none(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    struct exposure_steps none = kernels_steps(&kernels, INDEX_NONE, 5.75, 2);
    assert_int_equal(none.window, INDEX_NONE);
    assert_int_equal(none.severity, INDEX_NONE);
    assert_int_equal(none.full, INDEX_NONE);
    assert_int_equal(kernels.kernel_count, 0);
    struct exposure_steps steps = kernels_steps(&kernels, 3, 5.75, 2);
    const uint32_t numbers[] = {steps.window, steps.severity, steps.full};
    const enum kernel_kind kinds[] = {KERNEL_WINDOW, KERNEL_SEVERITY, KERNEL_FULL};
    for (int i = 0; i < 3; ++i) {
        const struct model_exposure *exposure = &kernels.exposures[numbers[i]];
        const struct model_kernel *kernel = &kernels.kernels[exposure->kernel];
        assert_int_equal(kernel->kind, kinds[i]);
        assert_int_equal(kernel->curve, 3);
        assert_int_equal(kernel->channel, INDEX_NONE);
        assert_int_equal(kernel->fallback_curve, INDEX_NONE);
        check_close(kernel->offset_hours, 0.75, 0.0);
        check_close(exposure->whole_offset_hours, 5.0, 0.0);
        assert_int_equal(exposure->profile, 2);
    }
    arena_free(&arena);
}

/* Expected: one kernel for -3.5, 5.5 and 0.5 hours, exposures of their own: the same part of the
 * hour is left at the start, and the hour is another. */
static void whole_hours_share_a_kernel(void **state)
{
    static const double offsets[] = {-3.5, 5.5, 0.5};
    static const double whole[] = {-4, 5, 0};
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (uint32_t i = 0; i < 3; ++i) {
        const struct model_kernel kernel = {.kind = KERNEL_FULL,
                                            .fallback_curve = INDEX_NONE,
                                            .channel = INDEX_NONE,
                                            .offset_hours = offsets[i]};
        assert_int_equal(kernels_exposure(&kernels, &kernel, 1), i);
        check_near(kernels.exposures[i].whole_offset_hours, whole[i], 0.0);
        assert_int_equal(kernels.exposures[i].kernel, 0);
    }
    assert_int_equal(kernels.kernel_count, 1);
    for (uint32_t i = 0; i < 3; ++i) { /* what begins later keeps its hour */
        uint32_t later = kernels_after(&kernels, i, 2.5);
        check_near(kernels.exposures[later].whole_offset_hours, whole[i], 0.0);
        check_near(kernels.kernels[kernels.exposures[later].kernel].from_hours, 2.5, 0.0);
    }
    assert_int_equal(kernels.kernel_count, 2);
    arena_free(&arena);
}

/* Expected: as many as were asked for, in the order of asking; found again after growth. */
static void many_are_found_again(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    uint32_t number = 0;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (int round = 0; round < 2; ++round, number = 0) {
        for (uint32_t curve = 0; curve < 23; ++curve) {
            for (uint32_t channel = 0; channel < 5; ++channel) {
                for (int quarter = -40; quarter < 40; quarter += 7) {
                    struct model_kernel kernel = plain;
                    kernel.curve = curve;
                    kernel.channel = channel;
                    kernel.offset_hours = 0.25 * quarter;
                    assert_int_equal(kernels_exposure(&kernels, &kernel, 1), number++);
                }
            }
        }
    }
    assert_int_equal(kernels.exposure_count, 23 * 5 * 12);
    assert_int_equal(kernels.kernel_count, 23 * 5 * 4); /* quarters of an hour */
    arena_free(&arena);
}

/* Expected: discounts of either curve, made in turn, are two full groups and one of the rest; each
 * has one curve, and its members follow each other in the order of their making. */
static void discounts_are_in_groups_of_what_they_discount(void **state)
{
    enum { REST = 6, DECAYS = 2 * DISCOUNT_ALIKE + REST, GROUPS = 3 };
    static const size_t sizes[GROUPS] = {DISCOUNT_ALIKE, DISCOUNT_ALIKE, REST};
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    size_t groups[2] = {0, 0};
    (void)state;
    kernels_init(&kernels, &prepared);
    for (uint32_t decay = 0; decay < DECAYS; ++decay) {
        for (uint32_t curve = 0; curve < 2; ++curve) {
            struct model_kernel kernel = plain;
            kernel.curve = curve;
            uint32_t exposure = kernels_exposure(&kernels, &kernel, 0);
            kernels_discounted(&kernels, exposure, decay, PARAMETER_NONE);
        }
    }
    kernels_find_alike(&kernels);
    for (size_t i = 0; i < kernels.kernel_count; ++i) {
        const struct model_kernel *first = &kernels.kernels[i];
        size_t members = 0;
        if (first->kind != KERNEL_DISCOUNT || first->follows) {
            continue;
        }
        const parameter_id from = first->decay_hours[0];
        for (size_t next = i + 1; next > 0; next = kernels.kernels[next - 1].next_alike) {
            assert_int_equal(kernels.kernels[next - 1].curve, first->curve);
            assert_int_equal(kernels.kernels[next - 1].decay_hours[0], from + members++);
        }
        assert_int_equal(members, sizes[groups[first->curve]++]);
    }
    assert_int_equal(groups[0], GROUPS);
    assert_int_equal(groups[1], GROUPS);
    arena_free(&arena);
}

/* Kernels 0 and 1 by turns under 11 and 9 profiles, kernel 2 under one. Expected: each exposure is
 * in one batch, with its kernel and week; all but a kernel's last are full, and that repeats its
 * last. */
static void batches_have_each_exposure_once(void **state)
{
    enum { MOST = 11, OTHER = 9, EXPOSURES = MOST + OTHER + 1, BATCHES = 3 + 3 + 1 };
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    size_t times[EXPOSURES] = {0};
    size_t part_filled = 0;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (uint32_t profile = 0; profile < MOST; ++profile) {
        for (uint32_t curve = 0; curve < 3; ++curve) {
            struct model_kernel kernel = plain;
            kernel.curve = curve;
            if (profile < (const uint32_t[]){MOST, OTHER, 1}[curve]) {
                kernels_exposure(&kernels, &kernel, profile);
            }
        }
    }
    kernels_batch(&kernels);
    assert_int_equal(kernels.exposure_count, EXPOSURES);
    assert_int_equal(kernels.batch_count, BATCHES);
    for (size_t i = 0; i < kernels.batch_count; ++i) {
        const struct model_batch *batch = &kernels.batches[i];
        part_filled += batch->count < BATCH_EXPOSURES;
        assert_in_range(batch->count, 1, BATCH_EXPOSURES);
        for (uint32_t k = 0; k < BATCH_EXPOSURES; ++k) {
            const uint32_t number = batch->exposures[k];
            assert_in_range(number, 0, EXPOSURES - 1);
            assert_int_equal(kernels.exposures[number].kernel, batch->kernel);
            assert_int_equal(kernels.exposures[number].week, batch->weeks[k]);
            assert_true(k < batch->count || number == batch->exposures[batch->count - 1]);
            times[number] += k < batch->count;
        }
    }
    for (size_t i = 0; i < EXPOSURES; ++i) {
        assert_int_equal(times[i], 1);
    }
    assert_int_equal(part_filled, 3);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(different_kernels_have_different_numbers),
        cmocka_unit_test(a_wait_stays_on_the_local_clock),
        cmocka_unit_test(profiles_share_their_kernel),
        cmocka_unit_test(steps_are_three_kernels_or_none),
        cmocka_unit_test(whole_hours_share_a_kernel),
        cmocka_unit_test(many_are_found_again),
        cmocka_unit_test(discounts_are_in_groups_of_what_they_discount),
        cmocka_unit_test(batches_have_each_exposure_once),
    };
    return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
