/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity indices and what is known of their error. Jansen's estimators are sums of squares:
 * they cannot turn negative for the total, and small indices do not drown in the square of the
 * mean. The bootstrap picks rows of the design, never single evaluations, since f_A, f_B and
 * f_AB of one row belong together. */
#include "uncertainty/sobol_indices.h"

#include "core/interval.h"
#include "core/sum.h"
#include "uncertainty/random.h"

/* Rows picked with replacement; identity gives the estimate itself. */
struct resample {
    uint64_t seed;
    uint64_t draw; /* 0: every row once */
};

/* The product may round up to n. */
static size_t row_of(const struct resample *resample, size_t i, size_t n)
{
    if (resample->draw == 0) {
        return i;
    }
    size_t row = (size_t)(random_uniform(resample->seed, resample->draw, i) * (double)n);
    return row < n ? row : n - 1;
}

/* Jansen's (methodology, stage 8); V is of A and B together, about their mean in a second pass.
 * What does not vary has no indices: 0. */
static void estimate(double *first, double *total, const struct sobol_values *values,
                     const struct resample *resample)
{
    struct sum sum = {0};
    struct sum squares = {0};
    struct sum first_terms = {0};
    struct sum total_terms = {0};
    for (size_t i = 0; i < values->n; ++i) {
        size_t k = row_of(resample, i, values->n);
        double from_b = values->b[k] - values->ab[k];
        double from_a = values->a[k] - values->ab[k];
        sum_add(&first_terms, from_b * from_b);
        sum_add(&total_terms, from_a * from_a);
        sum_add(&sum, values->a[k]);
        sum_add(&sum, values->b[k]);
    }
    double n = (double)values->n;
    double mean = sum_value(&sum) / (2 * n);
    for (size_t i = 0; i < values->n; ++i) {
        size_t k = row_of(resample, i, values->n);
        sum_add(&squares, (values->a[k] - mean) * (values->a[k] - mean));
        sum_add(&squares, (values->b[k] - mean) * (values->b[k] - mean));
    }
    double variance = sum_value(&squares) / (2 * n - 1);
    *first = variance > 0 ? 1 - sum_value(&first_terms) / (2 * n * variance) : 0;
    *total = variance > 0 ? sum_value(&total_terms) / (2 * n * variance) : 0;
}

/* Without resamples the interval is the value. */
static void set_interval(struct sobol_index *index, double *draws, size_t count)
{
    static const double levels[] = {INTERVAL_LOW, INTERVAL_HIGH};
    double quantiles[2] = {index->value, index->value};
    if (count > 0) {
        quantiles_r7(quantiles, draws, count, levels, 2);
    }
    index->p5 = quantiles[0];
    index->p95 = quantiles[1];
}

/* Draw 0 is the design itself, draws from 1 on are the bootstrap's. Both indices of a draw are
 * of the same rows. */
void sobol_indices(struct sobol_index *first, struct sobol_index *total,
                   const struct sobol_values *values, uint64_t seed, size_t resamples)
{
    double first_draws[SOBOL_MOST_RESAMPLES];
    double total_draws[SOBOL_MOST_RESAMPLES];
    struct resample resample = {.seed = seed};
    resamples = resamples < SOBOL_MOST_RESAMPLES ? resamples : SOBOL_MOST_RESAMPLES;
    estimate(&first->value, &total->value, values, &resample);
    for (size_t r = 0; r < resamples; ++r) {
        resample.draw = r + 1;
        estimate(&first_draws[r], &total_draws[r], values, &resample);
    }
    set_interval(first, first_draws, resamples);
    set_interval(total, total_draws, resamples);
}
