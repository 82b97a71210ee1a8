/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uncertainty/return_period on losses whose rarity is known. */
#include "risk/return_period.h"

#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

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

/* The chances of a year under one belief, one for each question: each outage weighs its density
 * under the belief over Student's, from which it was drawn (Gelman et al. 2013, section 3.3); both
 * of GSL. */
static void chances_one_by_one(double *chances, const struct return_period_sample *sample,
                               const struct return_period_question *questions, size_t count,
                               const double *drawn_densities, uint64_t number)
{
    struct outage_lengths lengths;
    const double rate = outage_belief_draw(&lengths, &sample->belief, sample->seed, number);
    double total = 0;
    for (size_t q = 0; q < count; ++q) {
        chances[q] = 0;
    }
    for (size_t i = 0; i < sample->count; ++i) {
        const double x = sample->drawn_log_hours[i];
        const double weight =
            gsl_ran_gaussian_pdf(x - lengths.mean, lengths.sd) / drawn_densities[i];
        total += weight;
        for (size_t q = 0; q < count && x >= sample->shortest_log_hours; ++q) {
            const double loss = sample->losses[i * sample->stride + questions[q].measure];
            chances[q] += loss >= questions[q].loss ? weight : 0;
        }
    }
    for (size_t q = 0; q < count; ++q) {
        chances[q] = -expm1(-rate * chances[q] / total);
    }
}

/* Two measures of three, one of them whole hours, of which a number is asked for exactly; outages
 * that are too short. Expected: the thousand beliefs one by one, and GSL's quantiles of their
 * chances (R-7 too). Tolerance: of the fast transform's series. */
static void intervals_are_those_of_outages_one_by_one(void **state)
{
    enum { OUTAGES = 500, BELIEFS = 1000, QUESTIONS = 4 };
    const struct gamma_rate rate = {5, 5.5};
    const struct normal_inverse_gamma belief = {1.35, 5, 4.5, 7.16};
    const double scale = sqrt(belief.scale / belief.shape * (1 + 1 / belief.strength));
    static double losses[OUTAGES][3];
    static double densities[OUTAGES];
    static double chances[BELIEFS][QUESTIONS];
    (void)state;
    struct bench *bench = open_bench(&rate, &belief);
    for (size_t i = 0; i < OUTAGES; ++i) {
        losses[i][0] = 17.5 * exp(bench->log_hours[i]);
        losses[i][1] = 1e9;
        losses[i][2] = floor(exp(bench->log_hours[i]));
        densities[i] =
            gsl_ran_tdist_pdf((bench->log_hours[i] - belief.mean) / scale, 2 * belief.shape);
    }
    bench->sample.losses = losses[0];
    bench->sample.stride = 3;
    bench->sample.count = OUTAGES;
    bench->sample.shortest_log_hours = bench->log_hours[0];
    for (size_t i = 0; i < OUTAGES; ++i) { /* the first above 1.5 h, which is long enough itself */
        const double length = bench->log_hours[i];
        const double shortest = bench->sample.shortest_log_hours;
        if (length > log(1.5) && (shortest < log(1.5) || length < shortest)) {
            bench->sample.shortest_log_hours = length;
        }
    }
    const struct return_period_question questions[QUESTIONS] = {
        {2, 6}, {0, losses[0][0]}, {2, 1}, {0, 210}};
    struct return_period_interval intervals[QUESTIONS];
    blackout_error error = {0};
    check_ok(return_period_intervals(intervals, questions, QUESTIONS, &bench->sample, &error),
             &error);
    for (uint64_t k = 0; k < BELIEFS; ++k) {
        chances_one_by_one(chances[k], &bench->sample, questions, QUESTIONS, densities, k);
    }
    for (int q = 0; q < QUESTIONS; ++q) {
        gsl_sort(&chances[0][q], QUESTIONS, BELIEFS);
        check_close(
            intervals[q].p5,
            1 / gsl_stats_quantile_from_sorted_data(&chances[0][q], QUESTIONS, BELIEFS, 0.95),
            1e-11);
        check_close(
            intervals[q].p95,
            1 / gsl_stats_quantile_from_sorted_data(&chances[0][q], QUESTIONS, BELIEFS, 0.05),
            1e-11);
    }
    free(bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_outage_is_as_rare_as_the_rate),
        cmocka_unit_test(a_known_process_has_one_period),
        cmocka_unit_test(short_outages_do_not_happen),
        cmocka_unit_test(periods_grow_with_the_loss),
        cmocka_unit_test(intervals_are_those_of_outages_one_by_one),
    };
    blackout_init();
    return cmocka_run_group_tests_name("return_period", tests, NULL, NULL);
}
