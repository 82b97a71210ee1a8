/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/discount: what is left of each hour of an outage. Expected: integrals of exponentials,
 * midpoint sums of the definition, and limits. */
#include "one_outage.h"

enum { DURATION, SEVERITY, RECOVERY, LAMBDA, TAU, PARAMETERS };

static const struct model step_model = {
    .outage = {.duration_hours = DURATION, .severity = SEVERITY, .recovery_hours = RECOVERY}};

static const struct model_kernel one = {.kind = KERNEL_DISCOUNT,
                                        .fallback_curve = INDEX_NONE,
                                        .channel = INDEX_NONE,
                                        .decay_hours = {LAMBDA, PARAMETER_NONE}};

/* The mean over the whole outage, from the hours' means and what each of them loses. */
static double mean_of(const double *parameters, const struct model_kernel *kernel, double fraction)
{
    struct model_kernel plain = *kernel;
    const struct kernel_outages outages = one_outage(parameters, fraction);
    struct kernel_bins lost;
    struct kernel_bins part;
    struct lanes totals[2];
    plain.kind = KERNEL_FULL;
    kernel_integrate(&(struct kernel_alike){1, {&plain}, {&lost}}, &step_model, &outages);
    discount_integrate(&(struct discount_alike){1, {kernel}, {&part}}, &step_model, &outages);
    const struct kernel_left left = {&lost, &part, part.used};
    const struct kernel_left all = {&lost, NULL, lost.used};
    kernel_total(&totals[0], &left);
    kernel_total(&totals[1], &all);
    return totals[0].at[1] / totals[1].at[1];
}

/* (lambda / D)(1 - exp(-D / lambda)), wherever the hours begin: also over weeks, which are
 * multiplied. */
static void a_step_has_a_closed_form(void **state)
{
    static const double durations[] = {0.3, 1, 6.5, 168, 169.4, 336, 744.3, 8766};
    (void)state;
    for (size_t i = 0; i < sizeof durations / sizeof durations[0]; ++i) {
        for (double lambda = 0.7; lambda < 1e5; lambda *= 9) {
            for (double fraction = 0; fraction < 1; fraction += 0.3) {
                const double D = durations[i];
                const double parameters[PARAMETERS] = {D, 0.62, 0, lambda};
                check_close(mean_of(parameters, &one, fraction), lambda / D * -expm1(-D / lambda),
                            1e-12);
            }
        }
    }
}

/* From 0.3 into an hour: 0.7 h, two whole hours, 0.5 h. */
static void each_hour_has_its_own(void **state)
{
    const double parameters[PARAMETERS] = {3.2, 0.62, 0, 5};
    const double cuts[] = {0, 0.7, 1.7, 2.7, 3.2};
    struct one_bins bins;
    (void)state;
    one_discount(&bins, &step_model, &one, parameters, 0.3);
    assert_int_equal(bins.used, 4);
    for (size_t i = 0; i < 4; ++i) {
        check_close(bins.bin[i],
                    5 * (exp(-cuts[i] / 5) - exp(-cuts[i + 1] / 5)) / (cuts[i + 1] - cuts[i]),
                    1e-14);
    }
}

/* Severity 0.62 for 6 h, then down to 0 over 8 h. */
static void a_recovery_is_weighed_as_it_falls(void **state)
{
    enum { PARTS = 400000 };
    const double parameters[PARAMETERS] = {6, 0.62, 8, 7};
    const double h = 14.0 / PARTS;
    double sum = 0;
    (void)state;
    for (int i = 0; i < PARTS; ++i) {
        double u = (i + 0.5) * h;
        sum += (u < 6 ? 1 : 1 - (u - 6) / 8) * exp(-u / 7) * h;
    }
    check_close(mean_of(parameters, &one, 0.25), sum / (6 + 8.0 / 2), 1e-9);
}

/* Outages of other lengths, severities and decays side by side. Expected: bit by bit what each has
 * alone, which is held against closed forms above; 1 in hours that it does not have, and 0 in all
 * where its decay takes no time. */
static void lanes_that_differ_are_each_as_alone(void **state)
{
    static const double of_lanes[LANES][PARAMETERS] = {
        {0.4, 0.62, 0, 5}, {1, 0.3, 0, 0.2},     {2.7, 0.1, 1.5, 40}, {0, 1, 2, 5},
        {5, 0.62, 3, 0},   {170.3, 0.05, 9, 60}, {6, 0, 0, 7},        {400, 1, 0, 2000}};
    struct kernel_outages outages;
    struct kernel_bins bins;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        outages.parameters[l] = of_lanes[l];
        outages.start_fraction[l] = 0.125 * l;
    }
    discount_integrate(&(struct discount_alike){1, {&one}, {&bins}}, &step_model, &outages);
    assert_int_equal(bins.used, HOURS_PER_WEEK);
    for (int l = 0; l < LANES; ++l) {
        struct one_bins alone;
        one_discount(&alone, &step_model, &one, of_lanes[l], 0.125 * l);
        for (size_t i = 0; i < bins.used; ++i) {
            const double vacant = of_lanes[l][LAMBDA] > 0 ? 1 : 0;
            assert_true(bins.bin[i].at[l] == (i < alone.used ? alone.bin[i] : vacant));
        }
    }
}

/* As many decays as are followed together, of three kinds. Expected: each, bit by bit, as it is
 * alone. */
