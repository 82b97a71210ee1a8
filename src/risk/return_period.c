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
#include "core/lanes.h"
#include "core/parallel.h"
#include "core/radix.h"
#include "core/sum.h"
#include "stats/exceedance.h"

/* Beliefs drawn: the 5 % and 95 % points of so many scatter by a percentage point of probability.
 */
enum { BELIEFS = 1000 };

/* What the outages of a sample are, LANES side by side, in the order of their lengths: what reaches
 * a loss is then mostly together. */
struct outages {
    uint32_t *order; /* [count]: numbers in the sample */
    size_t count;
    size_t blocks;
    struct lanes *log_hours;
    struct lanes *predictive; /* ln of the density from which they were drawn */
};

/* The outages that answer a question: those that happen and reach its loss, in the blocks that have
 * some. Beliefs weigh outages and change nothing of this, so it is found once. */
struct reaching {
    uint32_t *blocks;    /* [count], ascending */
    struct lanes *masks; /* [count]: 1 for those, else 0 */
    size_t count;
};

/* An outage that is too short never happens in a year, whatever it would lose. */
static bool reaches(const struct return_period_sample *sample,
                    const struct return_period_question *question, size_t outage)
{
    return sample->drawn_log_hours[outage] >= sample->shortest_log_hours &&
           sample->losses[outage * sample->stride + question->measure] >= question->loss;
}

static void find_reaching(struct reaching *reaching, const struct return_period_question *question,
                          const struct return_period_sample *sample, const struct outages *outages)
{
    for (size_t b = 0; b < outages->blocks; ++b) {
        struct lanes mask = {.at = {0}};
        bool some = false;
        for (size_t l = 0; l < LANES && b * LANES + l < outages->count; ++l) {
            const bool does = reaches(sample, question, outages->order[b * LANES + l]);
            mask.at[l] = does ? 1 : 0;
            some = some || does;
        }
        if (some) {
            reaching->masks[reaching->count] = mask;
            reaching->blocks[reaching->count++] = (uint32_t)b;
        }
    }
}

static double sum_of(const struct lanes *lanes)
{
    double sum = 0;
    for (int l = 0; l < LANES; ++l) {
        sum += lanes->at[l];
    }
    return sum;
}

/* The weights of the outages where these are the lengths; returns their total. N(mean, sd) over the
 * predictive density. 1/sd and constants are the same for all outages, and cancel when the chance
 * is divided by the total. Plain sums: all terms are positive. */
static double weigh(struct lanes *weights, const struct outages *outages,
                    const struct outage_lengths *lengths)
{
    const double half_precision = 1 / (2 * lengths->sd * lengths->sd);
    struct lanes total = {.at = {0}};
    for (size_t b = 0; b < outages->blocks; ++b) {
        struct lanes logs;
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part off = outages->log_hours[b].part[p] - lengths->mean;
            logs.part[p] = -(off * off * half_precision) - outages->predictive[b].part[p];
        }
        exponentials(&weights[b], &logs);
    }
    for (size_t l = outages->count; l < outages->blocks * LANES; ++l) {
        weights[l / LANES].at[l % LANES] = 0;
    }
    for (size_t b = 0; b < outages->blocks; ++b) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            total.part[p] += weights[b].part[p];
        }
    }
    return sum_of(&total);
}

static double weight_of(const struct reaching *reaching, const struct lanes *weights)
{
    struct lanes weight = {.at = {0}};
    for (size_t i = 0; i < reaching->count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            weight.part[p] += reaching->masks[i].part[p] * weights[reaching->blocks[i]].part[p];
        }
    }
    return sum_of(&weight);
}

static const double interval_ends[] = {INTERVAL_LOW, INTERVAL_HIGH};

/* What the intervals of some questions are worked out from. */
struct work {
    const struct return_period_sample *sample;
    size_t count; /* of questions */
    struct outages outages;
    struct reaching *reaching; /* [count] */
    struct lanes **weights;    /* [threads][blocks] */
    double *yearly;            /* [count][BELIEFS] */
};

