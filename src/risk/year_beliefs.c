/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights are handled as logarithms until the last step: likelihoods of a year with many outages
 * underflow. The denominator of each weight is the marginal likelihood under the beliefs from
 * which the year was drawn (stats/conjugate.h), so that draws of one year serve them all. */
#include "risk/year_beliefs.h"

#include <math.h>
#include <stdbool.h>

#include "core/exponential.h"
#include "core/sum.h"
#include "risk/years.h"

/* With one place more, that of the years without an outage. */
size_t year_blocks(size_t count)
{
    return count / LANES + 1;
}

/* ---- Before rate and lengths are known ------------------------------------------------------- */

/* The most outages that a year has of a process: for so many numbers terms are worked out once. */
static size_t most_outages(const struct year_sample *sample, size_t process)
{
    double most = 0;
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        const struct lanes *counts = &sample->log_hours[b * sample->process_count + process].counts;
        for (int l = 0; l < LANES; ++l) {
            most = counts->at[l] > most ? counts->at[l] : most;
        }
    }
    return (size_t)most;
}

/* Without 1/n! and (2 pi)^(-n/2), which likelihood_of() leaves out too: they cancel in a weight.
 * What depends on the number of outages alone is taken once for each number. */
static void add_marginals(struct lanes *marginals, const struct year_sample *sample, size_t process)
{
    double terms[YEARS_MOST_OUTAGES + 1];
    const struct outage_belief *belief = &sample->processes[process];
    const size_t most = most_outages(sample, process);
    for (size_t n = 0; n <= most; ++n) {
        terms[n] = gamma_rate_log_count(&belief->rate, (double)n) +
                   normal_inverse_gamma_log_count(&belief->log_hours, (double)n);
    }
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        const struct normal_observations *outages =
            &sample->log_hours[b * sample->process_count + process];
        struct lanes logs;
        for (int l = 0; l < LANES; ++l) {
            logs.at[l] = terms[(size_t)outages->counts.at[l]];
        }
        normal_inverse_gamma_log_marginals(&logs, &belief->log_hours, outages, &logs);
        for (int p = 0; p < LANE_PARTS; ++p) {
            marginals[b].part[p] += logs.part[p];
        }
    }
}

/* Processes are independent: their logarithms add. */
void year_marginals(struct lanes *marginals, const struct year_sample *sample)
{
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        marginals[b] = (struct lanes){.at = {0}};
    }
    for (size_t p = 0; p < sample->process_count; ++p) {
        add_marginals(marginals, sample, p);
    }
}

/* ---- Weights --------------------------------------------------------------------------------- */

/* What addition loses, exactly: that of sum_add(), of lanes. */
static lane_part lost_by(lane_part a, lane_part b, lane_part total)
{
    const lane_part taken = total - a;
    return (a - (total - taken)) + (b - taken);
}

/* Sums of lanes, with what they lose; in the end added up lane by lane. */
struct lane_sums {
    struct lanes total;
    struct lanes lost;
};

static inline void lane_sums_add(struct lane_sums *sums, int p, lane_part term)
{
    const lane_part next = sums->total.part[p] + term;
    sums->lost.part[p] += lost_by(sums->total.part[p], term, next);
    sums->total.part[p] = next;
}

static double lane_sums_value(const struct lane_sums *sums)
{
    struct sum sum = {0};
    for (int l = 0; l < LANES; ++l) {
        sum_add(&sum, sums->total.at[l]);
        sum_add(&sum, sums->lost.at[l]);
    }
    return sum_value(&sum);
}

/* From logarithms in place: the last years are as many as they are, and after them is none. */
static void make_weights(struct year_weights *weights, const struct year_sample *sample)
{
    struct lane_sums sums = {.total = {.at = {0}}};
    const size_t blocks = year_blocks(sample->count);
    const size_t quiet = sample->count % LANES;
    struct lanes *last = &weights->weights[blocks - 1];
    for (size_t b = 0; b < blocks; ++b) {
        exponentials(&weights->weights[b], &weights->weights[b]);
    }
    last->at[quiet] *= (double)sample->quiet;
    for (size_t l = quiet + 1; l < LANES; ++l) {
        last->at[l] = 0;
    }
    for (size_t b = 0; b < blocks; ++b) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            lane_sums_add(&sums, p, weights->weights[b].part[p]);
        }
    }
    weights->total = lane_sums_value(&sums);
}

/* ln of rate^n exp(-rate) times the product of n normal densities, as a sum over what is known of
 * the outages: of their number, of the sum of ln hours and of that of their squares. */
struct likelihood {
    double of_count;
    double of_sum;
    double of_squares;
    double constant;
};

/* The square of the distance from the mean is taken apart into these sums: so a year's outages need
 * not be gone through for each belief. */
