/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the library computes of made-up shares: one with a market model, and twelve at one event
 * with the tests over all of them. */
#include <math.h>

#include "core/arena.h"
#include "core/sum.h"
#include "figures.h"
#include "market/abnormal_returns.h"
#include "market/event_tests.h"
#include "stats/ols.h"
#include "stats/paired.h"

/* 250 sessions of a share with a beta of 1.3 and three days that do not belong. */
static void print_market_model(void)
{
    enum { DAYS = 250, TERMS = 2 };
    double x[DAYS * TERMS];
    double market[DAYS];
    double share[DAYS];
    struct ols_fit fit;
    blackout_error error;
    for (size_t i = 0; i < DAYS; ++i) {
        market[i] = 0.0004 + 0.011 * figures_normal(1, i);
        share[i] =
            0.0002 + 1.3 * market[i] + 0.014 * figures_normal(2, i) - (i % 97 == 41 ? 0.13 : 0);
        x[i * TERMS] = 1;
        x[i * TERMS + 1] = market[i];
    }
    struct ols_data data = {DAYS, TERMS, x, share};
    figures_sure(ols_estimate(&fit, &data, &error), &error);
    const double window[] = {3, 3 * -0.0171};
    const double variance = fit.residual_squares / fit.degrees;
    const double figures[] = {fit.coefficients[0],
                              fit.coefficients[1],
                              sqrt(variance * fit.inverse[0]),
                              sqrt(variance * fit.inverse[3]),
                              sqrt(variance),
                              sqrt(variance * (3 + ols_leverage(&fit, window)))};
    figures_print("market", market, DAYS);
    figures_print("share", share, DAYS);
    figures_print("market_model", figures, 6);
    figures_print("beta", &figures[1], 1);
    struct mean_error mean = mean_error_of(share, DAYS);
    struct paired_difference difference;
    double scratch[DAYS];
    figures_sure(paired_difference_of(&difference, market, share, DAYS, scratch, &error), &error);
    const double paired[] = {mean.mean, mean.se, difference.low, difference.high, difference.p};
    figures_print("paired", paired, 5);
}

/* ---- Tests over several shares --------------------------------------------------------------- */

enum { SHARES = 12, ESTIMATION = 120, WINDOW = 3, SESSIONS = ESTIMATION + WINDOW };

/* The returns of twelve shares and what the market model leaves of them. */
struct event_world {
    double market[SESSIONS];
    double share[SHARES][SESSIONS];
    double abnormal[SHARES][SESSIONS];
    instant dates[ESTIMATION];
    struct normal_return normal[SHARES];
};

/* All have a part in common that is not the market's, and fall by 1 % on the first day of the
 * event. */
static void make_event_world(struct event_world *world)
{
    blackout_error error;
    for (size_t k = 0; k < SESSIONS; ++k) {
        world->market[k] = 0.0003 + 0.0107 * figures_normal(11, k);
    }
    for (size_t i = 0; i < SHARES; ++i) {
        for (size_t k = 0; k < SESSIONS; ++k) {
            world->share[i][k] = (0.6 + 0.07 * (double)i) * world->market[k] +
                                 0.004 * figures_normal(12, k) +
                                 (0.011 + 0.001 * (double)i) * figures_normal(13 + i, k) -
                                 (k == ESTIMATION ? 0.01 : 0);
        }
        const struct return_columns returns = {world->share[i], world->market, NULL};
        const struct day_range days = {0, ESTIMATION - 1};
        figures_sure(normal_return_fit(&world->normal[i], MODEL_MARKET, &returns, days, &error),
                     &error);
        for (size_t k = 0; k < SESSIONS; ++k) {
            world->abnormal[i][k] = abnormal_return(&world->normal[i], &returns, k);
        }
    }
    for (size_t k = 0; k < ESTIMATION; ++k) {
        world->dates[k] = (instant)k;
    }
}

/* At the same sessions, or, for the tests that want independent ones, one share after another. */
static void run_tests(struct event_test tests[TEST_COUNT], const struct event_world *world,
                      size_t days, bool together)
{
    struct event_sample_unit units[SHARES];
    struct arena arena = {0};
    blackout_error error;
    for (size_t i = 0; i < SHARES; ++i) {
        const struct return_columns returns = {world->share[i], world->market, NULL};
        const struct day_range window = {ESTIMATION, ESTIMATION + (int)days - 1};
        const instant first = ESTIMATION + (together ? 0 : (instant)(i * WINDOW));
        units[i] = (struct event_sample_unit){.estimation = world->abnormal[i],
                                              .dates = world->dates,
                                              .days = ESTIMATION,
                                              .window = world->abnormal[i] + ESTIMATION,
                                              .window_days = days,
                                              .window_first = first,
                                              .window_last = first + (instant)days - 1};
        figures_sure(
            abnormal_window_sum(&units[i].sum, &world->normal[i], &returns, window, &error),
            &error);
    }
    figures_sure(event_tests_run(tests, &arena, units, SHARES, &error), &error);
    arena_free(&arena);
}

/* Statistics and probabilities of a day, then of the window. */
static void print_test(const char *name, const struct event_test *day,
                       const struct event_test *window)
{
    const double figures[] = {day->statistic, window->statistic, day->p, window->p};
    figures_print(name, figures, 4);
}

static void print_event_tests(void)
{
    static struct event_world world;
    struct event_test apart[2][TEST_COUNT];
    struct event_test together[2][TEST_COUNT];
    make_event_world(&world);
    for (size_t i = 0; i < 2; ++i) {
        run_tests(apart[i], &world, i == 0 ? 1 : WINDOW, false);
        run_tests(together[i], &world, i == 0 ? 1 : WINDOW, true);
    }
    double abnormal[2 * SHARES];
    for (size_t i = 0; i < 2 * SHARES; ++i) {
        abnormal[i] = world.abnormal[i / 2][ESTIMATION + i % 2];
    }
    figures_print("abnormal_returns", abnormal, 2 * SHARES);
    figures_print("event_market", world.market, SESSIONS);
    figures_print("event_shares", world.share[0], SHARES * SESSIONS);
    print_test("patell", &apart[0][TEST_PATELL], &apart[1][TEST_PATELL]);
    print_test("bmp", &apart[0][TEST_BMP], &apart[1][TEST_BMP]);
    print_test("rank", &apart[0][TEST_CORRADO], &apart[1][TEST_CORRADO]);
    print_test("sign", &apart[0][TEST_GENERALISED_SIGN], &apart[1][TEST_GENERALISED_SIGN]);
    print_test("kolari_pynnonen", &together[0][TEST_KOLARI_PYNNONEN],
               &together[1][TEST_KOLARI_PYNNONEN]);
    figures_print("kolari_pynnonen_r", &together[0][TEST_KOLARI_PYNNONEN].correlation, 1);
    const double days[] = {apart[0][TEST_PATELL].statistic, apart[0][TEST_BMP].statistic,
                           apart[0][TEST_CORRADO].statistic, apart[1][TEST_CORRADO].statistic,
                           apart[0][TEST_GENERALISED_SIGN].statistic};
    figures_print("patell_day", &days[0], 1);
    figures_print("bmp_day", &days[1], 1);
    figures_print("rank_statistics", &days[2], 2);
    figures_print("sign_day", &days[4], 1);
}

void figures_market(void)
{
    print_market_model();
    print_event_tests();
}
