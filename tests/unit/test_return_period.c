/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/return_period on losses whose rarity is known. */
#include "risk/return_period.h"

#include <stdlib.h>

#include "check.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

enum { COUNT = 1 << 14 };

/* Lengths from the prediction of a belief: a mean and a spread of the belief, then a length. */
struct lengths {
    const struct normal_inverse_gamma *belief;
    uint64_t number;
};

static double uniform(void *user, uint64_t number)
{
    const struct lengths *lengths = user;
    return random_uniform(99, lengths->number, number);
}

static void draw_lengths(double *log_hours, const struct normal_inverse_gamma *belief)
{
    for (uint64_t i = 0; i < COUNT; ++i) {
        struct lengths lengths = {belief, i};
        double mean;
        double sd;
        normal_inverse_gamma_draw(&mean, &sd, belief, uniform, &lengths);
        log_hours[i] = mean + sd * normal_quantile(uniform(&lengths, 1000));
    }
}

/* A sample whose outages lose their length in hours. */
struct bench {
    double log_hours[COUNT];
    double losses[COUNT];
    struct return_period_sample sample;
};

static struct bench *open_bench(const struct gamma_rate *rate,
                                const struct normal_inverse_gamma *belief)
{
    struct bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    draw_lengths(bench->log_hours, belief);
    for (size_t i = 0; i < COUNT; ++i) {
        bench->losses[i] = exp(bench->log_hours[i]);
    }
    bench->sample = (struct return_period_sample){
        {*rate, *belief, 5}, bench->log_hours, -INFINITY, bench->losses, 1, COUNT, 1, 2};
    return bench;
}

static struct return_period_interval one(const struct return_period_question *question,
                                         const struct return_period_sample *sample)
{
    struct return_period_interval interval;
    blackout_error error = {0};
    check_ok(return_period_intervals(&interval, question, 1, sample, &error), &error);
    return interval;
}

/* A loss that every outage reaches is as rare as an outage: 1 / (1 - exp(-rate)), with the 5 % and
 * 95 % points of gamma(5, 5.5) of scipy.stats: 0.35820901237446007 and 1.6642761866613769. The
 * interval is of a thousand beliefs: within the 99 % range of such order statistics, of 35 to 66
 * and of 934 to 965 per mille. */
static void every_outage_is_as_rare_as_the_rate(void **state)
{
    const struct gamma_rate rate = {5, 5.5};
    const struct normal_inverse_gamma belief = {1.35, 5, 4.5, 7.16};
    (void)state;
    struct bench *bench = open_bench(&rate, &belief);
    const struct return_period_question question = {0, 0};
    struct return_period_interval interval = one(&question, &bench->sample);
    double rates[4]; /* at 3.5, 6.6, 93.4 and 96.5 % */
    const double at[] = {0.035, 0.066, 0.934, 0.965};
    blackout_error error = {0};
    for (int i = 0; i < 4; ++i) {
        check_ok(gamma_rate_quantile(&rates[i], &rate, at[i], &error), &error);
    }
    assert_true(interval.p95 <= -1 / expm1(-rates[0]) && interval.p95 >= -1 / expm1(-rates[1]));
    assert_true(interval.p5 <= -1 / expm1(-rates[2]) && interval.p5 >= -1 / expm1(-rates[3]));
    free(bench);
}

/* Where rate and lengths are known the interval is a point: 1 / (1 - exp(-rate P(ln D >= x))).
 * P(z >= 1) = 0.15865525393145707 (scipy.stats.norm.sf). The draws' own error: 16,384 give the tail
 * to 1.8 % (one standard error); the rate is known to 1.6 %, the spread to 1.1 %. */
static void a_known_process_has_one_period(void **state)
{
    const struct gamma_rate drawn = {4000, 8000};
    const struct normal_inverse_gamma belief = {2, 1e12, 2000, 2000 * 0.49};
    (void)state;
    struct bench *bench = open_bench(&drawn, &belief);
    const struct return_period_question question = {0, exp(2.7)}; /* one sd above */
    struct return_period_interval interval = one(&question, &bench->sample);
    double expected = -1 / expm1(-0.5 * 0.15865525393145707);
    assert_true(interval.p5 < interval.p95);
    check_close(interval.p5, expected, 0.12);
    check_close(interval.p95, expected, 0.12);
    check_close((interval.p5 + interval.p95) / 2, expected, 3 * 0.018);
    free(bench);
}

/* Where outages last at least e hours, a loss that each of these reaches is as rare as they are.
 * Known mean 2 and spread 0.7: P(z >= -1 / 0.7) = 0.9234362744901653 of all are
 * (scipy.stats.norm.sf); what only longer ones reach is as rare as without the bound. */
static void short_outages_do_not_happen(void **state)
{
    const struct gamma_rate drawn = {4000, 8000};
    const struct normal_inverse_gamma belief = {2, 1e12, 2000, 2000 * 0.49};
    (void)state;
    struct bench *bench = open_bench(&drawn, &belief);
    const struct return_period_question all = {0, 0};
    const struct return_period_question long_ones = {0, exp(2.7)};
    struct return_period_interval unbounded = one(&long_ones, &bench->sample);
    bench->sample.shortest_log_hours = 1;
    struct return_period_interval interval = one(&all, &bench->sample);
    check_close((interval.p5 + interval.p95) / 2, -1 / expm1(-0.5 * 0.9234362744901653), 0.01);
    interval = one(&long_ones, &bench->sample);
    assert_true(interval.p5 == unbounded.p5 && interval.p95 == unbounded.p95);
    free(bench);
}

/* What no outage reaches has no period; the rarer the loss, the longer. */
static void periods_grow_with_the_loss(void **state)
{
    const struct gamma_rate rate = {5, 5.5};
    const struct normal_inverse_gamma belief = {1.35, 5, 4.5, 7.16};
    struct return_period_interval intervals[5];
    const struct return_period_question questions[] = {
        {0, 0.5}, {0, 2}, {0, 10}, {0, 100}, {0, 1e300}};
    blackout_error error = {0};
    (void)state;
    struct bench *bench = open_bench(&rate, &belief);
    check_ok(return_period_intervals(intervals, questions, 5, &bench->sample, &error), &error);
    for (int i = 1; i < 4; ++i) {
        assert_true(intervals[i].p5 > intervals[i - 1].p5);
        assert_true(intervals[i].p95 > intervals[i - 1].p95);
        assert_true(intervals[i].p5 < intervals[i].p95);
    }
    assert_true(isinf(intervals[4].p5) && isinf(intervals[4].p95));
    free(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outage_is_as_rare_as_the_rate),
        cmocka_unit_test(a_known_process_has_one_period),
        cmocka_unit_test(short_outages_do_not_happen),
        cmocka_unit_test(periods_grow_with_the_loss),
    };
    blackout_init();
    return cmocka_run_group_tests_name("return_period", tests, NULL, NULL);
}
