/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tolerable/length_search: the last minute within a limit, on curves whose answer is a closed form,
 * in few steps. */
#include "tolerable/length_search.h"

#include <math.h>

#include "check.h"

/* loss = factor * minutes^exponent, counted. */
struct power {
    double factor;
    double exponent;
    int asked;
};

static blackout_status power_loss(double *loss, void *of, size_t minutes, blackout_error *error)
{
    struct power *power = of;
    (void)error;
    ++power->asked;
    *loss = power->factor * pow((double)minutes, power->exponent);
    return BLACKOUT_OK;
}

static size_t found(struct power *power, double limit)
{
    const double longest = 43200;
    struct length_point within = {0, 0};
    struct length_point beyond = {(size_t)longest, power->factor * pow(longest, power->exponent)};
    blackout_error error;
    power->asked = 0;
    check_ok(length_search(&within, &beyond, limit, power_loss, power, &error), &error);
    assert_int_equal(beyond.minutes, within.minutes + 1);
    return within.minutes;
}

/* Expected: floor((limit / factor)^(1 / exponent)). */
static void powers_have_closed_forms(void **state)
{
    static const double exponents[] = {0.37, 0.83, 1, 1.19, 2.6};
    static const size_t lengths[] = {1, 2, 59, 371, 1440, 10081, 43199};
    (void)state;
    for (size_t i = 0; i < sizeof exponents / sizeof exponents[0]; ++i) {
        for (size_t k = 0; k < sizeof lengths / sizeof lengths[0]; ++k) {
            struct power power = {17.31, exponents[i], 0};
            const double limit = 17.31 * pow((double)lengths[k] + 0.25, exponents[i]);
            assert_int_equal(found(&power, limit), lengths[k]);
            assert_true(power.asked <= 2 * 16); /* 2^16 > 43200 */
        }
    }
}

/* Nothing is tolerable below the loss of a minute. */
static void below_a_minute_is_none(void **state)
{
    struct power power = {17.31, 1.19, 0};
    (void)state;
    assert_int_equal(found(&power, 17.3), 0);
    assert_int_equal(found(&power, 0), 0);
}

/* A power is found at once, up to the rounding to a minute: far fewer steps than the 16 of
 * bisection. */
static void powers_take_few_steps(void **state)
{
    struct power power = {17.31, 1.043, 0};
    struct length_point within = {60, 17.31 * pow(60, 1.043)};
    struct length_point beyond = {10080, 17.31 * pow(10080, 1.043)};
    blackout_error error;
    (void)state;
    check_ok(
        length_search(&within, &beyond, 17.31 * pow(1234.5, 1.043), power_loss, &power, &error),
        &error);
    assert_int_equal(within.minutes, 1234);
    assert_true(power.asked <= 3);
}

static blackout_status step_loss(double *loss, void *of, size_t minutes, blackout_error *error)
{
    (void)error;
    *loss = minutes < *(const size_t *)of ? 1 : 1e12;
    return BLACKOUT_OK;
}

/* A jump is the worst case of false position: halving bounds it. */
static void a_jump_is_found(void **state)
{
    blackout_error error;
    (void)state;
    for (size_t jump = 2; jump < 43200; jump += 7193) {
        struct length_point within = {1, 1};
        struct length_point beyond = {43200, 1e12};
        check_ok(length_search(&within, &beyond, 2, step_loss, &jump, &error), &error);
        assert_int_equal(within.minutes, jump - 1);
    }
}

static blackout_status no_loss(double *loss, void *of, size_t minutes, blackout_error *error)
{
    (void)loss;
    (void)of;
    (void)minutes;
    *error = (blackout_error){.status = BLACKOUT_ERROR_NUMERIC};
    return BLACKOUT_ERROR_NUMERIC;
}

static void a_failure_is_handed_on(void **state)
{
    struct length_point within = {1, 1};
    struct length_point beyond = {3, 3};
    blackout_error error;
    (void)state;
    assert_int_equal(length_search(&within, &beyond, 2, no_loss, NULL, &error),
                     BLACKOUT_ERROR_NUMERIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_have_closed_forms), cmocka_unit_test(below_a_minute_is_none),
        cmocka_unit_test(powers_take_few_steps),    cmocka_unit_test(a_jump_is_found),
        cmocka_unit_test(a_failure_is_handed_on),
    };
    return cmocka_run_group_tests_name("length_search", tests, NULL, NULL);
}
