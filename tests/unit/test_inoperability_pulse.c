/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats/inoperability_pulse: what sectors that follow equally fast lose in turn. */
#include "stats/inoperability_pulse.h"

#include <math.h>

#include "check.h"
#include "stats/inoperability.h"

enum { TIMES = INOPERABILITY_PULSE_TIMES, SECTORS = 3 };

/* Where the entries of a whole matrix of two sectors are. */
static const size_t pair_first[] = {0, 2, 4};
static const uint32_t pair_columns[] = {0, 1, 0, 1};

/* [T, k] of each lane, from an outage far shorter than anything follows to one that outlasts it. */
static const double lasting[LANES] = {1e-6, 0.113, 6.25, 31.5, 163.7, 8760, 2.385, 11};
static const double resilience[LANES] = {0.0417, 2.1e-4, 0.0371, 0.0059, 0.82, 0.71, 0.27, 0};
static const double hours[TIMES] = {2.385, 24, 168, 720};

/* The integrals of y' = r (g - y), y(0) = 0, g being `rate` until T, then 0, up to t, by expm1. */
static double first_order(double rate, double r, double t, double end)
{
    const double until = fmin(t, end);
    const double rise = until + expm1(-r * until) / r; /* of the integral while it lasts */
    const double state = -expm1(-r * until);
    return rate * (rise + state * -expm1(-r * (t - until)) / r);
}

/* One sector that is its own supplier: all of it follows at the rate k (1 - a), the rest at k,
 * which is the closed form. It cancels where the outage is short, hence the tolerance. */
static void one_sector_in_closed_form(void **state)
{
    static const double a = 0.37;
    static const size_t first[] = {0, 1};
    static const uint32_t columns[] = {0};
    const struct sparse_rows of_itself = {1, first, columns, &a};
    struct lanes times[TIMES];
    struct lanes lost[TIMES];
    double powers[INOPERABILITY_PULSE_TERMS];
    struct lanes directly;
    struct inoperability_pulse pulse = {
        1, inoperability_pulse_powers(powers, &of_itself), powers, &directly, {{{0}}}, {{{0}}}};
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        directly.at[l] = 17.5;
        pulse.lasting.at[l] = lasting[l];
        pulse.resilience.at[l] = resilience[l];
        for (int t = 0; t < TIMES; ++t) {
            times[t].at[l] = hours[t];
        }
    }
    inoperability_pulse_lost(lost, &pulse, times, TIMES);
    for (int l = 0; l < LANES - 1; ++l) {
        for (int t = 0; t < TIMES; ++t) {
            const double k = resilience[l];
            const double all = first_order(17.5 / (1 - a), k * (1 - a), hours[t], lasting[l]);
            const double alone = first_order(17.5, k, hours[t], lasting[l]);
            check_near(lost[t].at[l], all - alone, 1e-13 * all + 1e-14);
        }
    }
    assert_true(lost[0].at[LANES - 1] == 0); /* nothing follows */
}

/* The same by the steps of inoperability_follow(), which know of no equal resiliences. */
static void follow(struct lanes *lost, const struct inoperability_pulse *pulse, const double *a,
                   const struct lanes times[TIMES])
{
    struct lanes work[INOPERABILITY_WORK * SECTORS];
    struct lanes alone[SECTORS] = {{{{0}}}}, in_turn[SECTORS] = {{{{0}}}}, k[SECTORS];
    struct lanes with[TIMES], without[TIMES];
    const struct inoperability_dynamics dynamics = {SECTORS, a, k};
    const struct inoperability_state state = {alone, in_turn};
    struct inoperability_lost integrals = {TIMES, with, lost};
    for (int i = 0; i < SECTORS; ++i) {
        k[i] = pulse->resilience;
    }
    for (int t = 0; t < TIMES; ++t) {
        for (int l = 0; l < LANES; ++l) {
            with[t].at[l] = fmin(times[t].at[l], pulse->lasting.at[l]);
            without[t].at[l] = times[t].at[l] - with[t].at[l];
        }
    }
    inoperability_follow(&state, &dynamics, pulse->directly, &integrals, work);
    integrals.times = without;
    inoperability_follow(&state, &dynamics, NULL, &integrals, work);
}

