/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights are handled as logarithms until the last step: likelihoods of a year with many outages
 * underflow. The denominator of each weight is the marginal likelihood under the beliefs from
 * which the year was drawn (stats/conjugate.h), so that draws of one year serve them all. */
#include "risk/year_beliefs.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/exponential.h"
#include "core/sum.h"

/* Without 1/n! and (2 pi)^(-n/2), which year_log_likelihood() leaves out too: they cancel in a
 * weight. */
double year_log_marginal(const struct year_outages *outages, const struct gamma_rate *rate,
                         const struct normal_inverse_gamma *log_hours)
{
    return gamma_rate_log_count(rate, outages->count) +
           normal_inverse_gamma_log_marginal(log_hours, outages->count, outages->sum,
                                             outages->squares);
}

/* ln of rate^n exp(-rate) times the product of n normal densities; a year without an outage says
 * only how seldom they are. `log_density` is ln(rate / sd). */
static double log_likelihood(const struct year_outages *outages, double rate, double log_density,
                             const struct outage_lengths *lengths)
{
    const double n = outages->count;
    const double mean = lengths->mean;
    const double squares = outages->squares - 2 * mean * outages->sum + n * mean * mean;
    return n > 0 ? n * log_density - rate - squares / (2 * lengths->sd * lengths->sd) : -rate;
}

double year_log_likelihood(const struct year_outages *outages, double rate, double mean, double sd)
{
    const struct outage_lengths lengths = {.mean = mean, .sd = sd};
    return log_likelihood(outages, rate, log(rate / sd), &lengths);
}

/* Processes are independent: their logarithms add. */
void year_marginals(double *marginals, const struct year_sample *sample)
{
    for (size_t i = 0; i < sample->count; ++i) {
        marginals[i] = 0;
        for (size_t p = 0; p < sample->process_count; ++p) {
            const struct outage_belief *process = &sample->processes[p];
            marginals[i] += year_log_marginal(&sample->outages[i * sample->process_count + p],
                                              &process->rate, &process->log_hours);
        }
    }
}

/* ---- Beliefs --------------------------------------------------------------------------------- */

/* exp() of all, in place. */
static void exponentiate(double *weights, size_t count)
{
    for (size_t first = 0; first < count; first += LANES) {
        const size_t some = count - first < LANES ? count - first : LANES;
        struct lanes values = {.part = {{0}}};
        memcpy(values.at, weights + first, some * sizeof *weights);
        exponentials(&values, &values);
        memcpy(weights + first, values.at, some * sizeof *weights);
    }
}

/* Likelihood under the belief over the marginal: years were drawn from the mixture over all
 * beliefs. Each process draws its belief once. */
void year_weights_drawn(double *weights, const struct year_sample *sample, const double *marginals,
                        uint64_t belief)
{
    for (size_t i = 0; i < sample->count; ++i) {
        weights[i] = -marginals[i];
    }
    for (size_t p = 0; p < sample->process_count; ++p) {
        struct outage_lengths lengths;
        double rate = outage_belief_draw(&lengths, &sample->processes[p], sample->seed, belief);
        const double log_density = log(rate / lengths.sd);
        for (size_t i = 0; i < sample->count; ++i) {
            weights[i] += log_likelihood(&sample->outages[i * sample->process_count + p], rate,
                                         log_density, &lengths);
        }
    }
    exponentiate(weights, sample->count);
}

/* The ratio of two marginals: neither set of beliefs is drawn. */
void year_weights_other(double *weights, const struct year_sample *sample, const double *marginals,
                        const struct outage_belief *others)
{
    struct year_sample other = *sample;
    other.processes = others;
    year_marginals(weights, &other);
    for (size_t i = 0; i < sample->count; ++i) {
        weights[i] -= marginals[i];
    }
    exponentiate(weights, sample->count);
}

/* ---- Losses ---------------------------------------------------------------------------------- */

double year_total(const double *weights, size_t count)
{
    struct sum total = {0};
    for (size_t i = 0; i < count; ++i) {
        sum_add(&total, weights[i]);
    }
    return sum_value(&total);
}

/* What addition loses, exactly, of numbers of any size (Knuth, The Art of Computer Programming 2,
 * section 4.2.2): that of sum_add(), without a branch. */
static lane_part lost_by(lane_part a, lane_part b, lane_part total)
{
    const lane_part taken = total - a;
    return (a - (total - taken)) + (b - taken);
}

/* One column of the table. The weights' own total is the divisor: they are known but for a factor.
 */
static struct lanes means_of(const struct year_table *table, size_t column,
                             const struct year_weights *weights)
{
    struct lanes means;
    lane_part total[LANE_PARTS] = {{0}};
    lane_part lost[LANE_PARTS] = {{0}};
    for (size_t i = 0; i < table->count; ++i) {
        const struct lanes *losses = &table->losses[i * table->width + column];
        const double weight = weights->weights[table->years[i]];
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part term = weight * losses->part[p];
            const lane_part next = total[p] + term;
            lost[p] += lost_by(total[p], term, next);
            total[p] = next;
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        means.part[p] = (total[p] + lost[p]) / weights->total;
    }
    return means;
}

void year_means(struct lanes *means, const struct year_table *table,
                const struct year_weights *weights)
{
    for (size_t column = 0; column < table->width; ++column) {
        means[column] = means_of(table, column, weights);
    }
}

/* The year at the edge counts in part, so that the tail has total / period of the weight exactly.
 * Several periods may end within one heavy year; those that are longer than all losses end in years
 * without one. */
void year_tail(double *exceeded, double *tail_means, const struct year_losses *losses,
               const struct year_weights *of, const double *periods, size_t period_count)
{
    double above = 0;
    double lost = 0;
    size_t i = 0;
    for (size_t period = 0; period < period_count; ++period) {
        const double tail = of->total / periods[period];
        while (i < losses->count && above + of->weights[losses->years[i]] < tail) {
            const double weight = of->weights[losses->years[i]];
            above += weight;
            lost += weight * losses->losses[i++];
        }
        const bool has_loss = i < losses->count;
        exceeded[period] = has_loss ? losses->losses[i] : 0;
        tail_means[period] = (lost + (has_loss ? (tail - above) * losses->losses[i] : 0)) / tail;
    }
}
