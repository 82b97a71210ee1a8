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

/* A package may have a curve for each of more regions than 16 bits count: each number is one's own,
 * of whatever part of a kernel, and of a discount. */
static void numbers_of_curves_have_32_bits(void **state)
{
    enum { KINDS = 4, ALIKE = 0x10000 };
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (uint32_t part = 0; part < 3; ++part) {
        for (uint32_t i = 0; i < KINDS; ++i) {
            const uint32_t number = 7 + part + i * ALIKE;
            struct model_kernel kernel = plain;
            kernel.curve = part == 0 ? number : 5;
            kernel.fallback_curve = part == 1 ? number : INDEX_NONE;
            kernel.channel = part == 2 ? number : INDEX_NONE;
            assert_int_equal(kernels_exposure(&kernels, &kernel, 0), part * KINDS + i);
        }
    }
    for (uint32_t i = 0; i < KINDS;
         ++i) { /* of the first four; each has a discount and a product */
        kernels_discounted(&kernels, i, 1, PARAMETER_NONE);
        assert_int_equal(kernels.kernel_count, 3 * KINDS + 2 * (i + 1));
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

/* ---- Discounts and fallbacks ----------------------------------------------------------------- */

/* A discounted exposure is another of the same hours, whose kernel is a product of what is lost and
 * a discount of its curve and clock. */
static void check_discounted(const struct kernels *kernels, uint32_t number, uint32_t of,
                             parameter_id decay_hours, parameter_id other_hours)
{
    const struct model_exposure *lost = &kernels->exposures[of];
    const struct model_exposure *discounted = &kernels->exposures[number];
    const struct model_kernel *whole = &kernels->kernels[lost->kernel];
    const struct model_kernel *product = &kernels->kernels[discounted->kernel];
    const struct model_kernel *discount = &kernels->kernels[product->discount];
    assert_int_equal(discounted->profile, lost->profile);
    check_close(discounted->whole_offset_hours, lost->whole_offset_hours, 0.0);
    assert_int_equal(discounted->week, lost->week);
    assert_int_equal(product->kind, KERNEL_PRODUCT);
    assert_int_equal(product->of, lost->kernel);
    assert_int_equal(discount->kind, KERNEL_DISCOUNT);
    assert_int_equal(discount->curve, whole->curve);
    assert_int_equal(discount->channel, INDEX_NONE);
    assert_int_equal(discount->fallback_curve, INDEX_NONE);
    check_close(discount->offset_hours, whole->offset_hours, 0.0);
    check_close(discount->from_hours, whole->from_hours, 0.0);
    assert_int_equal(discount->decay_hours[0], decay_hours);
    assert_int_equal(discount->decay_hours[1], other_hours);
}

/* Two curves, channels, parts of an hour and waiting times, each with five pairs of decays; asked
 * for twice. Channels of one curve and clock share their discounts. */
static void discounts_are_kept_once(void **state)
{
    static const parameter_id decays[][2] = {
        {3, PARAMETER_NONE}, {4, PARAMETER_NONE}, {PARAMETER_NONE, 3}, {3, 4}, {4, 3}};
    enum { EACH = 2, ALL = EACH * EACH * EACH * EACH, DECAYS = 5, PER_CHANNEL = ALL / EACH };
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    uint32_t made[ALL][DECAYS];
    (void)state;
    kernels_init(&kernels, &prepared);
    for (int round = 0; round < 2; ++round) {
        for (uint32_t i = 0; i < ALL; ++i) {
            struct model_kernel kernel = plain;
            kernel.channel = i / 8 % EACH;
            kernel.curve = i / 4 % EACH;
            kernel.offset_hours = 3.25 + 0.5 * (i / 2 % EACH);
            kernel.from_hours = i % EACH;
            const uint32_t of = kernels_exposure(&kernels, &kernel, 5);
            for (size_t d = 0; d < DECAYS; ++d) {
                const uint32_t number =
                    kernels_discounted(&kernels, of, decays[d][0], decays[d][1]);
                check_discounted(&kernels, number, of, decays[d][0], decays[d][1]);
                assert_true(round == 0 || number == made[i][d]);
                made[i][d] = number;
            }
            assert_int_equal(kernels_discounted(&kernels, of, PARAMETER_NONE, PARAMETER_NONE), of);
        }
    }
    assert_int_equal(kernels.exposure_count, ALL * (1 + DECAYS));
    assert_int_equal(kernels.kernel_count, ALL * (1 + DECAYS) + PER_CHANNEL * DECAYS);
    assert_int_equal(kernels_discounted(&kernels, INDEX_NONE, 3, 4), INDEX_NONE);
    arena_free(&arena);
}

/* What a fallback saves: in all and what waits for it, each whole and discounted by recapture. */
static void fallbacks_have_four_exposures_at_most(void **state)
{
    enum { ADAPTATION = 3, RECAPTURE = 4 };
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    const uint32_t of = kernels_exposure(&kernels, &plain, 5);
    for (int i = 0; i < 4; ++i) {
        const struct kernel_decays asked = {i % 2 == 0 ? PARAMETER_NONE : ADAPTATION,
                                            i / 2 == 0 ? PARAMETER_NONE : RECAPTURE};
        const struct fallback_exposures made = kernels_fallback(&kernels, of, &asked);
        const bool adapts = asked.adaptation_hours != PARAMETER_NONE;
        assert_int_equal(made.all[PART_LOST], of);
        assert_int_equal(made.all[PART_DISCOUNTED],
                         kernels_discounted(&kernels, of, asked.recapture_hours, PARAMETER_NONE));
        assert_int_equal(made.waiting[PART_LOST],
                         adapts ? kernels_discounted(&kernels, of, ADAPTATION, PARAMETER_NONE)
                                : INDEX_NONE);
        assert_int_equal(made.waiting[PART_DISCOUNTED],
                         adapts
                             ? kernels_discounted(&kernels, of, ADAPTATION, asked.recapture_hours)
                             : INDEX_NONE);
        const struct fallback_exposures none = kernels_fallback(&kernels, INDEX_NONE, &asked);
        for (int part = 0; part < 2; ++part) {
            assert_int_equal(none.all[part], INDEX_NONE);
            assert_int_equal(none.waiting[part], INDEX_NONE);
        }
    }
    arena_free(&arena);
}

/* Where the net alone is asked for no step is, and all are the last. */
static void the_net_alone_has_one_step(void **state)
{
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena, .model = {.net_alone = true}};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    const struct exposure_steps steps = kernels_steps(&kernels, 3, 5.75, 2);
    assert_int_equal(steps.window, steps.full);
    assert_int_equal(steps.severity, steps.full);
    assert_int_equal(kernels.exposure_count, 1);
    assert_int_equal(kernels.kernels[0].kind, KERNEL_FULL);
    arena_free(&arena);
}

/* Of the exposures below those of one profile, at one time of the clock, have one week: curves and
 * channels do not count. */
static void weeks_are_kept_once(void **state)
{
    static const struct {
        double offset_hours;
        uint32_t profile, curve, week;
    } asked[] = {{0, 0, 0, 0},   {0, 0, 1, 0},   {0, 1, 0, 1},    {1, 0, 0, 2},    {0.5, 0, 0, 3},
                 {1.5, 0, 0, 4}, {1.5, 0, 1, 4}, {-0.5, 0, 0, 5}, {-0.5, 1, 0, 6}, {0, 1, 1, 1}};
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    (void)state;
    kernels_init(&kernels, &prepared);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; ++i) {
        struct model_kernel kernel = plain;
        kernel.curve = asked[i].curve;
        kernel.offset_hours = asked[i].offset_hours;
        const uint32_t number = kernels_exposure(&kernels, &kernel, asked[i].profile);
        const struct model_week *week = &kernels.weeks[asked[i].week];
        assert_int_equal(kernels.exposures[number].week, asked[i].week);
        assert_int_equal(week->profile, asked[i].profile);
        check_close(week->offset_hours + week->whole_offset_hours, asked[i].offset_hours, 0.0);
        assert_in_range(week->offset_hours * 100, 0, 99);
    }
    assert_int_equal(kernels.week_count, 7);
    arena_free(&arena);
}

