/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/exposure: local hours and products, by hand; with kernels in test_kernel.c. */
#include "model/exposure.h"

#include "check.h"

/* 10.75 + 5.5 is 16.25; 3.5 - 11.25 is 160.25; 167.9 + 0.5 is 0.4; an offset in two parts. */
static void local_hours(void **state)
{
    (void)state;
    assert_int_equal(kernel_local_hour(5.5, 0, 10.75), 16);
    assert_int_equal(kernel_local_hour(-11.25, 0, 3.5), 160);
    assert_int_equal(kernel_local_hour(0.5, 0, 167.9), 0);
    assert_int_equal(kernel_local_hour(0.75, -12, 3.5), 160);
    assert_int_equal(kernel_local_hour(0.25, 12, 167.9), 12);
}

/* Lane l starts in hour 164 + l: its hours are 164 + l, 165 + l, 166 + l of the week. */
static void each_lane_has_its_start(void **state)
{
    struct model_profile profile;
    struct kernel_bins bins = {.used = 3};
    struct lanes weights[3], exposure, total;
    const struct kernel_left kernel = {&bins, NULL, bins.used};
    struct lanes *const exposures[BATCH_EXPOSURES] = {&exposure};
    const struct lanes *const under[BATCH_EXPOSURES] = {weights};
    size_t hours[LANES];
    (void)state;
    for (int i = 0; i < 2 * HOURS_PER_WEEK; ++i) {
        profile.weight[i] = i % HOURS_PER_WEEK + 1;
    }
    for (int l = 0; l < LANES; ++l) {
        hours[l] = (size_t)(164 + l) % HOURS_PER_WEEK;
        for (int i = 0; i < 3; ++i) {
            bins.bin[i].at[l] = i == 0 ? 0.5 : i == 1 ? 1 : 0.25 * l;
        }
    }
    kernel_weights(weights, &profile, hours, 3);
    kernel_exposures(exposures, &kernel, under, 1);
    kernel_total(&total, &kernel);
    for (int l = 0; l < LANES; ++l) {
        const double w[3] = {(164 + l) % 168 + 1, (165 + l) % 168 + 1, (166 + l) % 168 + 1};
        check_close(exposure.at[l], 0.5 * w[0] + w[1] + 0.25 * l * w[2], 1e-15);
        check_close(total.at[l], 1.5 + 0.25 * l, 1e-15);
    }
}

/* A kernel has 1 / (i + 1) in hour i, and 1 / (i + 2) of it is left, under the weights (i + k + 1)
 * (lane + 1) / 10. Expected: the products, summed here in the order of hours; of a batch that is
 * not full, arrays repeat the last. */
static void exposures_of_a_batch_have_the_bits_of_one(void **state)
{
    enum { USED = 5 };
    static struct kernel_bins bins, discount;
    static struct lanes weights[BATCH_EXPOSURES][USED];
    (void)state;
    for (int i = 0; i < USED; ++i) {
        for (int l = 0; l < LANES; ++l) {
            bins.bin[i].at[l] = 1. / (i + 1);
            discount.bin[i].at[l] = 1. / (i + 2);
            for (int k = 0; k < BATCH_EXPOSURES; ++k) {
                weights[k][i].at[l] = 0.1 * (i + k + 1) * (l + 1);
            }
        }
    }
    for (size_t count = 1; count <= BATCH_EXPOSURES; ++count) {
        for (int plain = 0; plain < 2; ++plain) {
            const struct kernel_left kernel = {&bins, plain ? NULL : &discount, USED};
            struct lanes together[BATCH_EXPOSURES];
            struct lanes *exposures[BATCH_EXPOSURES];
            const struct lanes *under[BATCH_EXPOSURES];
            for (size_t k = 0; k < BATCH_EXPOSURES; ++k) {
                exposures[k] = &together[k < count ? k : count - 1];
                under[k] = weights[k < count ? k : count - 1];
            }
            kernel_exposures(exposures, &kernel, under, count);
            for (size_t k = 0; k < count; ++k) {
                for (int l = 0; l < LANES; ++l) {
                    double sum = 0;
                    for (int i = 0; i < USED; ++i) {
                        const double left = 1. / (i + 1) * (plain ? 1 : 1. / (i + 2));
                        sum += left * (0.1 * (i + (int)k + 1) * (l + 1));
                    }
                    assert_true(together[k].at[l] == sum);
                }
            }
        }
    }
}

/* What is behind the hours that are used may be anything; of none there is nothing. */
static void hours_that_are_not_used_are_not_read(void **state)
{
    enum { USED = 2 };
    static struct kernel_bins bins;
    static struct lanes weights[USED + 1];
    struct lanes sums[BATCH_EXPOSURES];
    struct lanes *exposures[BATCH_EXPOSURES];
    const struct lanes *under[BATCH_EXPOSURES];
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        for (int i = 0; i <= USED; ++i) {
            bins.bin[i].at[l] = weights[i].at[l] = i < USED ? (double)(l + i) : (double)NAN;
        }
    }
    for (size_t used = 0; used <= USED; ++used) {
        for (size_t count = 1; count <= BATCH_EXPOSURES; ++count) {
            const struct kernel_left kernel = {&bins, count % 2 == 0 ? &bins : NULL, used};
            struct lanes total;
            for (size_t k = 0; k < BATCH_EXPOSURES; ++k) {
                exposures[k] = &sums[k];
                under[k] = weights;
                sums[k].at[0] = sums[k].at[LANES - 1] = NAN;
            }
            kernel_exposures(exposures, &kernel, under, count);
            kernel_total(&total, &kernel);
            for (int l = 0; l < LANES; ++l) {
                double expected = 0; /* of x = l and l + 1, whole numbers: x x, or x x x */
                double left = 0;
                for (int x = l; x < l + (int)used; ++x) {
                    left += count % 2 == 0 ? x * x : x;
                    expected += count % 2 == 0 ? x * x * x : x * x;
                }
                assert_true(sums[0].at[l] == expected && sums[count - 1].at[l] == expected);
                assert_true(total.at[l] == left);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_hours),
        cmocka_unit_test(each_lane_has_its_start),
        cmocka_unit_test(exposures_of_a_batch_have_the_bits_of_one),
        cmocka_unit_test(hours_that_are_not_used_are_not_read),
    };
    return cmocka_run_group_tests_name("exposure", tests, NULL, NULL);
}
