/* SPDX-License-Identifier: GPL-3.0-or-later */
/* market/abnormal_returns: models, variances, ranks, and the size of t and rank on returns
 * without an event. */
#include "market/abnormal_returns.h"

#include <stdbool.h>

#include "check.h"
#include "random.h"

enum { DAYS = 8 };

static const double share[] = {0.01732, -0.02385, 0.00713, 0.03107,  -0.01469,
                               0.00291, -0.00877, 0.02213, -0.04891, 0.02064};
static const double market[] = {0.00931,  -0.01377, 0.00219, 0.01523,  -0.00631,
                                -0.00417, 0.00133,  0.00871, -0.01299, 0.01053};
static const double peer[] = {0.01207,  -0.02731, 0.01319, 0.02017,  0.00119,
                              -0.01103, -0.00613, 0.01871, -0.05605, 0.01777};
static const struct return_columns columns = {share, market, peer};
static const struct day_range estimated = {0, DAYS - 1};

struct expected {
    enum return_model model;
    double variance;
    double degrees;
    double one[4]; /* car, standard error, t, p of day 8 */
    double two[4]; /* of days 8 and 9 */
};

/* tests/event_study/reference.py, Python 3.11.7. */
static const struct expected models[] = {
    {MODEL_MARKET,
     4.8504640132101475e-05,
     6,
     {-0.02554265210760388, 0.008421568179886492, -3.0330042531280856, 0.02300884585389336},
     {-0.026011774323703583, 0.011120881980914965, -2.3390028208503186, 0.05792288504671006}},
    {MODEL_MARKET_ADJUSTED,
     0.0001128308982142857,
     7,
     {-0.03592, 0.010622188955873723, -3.3816005485514746, 0.011733047209449064},
     {-0.02581, 0.015022043683486325, -1.7181417218465975, 0.12946669217414158}},
    {MODEL_MEAN_ADJUSTED,
     0.0003625293410714285,
     7,
     {-0.05306625, 0.020195185285244527, -2.6276683897905353, 0.03402772603102427},
     {-0.036582500000000004, 0.030105204744006825, -1.2151553298199256, 0.26369773657867757}},
    {MODEL_PEER,
     5.6917784883525636e-05,
     5,
     {-0.02090177504429128, 0.016541176982037567, -1.263620785086151, 0.2620780000646159},
     {-0.021514031850184277, 0.017998575604133225, -1.1953185809461364, 0.28555880299269254}},
};

static void check_sum(const struct normal_return *normal, struct day_range window,
                      const double expected[4])
{
    struct abnormal_window sum;
    blackout_error error;
    check_ok(abnormal_window_sum(&sum, normal, &columns, window, &error), &error);
    check_close(sum.car, expected[0], 1e-10);
    check_close(sum.standard_error, expected[1], 1e-10);
    check_close(sum.t, expected[2], 1e-10);
    check_close(sum.p, expected[3], 1e-8);
}

/* Tolerance: the condition of X'X times rounding; p as good as GSL's distribution. */
static void models_match_the_reference(void **state)
{
    (void)state;
    for (size_t i = 0; i < MODEL_COUNT; ++i) {
        struct normal_return normal;
        blackout_error error;
        check_ok(normal_return_fit(&normal, models[i].model, &columns, estimated, &error), &error);
        check_close(normal.variance, models[i].variance, 1e-10);
        check_near(normal.degrees, models[i].degrees, 0);
        check_sum(&normal, (struct day_range){8, 8}, models[i].one);
        check_sum(&normal, (struct day_range){8, 9}, models[i].two);
    }
}

/* Expected: s^2 (L + L^2/T + (sum (R_m - mean))^2 / S_mm), as the methodology writes it. */
static void variance_is_that_of_the_methodology(void **state)
{
    struct normal_return normal;
    struct abnormal_window sum;
    blackout_error error;
    double mean = 0;
    double squares = 0;
    (void)state;
    check_ok(normal_return_fit(&normal, MODEL_MARKET, &columns, estimated, &error), &error);
    check_ok(abnormal_window_sum(&sum, &normal, &columns, (struct day_range){8, 9}, &error),
             &error);
    for (size_t i = 0; i < DAYS; ++i) {
        mean += market[i] / DAYS;
    }
    for (size_t i = 0; i < DAYS; ++i) {
        squares += (market[i] - mean) * (market[i] - mean);
    }
    double away = market[8] + market[9] - 2 * mean;
    double variance = normal.variance * (2 + 4.0 / DAYS + away * away / squares);
    check_close(sum.standard_error, sqrt(variance), 1e-10);
}