static void decays_together_are_each_as_alone(void **state)
{
    enum { KINDS = 3 };
    static const double parameters[PARAMETERS] = {170.3, 0.6, 9, 5, 60};
    static struct kernel_bins bins[DISCOUNT_ALIKE];
    const struct kernel_outages outages = one_outage(parameters, 0.25);
    struct model_kernel kinds[KINDS] = {one, one, one};
    struct discount_alike alike;
    (void)state;
    kinds[1].decay_hours[0] = TAU;
    kinds[2].decay_hours[1] = TAU;
    for (size_t count = 1; count <= DISCOUNT_ALIKE; count += 31) {
        alike.count = count;
        for (size_t i = 0; i < count; ++i) {
            alike.kernels[i] = &kinds[i % KINDS];
            alike.bins[i] = &bins[i];
        }
        discount_integrate(&alike, &step_model, &outages);
        for (size_t i = 0; i < count; ++i) {
            struct one_bins alone;
            const struct one_bins together = one_of(&bins[i]);
            one_discount(&alone, &step_model, &kinds[i % KINDS], parameters, 0.25);
            assert_int_equal(together.used, alone.used);
            assert_memory_equal(together.bin, alone.bin, alone.used * sizeof *alone.bin);
        }
    }
}

/* A level that does nothing but fall, from 1 to 0 in 8 hours. Expected: that of (1 - u / 8) exp(-u
 * / tau) from one hour to the next, -tau exp(-u / tau) (1 - u / 8 - tau / 8), over that without a
 * decay. */
static void a_ramp_alone_has_a_closed_form(void **state)
{
    static const struct severity_piece falling = {0, 8, 1, 0};
    static const struct severity_curve curve = {&falling, 1};
    const struct model model = {
        .outage = {.duration_hours = DURATION, .measured = true, .curves = &curve}};
    const double parameters[PARAMETERS] = {8, 1, 0, 5};
    struct one_bins bins;
    (void)state;
    one_discount(&bins, &model, &one, parameters, 0);
    assert_int_equal(bins.used, 8);
    for (int i = 0; i < 8; ++i) {
        const double from = exp(-i / 5.) * (1 - (i + 5) / 8.);
        const double to = exp(-(i + 1) / 5.) * (1 - (i + 1 + 5) / 8.);
        check_close(bins.bin[i], 5 * (from - to) / (1 - (i + 0.5) / 8), 1e-14);
    }
}

/* Two decays have one rate, the sum: exp(-u / 12) exp(-u / 4) = exp(-u / 3). */
static void rates_add_up(void **state)
{
    const double parameters[PARAMETERS] = {9, 1, 0, 12, 4};
    struct model_kernel both = one;
    (void)state;
    both.decay_hours[1] = TAU;
    check_close(mean_of(parameters, &both, 0), 3.0 / 9 * (1 - exp(-3.0)), 1e-14);
}

static void limits(void **state)
{
    struct one_bins bins;
    const double patient[PARAMETERS] = {6, 1, 2, 1e15};
    const double at_once[PARAMETERS] = {6, 1, 2, 0};
    const double none[PARAMETERS] = {0, 1, 2, 5};
    (void)state;
    check_close(mean_of(patient, &one, 0), 1.0, 1e-14);
    check_near(mean_of(at_once, &one, 0), 0.0, 0.0);
    one_discount(&bins, &step_model, &one, none, 0);
    assert_int_equal(bins.used, 0);
}

/* What a kernel has after the discount's last hour is nothing; a product is by hour. */
static void a_product_has_the_hours_of_both(void **state)
{
    enum { PLAIN, DISCOUNT, PRODUCT, LATER, KERNELS };
    static struct kernel_bins bins[KERNELS] = {
        {.used = 3, .bin = {{.at = {0.5}}, {.at = {1}}, {.at = {0.25}}}},
        {.used = 2, .bin = {{.at = {0.75}}, {.at = {0.5}}, {.at = {99}}}},
        {.used = 168, .bin = {{.at = {99}}}},
        {.used = 99, .bin = {{.at = {99}}}}};
    static const struct model_kernel kernels[KERNELS] = {
        {.kind = KERNEL_FULL},
        {.kind = KERNEL_DISCOUNT},
        {.kind = KERNEL_PRODUCT, .of = PLAIN, .discount = DISCOUNT},
        {.kind = KERNEL_PRODUCT, .of = DISCOUNT, .discount = PLAIN}};
    const struct model model = {.kernels = kernels, .kernel_count = KERNELS};
    struct lanes total;
    (void)state;
    for (size_t i = PRODUCT; i < KERNELS; ++i) {
        const struct kernel_left product = kernel_left(&model, bins, i);
        assert_int_equal(product.used, 2);
        kernel_total(&total, &product);
        check_close(total.at[0], 0.375 + 0.5, 0.0);
    }
    const struct kernel_left plain = kernel_left(&model, bins, PLAIN);
    assert_int_equal(plain.used, 3);
    kernel_total(&total, &plain);
    check_close(total.at[0], 1.75, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_has_a_closed_form),
        cmocka_unit_test(each_hour_has_its_own),
        cmocka_unit_test(a_recovery_is_weighed_as_it_falls),
        cmocka_unit_test(lanes_that_differ_are_each_as_alone),
        cmocka_unit_test(decays_together_are_each_as_alone),
        cmocka_unit_test(a_ramp_alone_has_a_closed_form),
        cmocka_unit_test(rates_add_up),
        cmocka_unit_test(limits),
        cmocka_unit_test(a_product_has_the_hours_of_both),
    };
    return cmocka_run_group_tests_name("discount", tests, NULL, NULL);
}
