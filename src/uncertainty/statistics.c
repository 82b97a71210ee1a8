/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the samples of one figure say. Standard errors come from the scatter of the replicates: the
 * sample variance over the count, and for quantiles the binomial error of order statistics (Maritz
 * & Jarrett 1978), would hold for independent draws, and are two to four times too large for a
 * Sobol sequence or a Latin hypercube. */
#include "uncertainty/statistics.h"

#include <math.h>

#include "core/interval.h"
#include "core/sum.h"
#include "uncertainty/section_quantiles.h"

/* The mean of the values first, first + step, ... */
static double mean_of(const double *values, size_t count, size_t first, size_t step)
{
    struct sum sum = {0};
    size_t used = 0;
    for (size_t k = first; k < count; k += step) {
        sum_add(&sum, values[k]);
        ++used;
    }
    return used > 0 ? sum_value(&sum) / (double)used : 0;
}

/* The replicates are independent estimates of the mean: their scatter is its error. Replicates of
 * one size but for one sample: their plain mean is that of all, nearly. Fewer samples than
 * replicates leave some empty: those do not count. One replicate has no scatter, and counts as 0.
 */
static double standard_error(const double *values, size_t count, size_t replicates, double *scratch)
{
    struct sum all = {0};
    struct sum squares = {0};
    size_t used_replicates = replicates < count ? replicates : count;
    double n = (double)used_replicates;
    for (size_t r = 0; r < used_replicates; ++r) {
        scratch[r] = mean_of(values, count, r, replicates);
        sum_add(&all, scratch[r]);
    }
    for (size_t r = 0; r < used_replicates; ++r) {
        double deviation = scratch[r] - sum_value(&all) / n;
        sum_add(&squares, deviation * deviation);
    }
    return used_replicates > 1 ? sqrt(sum_value(&squares) / (n * (n - 1))) : 0;
}

enum { QUANTILES = 5 };
static const double levels[QUANTILES] = {INTERVAL_LOW, 0.25, 0.50, 0.75, INTERVAL_HIGH};

/* Sectioning (Asmussen & Glynn 2007, section III.5; Nakayama 2014): the scatter of the replicates'
 * quantiles about those of all samples together, whose bias is the smaller. Squares are few, and
 * summed plainly. */
static void quantile_errors(double errors[QUANTILES], const double *quantiles, size_t replicates)
{
    double n = (double)replicates;
    for (int q = 0; q < QUANTILES; ++q) {
        double squares = 0;
        for (size_t r = 1; r <= replicates; ++r) {
            double deviation = quantiles[r * QUANTILES + (size_t)q] - quantiles[q];
            squares += deviation * deviation;
        }
        errors[q] = replicates > 1 ? sqrt(squares / (n * (n - 1))) : 0;
    }
}

/* The place of a value says of which replicate it is. Fewer samples than replicates leave some
 * empty: those do not count. */
void statistics_of(struct statistics *statistics, const double *values, size_t count,
                   size_t replicates, double *scratch)
{
    double quantiles[(SECTION_MOST + 1) * QUANTILES];
    double errors[QUANTILES];
    const size_t used_replicates = replicates < count ? replicates : count;
    struct sum squares = {0};
    double mean = mean_of(values, count, 0, 1);
    for (size_t k = 0; k < count; ++k) {
        sum_add(&squares, (values[k] - mean) * (values[k] - mean));
    }
    section_quantiles(quantiles, values, count, used_replicates, levels, QUANTILES, scratch);
    quantile_errors(errors, quantiles, used_replicates);
    *statistics =
        (struct statistics){.sampled = true,
                            .mean = mean,
                            .sd = count > 1 ? sqrt(sum_value(&squares) / (double)(count - 1)) : 0,
                            .se = standard_error(values, count, replicates, scratch),
                            .p5 = quantiles[0],
                            .p25 = quantiles[1],
                            .p50 = quantiles[2],
                            .p75 = quantiles[3],
                            .p95 = quantiles[4],
                            .se_p5 = errors[0],
                            .se_p25 = errors[1],
                            .se_p50 = errors[2],
                            .se_p75 = errors[3],
                            .se_p95 = errors[4]};
}

/* A mean of 0 is settled only where nothing varies. */
bool statistics_settled(const struct statistics *statistics, double relative)
{
    return statistics->se <= relative * fabs(statistics->mean);
}
