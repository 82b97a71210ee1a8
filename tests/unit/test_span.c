/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model/span: exp(-s / tau) over h hours. Expected: closed forms of x = h / tau by expm1(), that of
 * `rise`, (1 - (1 + x) exp(-x)) / x^2, in long double, and where it cancels there, too, the first
 * terms of its series. */
#include "model/span.h"

#include <math.h>

#include "check.h"

/* tau of each lane, for an hour: x from 4.5 down to 1e-9. */
static const double taus[LANES] = {0.2222, 0.77, 3.1, 9.9, 10.1, 47.5, 8123, 1e9};

/* What is left of the series is below 1e-17 up to x = 0.001; the rest is rounding. */
static double expected_rise(long double x)
{
    return (double)(x > 0.001L
                        ? (-expm1l(-x) - x * expl(-x)) / (x * x)
                        : 1 / 2.L - x / 3 + x * x / 8 - x * x * x / 30 + x * x * x * x / 144);
}

static void an_hour_of_each_decay(void **state)
{
    struct lanes hours;
    struct lanes tau;
    struct span span;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        hours.at[l] = 1;
        tau.at[l] = taus[l];
    }
    span_of(&span, &hours, &tau, true);
    for (int l = 0; l < LANES; ++l) {
        const double x = 1 / taus[l];
        const double decayed = -expm1(-x);
        check_close(span.decayed.at[l], decayed, 4e-16);
        check_close(span.held.at[l], decayed * taus[l], 4e-16);
        check_close(span.rise.at[l], expected_rise(1 / (long double)taus[l]), 2e-15);
    }
    struct span even;
    span_of(&even, &hours, &tau, false);
    assert_memory_equal(&even.held, &span.held, sizeof span.held);
    assert_memory_equal(&even.decayed, &span.decayed, sizeof span.decayed);
    check_near(even.rise.at[3], 0, 0.0);
}

/* Whole hours are those that are known, others are worked out; h = 0 has nothing. */
static void parts_of_hours_beside_whole_ones(void **state)
{
    const struct lanes hours = {.at = {1, 0.37, 0, 1 - 1e-13, 1, 0.5, 0.999, 1}};
    struct lanes tau;
    struct span whole;
    struct span span;
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        tau.at[l] = 2.385;
        whole.decayed.at[l] = 7;
        whole.held.at[l] = 8;
        whole.rise.at[l] = 9;
    }
    span_of_parts(&span, &hours, &tau, &whole, true);
    for (int l = 0; l < LANES; ++l) {
        const bool is_whole = l == 0 || l == 3 || l == 4 || l == 7;
        const double held = is_whole ? 8 : -2.385 * expm1(-hours.at[l] / 2.385);
        check_near(span.held.at[l], held, 1e-15);
        assert_true((span.rise.at[l] == 9) == is_whole);
        assert_true((span.decayed.at[l] == 7) == is_whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_hour_of_each_decay),
        cmocka_unit_test(parts_of_hours_beside_whole_ones),
    };
    return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