/* By length, longest first. Lengths of one sample have logarithms of both signs. */
static void sort_outages(struct outages *outages, struct radix_item *items,
                         const struct return_period_sample *sample)
{
    double least = 0;
    for (size_t i = 0; i < sample->count; ++i) {
        least = fmin(least, sample->drawn_log_hours[i]);
    }
    for (size_t i = 0; i < sample->count; ++i) {
        items[i] = (struct radix_item){~radix_key(sample->drawn_log_hours[i] - least), i};
    }
    radix_sort(items, items + sample->count, sample->count);
    for (size_t i = 0; i < sample->count; ++i) {
        outages->order[i] = (uint32_t)items[i].value;
    }
}

/* The predictive density of an outage is the same under every belief, and is taken once. */
static bool make_outages(struct outages *outages, struct arena *arena,
                         const struct return_period_sample *sample)
{
    outages->count = sample->count;
    outages->blocks = (sample->count + LANES - 1) / LANES;
    outages->order = arena_alloc(arena, sample->count, sizeof *outages->order);
    outages->log_hours = arena_alloc(arena, outages->blocks, sizeof *outages->log_hours);
    outages->predictive = arena_alloc(arena, outages->blocks, sizeof *outages->predictive);
    struct radix_item *items = arena_alloc(arena, 2 * sample->count, sizeof *items);
    if (outages->order == NULL || outages->log_hours == NULL || outages->predictive == NULL ||
        items == NULL) {
        return false;
    }
    sort_outages(outages, items, sample);
    for (size_t i = 0; i < sample->count; ++i) {
        const double log_hours = sample->drawn_log_hours[outages->order[i]];
        outages->log_hours[i / LANES].at[i % LANES] = log_hours;
        outages->predictive[i / LANES].at[i % LANES] =
            normal_inverse_gamma_log_predictive(&sample->belief.log_hours, log_hours);
    }
    return true;
}

static bool work_make(struct work *work, struct arena *arena,
                      const struct return_period_question *questions)
{
    const struct return_period_sample *sample = work->sample;
    bool ready = make_outages(&work->outages, arena, sample);
    const size_t blocks = work->outages.blocks;
    work->weights = arena_alloc(arena, sample->threads, sizeof *work->weights);
    work->yearly = arena_alloc(arena, work->count * BELIEFS, sizeof *work->yearly);
    work->reaching = arena_alloc(arena, work->count, sizeof *work->reaching);
    ready = ready && work->weights != NULL && work->yearly != NULL && work->reaching != NULL;
    for (size_t t = 0; ready && t < sample->threads; ++t) {
        work->weights[t] = arena_alloc(arena, blocks, sizeof **work->weights);
        ready = work->weights[t] != NULL;
    }
    for (size_t q = 0; ready && q < work->count; ++q) {
        struct reaching *reaching = &work->reaching[q];
        reaching->blocks = arena_alloc(arena, blocks, sizeof *reaching->blocks);
        reaching->masks = arena_alloc(arena, blocks, sizeof *reaching->masks);
        ready = reaching->blocks != NULL && reaching->masks != NULL;
        if (ready) {
            find_reaching(reaching, &questions[q], sample, &work->outages);
        }
    }
    return ready;
}

/* One belief's chance that a year has an outage that reaches each question's loss. chance is that
 * an outage of this belief is long enough and reaches the loss. */
static void fill_belief(void *user, size_t belief, size_t worker)
{
    const struct work *work = user;
    const struct return_period_sample *sample = work->sample;
    struct lanes *weights = work->weights[worker];
    struct outage_lengths lengths;
    double rate = outage_belief_draw(&lengths, &sample->belief, sample->seed, belief);
    double total = weigh(weights, &work->outages, &lengths);
    for (size_t q = 0; q < work->count; ++q) {
        double chance = weight_of(&work->reaching[q], weights) / total;
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
