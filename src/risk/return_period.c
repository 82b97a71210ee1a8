/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How rare a loss is. One set of simulated outages answers for every belief about rate and
 * length, each outage weighted by its likelihood under that belief: simulating a thousand
 * beliefs anew would take a thousand times as long, and their differences would be noise. The
 * lengths are drawn from the prediction over all beliefs, which has heavier tails than any of
 * them, so that no weight is unbounded. */
#include "risk/return_period.h"

#include <math.h>
#include <stdbool.h>

#include "core/arena.h"
#include "core/error.h"
#include "core/interval.h"
#include "core/lanes.h"
#include "core/parallel.h"
#include "core/sum.h"
#include "stats/exceedance.h"
#include "stats/gauss_transform.h"

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by a percentage point of probability.
 */
enum { BELIEFS = 1000 };

/* Whether an outage answers a question: it reaches the loss, and is not too short, which never
 * happens in a year, whatever it would lose. Beliefs change nothing of this. */
static bool reaches(const struct return_period_sample *sample,
                    const struct return_period_question *question, size_t outage)
{
    return sample->drawn_log_hours[outage] >= sample->shortest_log_hours &&
           sample->losses[outage * sample->stride + question->measure] >= question->loss;
}

static const double interval_ends[] = {INTERVAL_LOW, INTERVAL_HIGH};

/* A belief about rate and lengths. */
struct belief {
    double rate;
    struct outage_lengths lengths;
};

/* What the intervals of some questions are worked out from. Set q of the transform has the outages
 * that answer question q, the last one all of them. */
struct work {
    const struct return_period_sample *sample;
    size_t count; /* of questions */
    struct gauss_transform transform;
    struct lanes **factors; /* [threads], for the transform */
    struct belief *beliefs; /* [BELIEFS] */
    double *yearly;         /* [count][BELIEFS] */
};

/* Returns the least standard deviation. */
static double draw_beliefs(struct belief *beliefs, const struct return_period_sample *sample)
{
    double least = INFINITY;
    for (uint64_t i = 0; i < BELIEFS; ++i) {
        beliefs[i].rate = outage_belief_draw(&beliefs[i].lengths, &sample->belief, sample->seed, i);
        least = fmin(least, beliefs[i].lengths.sd);
    }
    return least;
}

/* An outage weighs N(mean, sd) over the predictive density from which it was drawn, which is the
 * same under every belief. 1/sd and constants are the same for all outages, and cancel when a
 * chance is divided by the total. */
static void add_outages(struct work *work, const struct return_period_question *questions)
{
    const struct return_period_sample *sample = work->sample;
    for (size_t i = 0; i < sample->count; ++i) {
        const double log_hours = sample->drawn_log_hours[i];
        const double charge =
            exp(-normal_inverse_gamma_log_predictive(&sample->belief.log_hours, log_hours));
        for (size_t q = 0; q < work->count; ++q) {
            if (reaches(sample, &questions[q], i)) {
                gauss_transform_add(&work->transform, q, log_hours, charge);
            }
        }
        gauss_transform_add(&work->transform, work->count, log_hours, charge);
    }
}

/* Beliefs are drawn first: the narrowest of them says how fine the transform has to be. */
static bool work_make(struct work *work, struct arena *arena,
                      const struct return_period_question *questions)
{
    const struct return_period_sample *sample = work->sample;
    work->factors = arena_alloc(arena, sample->threads, sizeof *work->factors);
    work->beliefs = arena_alloc(arena, BELIEFS, sizeof *work->beliefs);
    work->yearly = arena_alloc(arena, work->count * BELIEFS, sizeof *work->yearly);
    if (work->factors == NULL || work->beliefs == NULL || work->yearly == NULL) {
        return false;
    }
    const double least_sd = draw_beliefs(work->beliefs, sample);
    bool ready = gauss_transform_make(&work->transform, arena, sample->drawn_log_hours,
                                      sample->count, least_sd, work->count + 1);
    for (size_t t = 0; ready && t < sample->threads; ++t) {
        work->factors[t] =
            arena_alloc(arena, gauss_transform_size(&work->transform), sizeof **work->factors);
        ready = work->factors[t] != NULL;
    }
    if (ready) {
        add_outages(work, questions);
    }
    return ready;
}

/* One belief's chance that a year has an outage that reaches each question's loss. chance is that
 * an outage of this belief is long enough and reaches the loss. */
static void fill_belief(void *user, size_t number, size_t worker)
{
    const struct work *work = user;
    const struct belief *belief = &work->beliefs[number];
    struct lanes *factors = work->factors[worker];
    gauss_transform_factors(factors, &work->transform, belief->lengths.mean, belief->lengths.sd);
    const double total = gauss_transform_sum(&work->transform, work->count, factors);
    for (size_t q = 0; q < work->count; ++q) {
        const double chance = gauss_transform_sum(&work->transform, q, factors) / total;
        /* outages being a Poisson process */
        work->yearly[q * BELIEFS + number] = exceedance_chance(belief->rate * chance);
    }
}

/* The largest chance is the shortest period: the ends change places. */
blackout_status return_period_intervals(struct return_period_interval *intervals,
                                        const struct return_period_question *questions,
                                        size_t count, const struct return_period_sample *sample,
                                        blackout_error *error)
{
    struct arena arena = {0};
    struct work work = {.sample = sample, .count = count};
    if (!work_make(&work, &arena, questions)) {
        arena_free(&arena);
        return error_memory(error);
    }
    parallel_for(sample->threads, BELIEFS, fill_belief, &work);
    for (size_t q = 0; q < count; ++q) {
        double ends[2];
        quantiles_r7(ends, work.yearly + q * BELIEFS, BELIEFS, interval_ends, 2);
        intervals[q] =
            (struct return_period_interval){exceedance_period(ends[1]), exceedance_period(ends[0])};
    }
    arena_free(&arena);
    return BLACKOUT_OK;
}
