/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the samples of one figure say. Standard errors come from the scatter of the replicates: the
 * sample variance over the count, and for quantiles the binomial error of order statistics (Maritz
 * & Jarrett 1978), would hold for independent draws, and are two to four times too large for a
 * Sobol sequence or a Latin hypercube. */
#include "uncertainty/statistics.h"

#include <math.h>
#include <string.h>

#include "core/interval.h"
#include "core/lanes.h"
#include "core/sum.h"
#include "uncertainty/section_quantiles.h"

/* A sum in each lane, and what rounding has taken from it. */
struct running {
    lane_part total[LANE_PARTS];
    lane_part lost[LANE_PARTS];
};

/* Adds a value to each lane, or the square of its distance from `centre`. */
static inline void add_lanes(struct running *sums, const struct lanes *values, const double *centre)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        lane_part term = values->part[p];
        if (centre != NULL) {
            term = (term - *centre) * (term - *centre);
        }
        lane_part sum = sums->total[p] + term;
        lane_part added = sum - sums->total[p];
        sums->lost[p] += (sums->total[p] - (sum - added)) + (term - added);
        sums->total[p] = sum;
    }
}

/* Sums of the values of each replicate, or of the squares of their distance from `centre`, where it
 * is not NULL. Replicates are LANES in number: the sums of all go on side by side (figures.c says
 * how). Lanes that the last row has no value for get what adds nothing. */
static void sum_lanes(double sums[LANES], const double *values, size_t count, const double *centre)
{
    struct running running = {.total = {{0}}};
    struct lanes row;
    size_t k = 0;
    for (; k + LANES <= count; k += LANES) {
        struct lanes whole;
        memcpy(&whole, values + k, sizeof whole);
        add_lanes(&running, &whole, centre);
    }
    for (size_t l = 0; l < LANES; ++l) {
        row.at[l] = k + l < count ? values[k + l] : centre != NULL ? *centre : 0;
    }
    add_lanes(&running, &row, centre);
    for (int p = 0; p < LANE_PARTS; ++p) {
        row.part[p] = running.total[p] + running.lost[p];
    }
    memcpy(sums, row.at, sizeof row.at);
}

/* The same of any number of replicates, which are few. */
static void sum_replicates(double *sums, const double *values, size_t count, size_t replicates,
                           const double *centre)
{
    if (replicates == LANES) {
        sum_lanes(sums, values, count, centre);
        return;
    }
    for (size_t r = 0; r < replicates; ++r) {
        struct sum sum = {0};
        for (size_t k = r; k < count; k += replicates) {
            double deviation = centre != NULL ? values[k] - *centre : 0;
            sum_add(&sum, centre != NULL ? deviation * deviation : values[k]);
        }
        sums[r] = sum_value(&sum);
    }
}

static double sum_of(const double *terms, size_t count)
{
    struct sum sum = {0};
    for (size_t i = 0; i < count; ++i) {
        sum_add(&sum, terms[i]);
    }
    return sum_value(&sum);
}

/* How many values a replicate has: the first ones have one more where they do not divide. */
static double size_of(size_t replicate, size_t count, size_t replicates)
{
    const size_t size = (count + replicates - 1 - replicate) / replicates;
    return (double)size;
}

/* The replicates are independent estimates of the mean: their scatter is its error. Replicates of
 * one size but for one sample: their plain mean is that of all, nearly. Fewer samples than
 * replicates leave some empty: those do not count. One replicate has no scatter, and counts as 0.
 */
static double standard_error(const double *sums, size_t count, size_t replicates)
{
    struct sum all = {0};
    struct sum squares = {0};
    size_t used_replicates = replicates < count ? replicates : count;
    double n = (double)used_replicates;
    for (size_t r = 0; r < used_replicates; ++r) {
        sum_add(&all, sums[r] / size_of(r, count, replicates));
    }
    for (size_t r = 0; r < used_replicates; ++r) {
        double deviation = sums[r] / size_of(r, count, replicates) - sum_value(&all) / n;
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
    double sums[SECTION_MOST];
    double squares[SECTION_MOST];
    sum_replicates(sums, values, count, replicates, NULL);
    const double mean = sum_of(sums, replicates) / (double)count;
    sum_replicates(squares, values, count, replicates, &mean);
    section_quantiles(quantiles, values, count, used_replicates, levels, QUANTILES, scratch);
    quantile_errors(errors, quantiles, used_replicates);
    *statistics = (struct statistics){
        .sampled = true,
        .mean = mean,
        .sd = count > 1 ? sqrt(sum_of(squares, replicates) / (double)(count - 1)) : 0,
        .se = standard_error(sums, count, replicates),
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