/* Sector 2 is reached by way of sector 1 alone. Expected: inoperability_follow(). */
static void several_sectors_as_they_are_followed(void **state)
{
    static const double a[SECTORS * SECTORS] = {0.13, 0, 0.07, 0.41, 0.09, 0, 0, 0.27, 0.05};
    static const size_t first[] = {0, 2, 4, 6};
    static const uint32_t columns[] = {0, 2, 0, 1, 1, 2};
    static const double values[] = {0.13, 0.07, 0.41, 0.09, 0.27, 0.05};
    const struct sparse_rows rows = {SECTORS, first, columns, values};
    struct lanes times[TIMES];
    struct lanes lost[TIMES];
    struct lanes expected[TIMES * SECTORS] = {{{{0}}}};
    double powers[INOPERABILITY_PULSE_TERMS * SECTORS];
    struct lanes directly[SECTORS];
    struct inoperability_pulse pulse = {
        SECTORS, inoperability_pulse_powers(powers, &rows), powers, directly, {{{0}}}, {{{0}}}};
    (void)state;
    for (int l = 0; l < LANES; ++l) {
        directly[0].at[l] = 2.385 + l;
        directly[1].at[l] = l % 2;
        directly[2].at[l] = 0;
        pulse.lasting.at[l] = lasting[l];
        pulse.resilience.at[l] = resilience[l];
        for (int t = 0; t < TIMES; ++t) {
            times[t].at[l] = hours[t];
        }
    }
    inoperability_pulse_lost(lost, &pulse, times, TIMES);
    follow(expected, &pulse, a, times);
    for (int l = 0; l < LANES; ++l) {
        for (int t = 0; t < TIMES; ++t) {
            double sum = 0;
            for (int i = 0; i < SECTORS; ++i) {
                sum += expected[t * SECTORS + i].at[l];
            }
            check_near(lost[t].at[l], sum, 1e-13 * sum);
        }
    }
}

/* A lane has the same bits alone as beside lanes that take many more terms. */
static void a_lane_does_not_depend_on_the_others(void **state)
{
    static const double a[4] = {0.13, 0.27, 0.41, 0.09};
    const struct sparse_rows rows = {2, pair_first, pair_columns, a};
    double powers[INOPERABILITY_PULSE_TERMS * 2];
    struct lanes both[2][TIMES];
    (void)state;
    for (int alone = 0; alone < 2; ++alone) {
        struct lanes times[TIMES];
        struct lanes directly[2];
        struct inoperability_pulse pulse = {
            2, inoperability_pulse_powers(powers, &rows), powers, directly, {{{0}}}, {{{0}}}};
        for (int l = 0; l < LANES; ++l) {
            const int like = alone == 1 ? 3 : l;
            directly[0].at[l] = 17.5;
            directly[1].at[l] = 3.25;
            pulse.lasting.at[l] = lasting[like];
            pulse.resilience.at[l] = resilience[like];
            for (int t = 0; t < TIMES; ++t) {
                times[t].at[l] = hours[t];
            }
        }
        inoperability_pulse_lost(both[alone], &pulse, times, TIMES);
    }
    for (int i = 0; i < TIMES; ++i) {
        assert_true(both[0][i].at[3] == both[1][i].at[3]);
    }
}

/* Sums of the columns of A^m: of {{0, 1/2}, {1/4, 0}} they are 1/4, 1/2, then 1/8 of those two
 * steps before; a sector that nothing is bought from ends them. */
static void powers_end_where_they_are_lost(void **state)
{
    static const double a[4] = {0, 0.5, 0.25, 0};
    static const double none[4] = {0};
    static const double first[] = {0.25, 0.5, 0.125, 0.125, 0.03125, 0.0625};
    double powers[INOPERABILITY_PULSE_TERMS * 2];
    (void)state;
    const struct sparse_rows rows = {2, pair_first, pair_columns, a};
    const struct sparse_rows without = {2, pair_first, pair_columns, none};
    const size_t count = inoperability_pulse_powers(powers, &rows);
    for (size_t i = 0; i < sizeof first / sizeof first[0]; ++i) {
        assert_true(powers[i] == first[i]);
    }
    assert_int_equal(count, 43); /* 2^-64 is the first below 1e-19, at the 43rd */
    assert_int_equal(inoperability_pulse_powers(powers, &without), 0);
    /* a mean of 400 serves all powers; one beyond it those before the last two of 152 events, as
     * many as are certain then: with a mean of 400, P(N < 152) is 3e-46 (SciPy 1.10) */
    assert_true(inoperability_pulse_reaches(0.5, 800, INOPERABILITY_PULSE_TERMS));
    assert_false(inoperability_pulse_reaches(0.5, 801, 151));
    assert_true(inoperability_pulse_reaches(0.5, 801, 150));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_sector_in_closed_form),
        cmocka_unit_test(several_sectors_as_they_are_followed),
        cmocka_unit_test(a_lane_does_not_depend_on_the_others),
        cmocka_unit_test(powers_end_where_they_are_lost),
    };
    return cmocka_run_group_tests_name("inoperability_pulse", tests, NULL, NULL);
}
