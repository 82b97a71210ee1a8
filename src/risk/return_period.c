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
#include "core/exponential.h"
#include "core/interval.h"
#include "core/sum.h"
#include "stats/exceedance.h"

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by a percentage point of probability.
 */
enum { BELIEFS = 1000 };

/* The outages that answer a question: those that happen and reach its loss. Beliefs weigh outages
 * and change nothing of this, so it is found once. */
struct reaching {
    uint32_t *outages; /* [count], ascending */
    size_t count;
};

/* An outage that is too short never happens in a year, whatever it would lose. */
static void find_reaching(struct reaching *reaching, const struct return_period_question *question,
                          const struct return_period_sample *sample)
{
    for (size_t i = 0; i < sample->count; ++i) {
        bool happens = sample->drawn_log_hours[i] >= sample->shortest_log_hours;
        double loss = sample->losses[i * sample->stride + question->measure];
        if (happens && loss >= question->loss) {
            reaching->outages[reaching->count++] = (uint32_t)i;
        }
    }
}

/* The weights of the outages where these are the lengths; returns their total. N(mean, sd) over the
 * predictive density. 1/sd and constants are the same for all outages, and cancel when the chance
 * is divided by the total. */
static double weigh(double *weights, const struct return_period_sample *sample,
                    const double *predictive, const struct outage_lengths *lengths)
{
    const double *log_hours = sample->drawn_log_hours;
    size_t count = sample->count;
    double total = 0;
    for (size_t first = 0; first < count; first += LANES) {
        const size_t some = count - first < LANES ? count - first : LANES;
        struct lanes values = {.part = {{0}}};
        for (size_t l = 0; l < some; ++l) {
            const double z = (log_hours[first + l] - lengths->mean) / lengths->sd;
            values.at[l] = -z * z / 2 - predictive[first + l];
        }
        exponentials(&values, &values);
        for (size_t l = 0; l < some; ++l) {
            weights[first + l] = values.at[l];
            total += values.at[l];
        }
    }
    return total;
}

/* A plain sum, which the compiler may not reorder; all terms are positive. */
static double weight_of(const struct reaching *reaching, const double *weights)
{
    const uint32_t *outages = reaching->outages;
    size_t count = reaching->count;
    double weight = 0;
    for (size_t i = 0; i < count; ++i) {
        weight += weights[outages[i]];
    }
    return weight;
}

static const double interval_ends[] = {INTERVAL_LOW, INTERVAL_HIGH};

/* What the intervals of some questions are worked out from. */
struct work {
    const struct return_period_sample *sample;
    size_t count;              /* of questions */
    struct reaching *reaching; /* [count] */
    double *predictive;        /* [sample's count] */
    double *weights;           /* [sample's count] */
    double *yearly;            /* [count][BELIEFS] */
};

/* The predictive density of an outage is the same under every belief, and is taken once. */
static bool work_make(struct work *work, struct arena *arena,
                      const struct return_period_question *questions)
{
    const struct return_period_sample *sample = work->sample;
    work->predictive = arena_alloc(arena, sample->count, sizeof *work->predictive);
    work->weights = arena_alloc(arena, sample->count, sizeof *work->weights);
    work->yearly = arena_alloc(arena, work->count * BELIEFS, sizeof *work->yearly);
    work->reaching = arena_alloc(arena, work->count, sizeof *work->reaching);
    uint32_t *outages = arena_alloc(arena, work->count * sample->count, sizeof *outages);
    if (work->predictive == NULL || work->weights == NULL || work->yearly == NULL ||
        work->reaching == NULL || outages == NULL) {
        return false;
    }
    for (size_t i = 0; i < sample->count; ++i) {
        work->predictive[i] = normal_inverse_gamma_log_predictive(&sample->belief.log_hours,
                                                                  sample->drawn_log_hours[i]);
    }
    for (size_t q = 0; q < work->count; ++q) {
        work->reaching[q] = (struct reaching){.outages = outages + q * sample->count};
        find_reaching(&work->reaching[q], &questions[q], sample);
    }
    return true;
}

/* One belief's chance that a year has an outage that reaches each question's loss. chance is that
 * an outage of this belief is long enough and reaches the loss. */
static void fill_belief(struct work *work, uint64_t belief)
{
    const struct return_period_sample *sample = work->sample;
    struct outage_lengths lengths;
    double rate = outage_belief_draw(&lengths, &sample->belief, sample->seed, belief);
    double total = weigh(work->weights, sample, work->predictive, &lengths);
    for (size_t q = 0; q < work->count; ++q) {
        double chance = weight_of(&work->reaching[q], work->weights) / total;
        /* outages being a Poisson process */
        work->yearly[q * BELIEFS + belief] = exceedance_chance(rate * chance);
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
    for (uint64_t belief = 0; belief < BELIEFS; ++belief) {
        fill_belief(&work, belief);
    }
    for (size_t q = 0; q < count; ++q) {
        double ends[2];
        quantiles_r7(ends, work.yearly + q * BELIEFS, BELIEFS, interval_ends, 2);
        intervals[q] =
            (struct return_period_interval){exceedance_period(ends[1]), exceedance_period(ends[0])};
    }
    arena_free(&arena);
    return BLACKOUT_OK;
}