/* Expected: counted by hand. */
static void ranks_are_counted(void **state)
{
    static const double days[] = {0.2, -0.1, 0.4, -0.3, 0.2};
    (void)state;
    struct abnormal_rank lowest = abnormal_rank(days, 5, -0.5);
    assert_int_equal(lowest.rank, 1);
    assert_int_equal(lowest.of, 6);
    check_close(lowest.p, 2.0 / 6, 1e-15);
    struct abnormal_rank highest = abnormal_rank(days, 5, 0.5);
    assert_int_equal(highest.rank, 6);
    check_close(highest.p, 2.0 / 6, 1e-15);
    struct abnormal_rank tied = abnormal_rank(days, 5, 0.2);
    assert_int_equal(tied.rank, 3);
    check_close(tied.p, 1.0, 1e-15);
}

static void refuses_what_has_no_variance(void **state)
{
    struct normal_return normal;
    struct return_columns twin = {market, market, peer};
    struct return_columns still = {share, (const double[]){0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, peer};
    struct day_range one = {0, 0};
    blackout_error error;
    (void)state;
    check_fails(normal_return_fit(&normal, MODEL_MARKET, &twin, estimated, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(normal_return_fit(&normal, MODEL_MARKET_ADJUSTED, &twin, estimated, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    check_fails(normal_return_fit(&normal, MODEL_MARKET, &still, estimated, &error),
                BLACKOUT_ERROR_NUMERIC, &error);
    for (int model = 0; model < MODEL_COUNT; ++model) {
        check_fails(normal_return_fit(&normal, (enum return_model)model, &columns, one, &error),
                    BLACKOUT_ERROR_NUMERIC, &error);
    }
}

/* ---- Size ------------------------------------------------------------------------------------ */

enum { LONG = 60, LAST = 6, ROUNDS = 6000 };

/* Marsaglia's polar method. */
static double normal_draw(uint64_t *seed)
{
    for (;;) {
        double u = random_between(seed, -1, 1);
        double v = random_between(seed, -1, 1);
        double s = u * u + v * v;
        if (s > 0 && s < 1) {
            return u * sqrt(-2 * log(s) / s);
        }
    }
}

/* 3.3 binomial standard errors: a seed in a thousand fails; `slack` for what is approximate. */
static void check_size(const char *name, int rejected, double slack)
{
    double rate = rejected / (double)ROUNDS;
    double margin = 3.3 * sqrt(0.05 * 0.95 / ROUNDS) + slack;
    if (fabs(rate - 0.05) > margin) {
        print_error("%s rejects %.4f of rounds without an event, not 0.05 within %.4f\n", name,
                    rate, margin);
        fail();
    }
}

/* With normal errors t is exact in every window and model, for all that the estimation is short.
 * The rank compares a prediction error with residuals, which are smaller by 2 of 60 degrees; and
 * its attainable levels are 2/61 apart: 4/61 or less is 2/61 and 0.033 at the level of 5 %. */
static void five_percent_tests_reject_five_percent(void **state)
{
    static const struct day_range windows[] = {{LONG, LONG}, {LONG, LONG + LAST - 1}};
    uint64_t seed = 1377;
    int rejected[3][2] = {{0}};
    int ranked = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; ++round) {
        double m[LONG + LAST];
        double y[LONG + LAST];
        double p[LONG + LAST];
        for (size_t i = 0; i < LONG + LAST; ++i) {
            m[i] = 0.011 * normal_draw(&seed);
            p[i] = 0.9 * m[i] + 0.013 * normal_draw(&seed);
            y[i] = 0.0004 + 1.3 * m[i] + 0.25 * p[i] + 0.017 * normal_draw(&seed);
        }
        const enum return_model tried[] = {MODEL_MARKET, MODEL_MEAN_ADJUSTED, MODEL_PEER};
        const struct return_columns data = {y, m, p};
        for (size_t k = 0; k < 3; ++k) {
            struct normal_return fit;
            blackout_error error;
            check_ok(
                normal_return_fit(&fit, tried[k], &data, (struct day_range){0, LONG - 1}, &error),
                &error);
            for (size_t w = 0; w < 2; ++w) {
                struct abnormal_window sum;
                check_ok(abnormal_window_sum(&sum, &fit, &data, windows[w], &error), &error);
                rejected[k][w] += sum.p < 0.05 ? 1 : 0;
            }
            if (k == 0) {
                double residuals[LONG];
                for (size_t i = 0; i < LONG; ++i) {
                    residuals[i] = abnormal_return(&fit, &data, i);
                }
                double day0 = abnormal_return(&fit, &data, LONG);
                ranked += abnormal_rank(residuals, LONG, day0).p < 0.05 ? 1 : 0;
            }
        }
    }
    for (size_t k = 0; k < 3; ++k) {
        check_size("t, one day", rejected[k][0], 0);
        check_size("t, six days", rejected[k][1], 0);
    }
    check_size("rank", ranked, 0.05 - 2.0 / 61);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_match_the_reference),
        cmocka_unit_test(variance_is_that_of_the_methodology),
        cmocka_unit_test(ranks_are_counted),
        cmocka_unit_test(refuses_what_has_no_variance),
        cmocka_unit_test(five_percent_tests_reject_five_percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