/* Kernels that differ in their fallback alone are integrated side by side, two and two; not those
 * of another curve, channel, clock or kind, nor what is 64 or more apart. */
static void partners_differ_in_their_fallback_alone(void **state)
{
    enum { SINGLES = 6, NEAR = 64 };
    struct arena arena = {0};
    struct prepared prepared = {.arena = &arena};
    struct kernels kernels;
    struct model_kernel single[SINGLES];
    (void)state;
    for (size_t apart = NEAR - 2; apart <= NEAR + 1; ++apart) {
        kernels_init(&kernels, &prepared);
        for (int i = 0; i < SINGLES; ++i) {
            single[i] = plain;
            single[i].fallback_curve = 1; /* as the partner of `plain` would have it */
        }
        single[0].curve = 7;
        single[1].channel = 7;
        single[2].offset_hours = 0.5;
        single[3].from_hours = 7;
        single[4].kind = KERNEL_WINDOW;
        single[5].kind = KERNEL_SEVERITY;
        kernels_exposure(&kernels, &plain, 0);
        for (int i = 0; i < SINGLES; ++i) {
            kernels_exposure(&kernels, &single[i], 0);
        }
        while (kernels.kernel_count < apart) {
            struct model_kernel other = plain;
            other.curve = 100 + (uint32_t)kernels.kernel_count;
            kernels_exposure(&kernels, &other, 0);
        }
        for (uint32_t fallback = 1; fallback <= 3; ++fallback) {
            struct model_kernel partner = plain;
            partner.fallback_curve = fallback;
            kernels_exposure(&kernels, &partner, 0);
        }
        kernels_find_alike(&kernels);
        const bool near = apart < NEAR; /* then the first three kernels of four are partners */
        assert_int_equal(kernels.kernels[0].partner, near ? apart + 1 : 0);
        for (size_t i = 1; i < apart; ++i) {
            assert_int_equal(kernels.kernels[i].partner, 0);
        }
        assert_int_equal(kernels.kernels[apart].partner, near ? 1 : apart + 2);
        assert_int_equal(kernels.kernels[apart + 1].partner, near ? apart + 3 : apart + 1);
        assert_int_equal(kernels.kernels[apart + 2].partner, near ? apart + 2 : 0);
        arena_free(&arena);
        arena = (struct arena){0};
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(different_kernels_have_different_numbers),
        cmocka_unit_test(numbers_of_curves_have_32_bits),
        cmocka_unit_test(a_wait_stays_on_the_local_clock),
        cmocka_unit_test(profiles_share_their_kernel),
        cmocka_unit_test(steps_are_three_kernels_or_none),
        cmocka_unit_test(whole_hours_share_a_kernel),
        cmocka_unit_test(many_are_found_again),
        cmocka_unit_test(discounts_are_in_groups_of_what_they_discount),
        cmocka_unit_test(batches_have_each_exposure_once),
        cmocka_unit_test(discounts_are_kept_once),
        cmocka_unit_test(fallbacks_have_four_exposures_at_most),
        cmocka_unit_test(the_net_alone_has_one_step),
        cmocka_unit_test(weeks_are_kept_once),
        cmocka_unit_test(partners_differ_in_their_fallback_alone),
    };
    return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
