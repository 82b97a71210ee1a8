/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "risk/return_period.h"

#include <math.h>
#include <stdbool.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/strings.h"
#include "core/sum.h"
#include "uncertainty/random.h"

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by a percentage point of probability.
 */
enum { BELIEFS = 1000 };

struct draw {
    const struct return_period_sample *sample;
    uint64_t belief;
    uint64_t purpose;
};

static double draw_uniform(void *user, uint64_t number)
{
    const struct draw *draw = user;
    const struct return_period_sample *sample = draw->sample;
    return random_uniform(sample->seed, hash_mix(sample->stream + draw->purpose),
                          draw->belief << 20 | number);
}

/* ln of Student's density of the prediction, but for what is the same everywhere: 2a degrees about
 * the mean with squared scale b/a (1 + 1/k). */
static double log_predictive(const struct normal_inverse_gamma *belief, double y)
{
    double scale2 = belief->scale / belief->shape * (1 + 1 / belief->strength);
    double degrees = 2 * belief->shape;
    double off = y - belief->mean;
    return -(degrees + 1) / 2 * log1p(off * off / (degrees * scale2));
}

/* One belief's chance that an outage reaches each question's loss. */
static void chances_of(double *chances, const struct return_period_question *questions,
                       size_t count, const struct return_period_sample *sample,
                       const double *predictive, struct draw *draw)
{
    double mean;
    double sd;
    double total = 0;
    draw->purpose = 1;
    normal_inverse_gamma_draw(&mean, &sd, sample->log_hours, draw_uniform, draw);
    for (size_t q = 0; q < count; ++q) {
        chances[q] = 0;
    }
    for (size_t i = 0; i < sample->count; ++i) {
        bool happens = sample->drawn_log_hours[i] >= sample->shortest_log_hours;
        double z = (sample->drawn_log_hours[i] - mean) / sd;
        double weight = exp(-z * z / 2 - predictive[i]);
        total += weight;
        for (size_t q = 0; q < count; ++q) {
            double loss = sample->losses[i * sample->stride + questions[q].measure];
            chances[q] += happens && loss >= questions[q].loss ? weight : 0;
        }
    }
    for (size_t q = 0; q < count; ++q) {
        chances[q] /= total;
    }
}

/* The period of a chance a year. */
static double period_of(double chance)
{
    return chance > 0 ? 1 / chance : INFINITY;
}

static const double interval_ends[] = {0.05, 0.95};

blackout_status return_period_intervals(struct return_period_interval *intervals,
                                        const struct return_period_question *questions,
                                        size_t count, const struct return_period_sample *sample,
                                        blackout_error *error)
{
    struct arena arena = {0};
    double *predictive = arena_alloc(&arena, sample->count, sizeof *predictive);
    double *chances = arena_alloc(&arena, count, sizeof *chances);
    double *yearly = arena_alloc(&arena, count * BELIEFS, sizeof *yearly);
    if (predictive == NULL || chances == NULL || yearly == NULL) {
        arena_free(&arena);
        return error_memory(error);
    }
    for (size_t i = 0; i < sample->count; ++i) {
        predictive[i] = log_predictive(sample->log_hours, sample->drawn_log_hours[i]);
    }
    for (uint64_t belief = 0; belief < BELIEFS; ++belief) {
        struct draw draw = {.sample = sample, .belief = belief};
        double rate;
        gamma_draw(&rate, sample->rate->shape, 0, draw_uniform, &draw);
        rate /= sample->rate->years;
        chances_of(chances, questions, count, sample, predictive, &draw);
        for (size_t q = 0; q < count; ++q) {
            /* that a year has such an outage, outages being a Poisson process */
            yearly[q * BELIEFS + belief] = -expm1(-rate * chances[q]);
        }
    }
    for (size_t q = 0; q < count; ++q) {
        double ends[2];
        quantiles_r7(ends, yearly + q * BELIEFS, BELIEFS, interval_ends, 2);
        intervals[q] = (struct return_period_interval){period_of(ends[1]), period_of(ends[0])};
    }
    arena_free(&arena);
    return BLACKOUT_OK;
}