static struct likelihood likelihood_of(double rate, const struct outage_lengths *lengths)
{
    const double precision = 1 / (lengths->sd * lengths->sd);
    return (struct likelihood){.of_count = log(rate / lengths->sd) -
                                           lengths->mean * lengths->mean * precision / 2,
                               .of_sum = lengths->mean * precision,
                               .of_squares = -precision / 2,
                               .constant = -rate};
}

/* Years without an outage get the constant alone, which is ln of their chance. */
static void add_likelihood(struct lanes *logs, const struct year_sample *sample, size_t process,
                           const struct likelihood *of)
{
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        const struct normal_observations *outages =
            &sample->log_hours[b * sample->process_count + process];
        for (int p = 0; p < LANE_PARTS; ++p) {
            logs[b].part[p] +=
                (of->of_count * outages->counts.part[p] + of->constant) +
                (of->of_sum * outages->sums.part[p] + of->of_squares * outages->squares.part[p]);
        }
    }
}

/* Likelihood under the belief over the marginal: years were drawn from the mixture over all
 * beliefs. Each process draws its belief once. */
void year_weights_drawn(struct year_weights *weights, const struct year_sample *sample,
                        const struct lanes *marginals, uint64_t belief)
{
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            weights->weights[b].part[p] = -marginals[b].part[p];
        }
    }
    for (size_t p = 0; p < sample->process_count; ++p) {
        struct outage_lengths lengths;
        const double rate =
            outage_belief_draw(&lengths, &sample->processes[p], sample->seed, belief);
        const struct likelihood of = likelihood_of(rate, &lengths);
        add_likelihood(weights->weights, sample, p, &of);
    }
    make_weights(weights, sample);
}

/* The ratio of two marginals: neither set of beliefs is drawn. */
void year_weights_other(struct year_weights *weights, const struct year_sample *sample,
                        const struct lanes *marginals, const struct outage_belief *others)
{
    struct year_sample other = *sample;
    other.processes = others;
    year_marginals(weights->weights, &other);
    for (size_t b = 0; b < year_blocks(sample->count); ++b) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            weights->weights[b].part[p] -= marginals[b].part[p];
        }
    }
    make_weights(weights, sample);
}

/* ---- Losses ---------------------------------------------------------------------------------- */

/* The weights' own total is the divisor: they are known but for a factor. */
double year_mean(const struct lanes *losses, size_t blocks, const struct year_weights *weights)
{
    struct lane_sums sums = {.total = {.at = {0}}};
    for (size_t b = 0; b < blocks; ++b) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            lane_sums_add(&sums, p, weights->weights[b].part[p] * losses[b].part[p]);
        }
    }
    return lane_sums_value(&sums) / weights->total;
}

/* Blocks of lanes are one array of doubles. */
static double weight_of(const struct year_weights *weights, uint32_t year)
{
    return ((const double *)weights->weights)[year];
}

/* What some of the worst years weigh, and what they lost in all. */
struct worst {
    double above;
    double lost;
};

static void take(struct worst *worst, const struct year_losses *losses, size_t i,
                 const struct year_weights *of)
{
    const double weight = weight_of(of, losses->years[i]);
    worst->above += weight;
    worst->lost += weight * losses->losses[i];
}

/* The next LANES years: each sum waits for the one before, and two of them less often. */
static struct worst take_several(const struct worst *before, const struct year_losses *losses,
                                 size_t i, const struct year_weights *of)
{
    struct worst even = {0};
    struct worst odd = {0};
    for (size_t l = 0; l < LANES; l += 2) {
        take(&even, losses, i + l, of);
        take(&odd, losses, i + l + 1, of);
    }
    return (struct worst){before->above + (even.above + odd.above),
                          before->lost + (even.lost + odd.lost)};
}

/* The year at the edge counts in part, so that the tail has total / period of the weight exactly.
 * Several periods may end within one heavy year; those that are longer than all losses end in years
 * without one. */
void year_tail(double *exceeded, double *tail_means, const struct year_losses *losses,
               const struct year_weights *of, const double *periods, size_t period_count)
{
    struct worst worst = {0};
    size_t i = 0;
    for (size_t period = 0; period < period_count; ++period) {
        const double tail = of->total / periods[period];
        while (i + LANES <= losses->count) {
            const struct worst next = take_several(&worst, losses, i, of);
            if (!(next.above < tail)) {
                break;
            }
            worst = next;
            i += LANES;
        }
        while (i < losses->count && worst.above + weight_of(of, losses->years[i]) < tail) {
            take(&worst, losses, i++, of);
        }
        const bool has_loss = i < losses->count;
        exceeded[period] = has_loss ? losses->losses[i] : 0;
        tail_means[period] =
            (worst.lost + (has_loss ? (tail - worst.above) * losses->losses[i] : 0)) / tail;
    }
}
