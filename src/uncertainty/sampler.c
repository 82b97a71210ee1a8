/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertainty/sampler.h"

#include <math.h>

#include "stats/normal.h"
#include "uncertainty/random.h"

/* Draws of one stream: the place within a stratum counts from 0, the shifts of the replicates stand
 * far behind any sample. */
static const uint64_t first_shift_draw = UINT64_C(1) << 48;

size_t sampler_replicate(const struct sampler *sampler, uint64_t sample)
{
    return (size_t)(sample % sampler->replicates);
}

/* How many samples a replicate has. */
static uint64_t replicate_size(const struct sampler *sampler, size_t replicate)
{
    return (sampler->samples + sampler->replicates - 1 - replicate) / sampler->replicates;
}

double sampler_shifted(double point, uint64_t seed, uint64_t stream, uint64_t shift)
{
    double u = point + random_uniform(seed, stream, first_shift_draw + shift);
    u -= u >= 1 ? 1 : 0;
    return fmin(fmax(u, 0x1p-53), 1 - 0x1p-53); /* the sum may round to a whole number */
}

static double shifted_point(const struct sampler *sampler, uint64_t stream, uint32_t dimension,
                            uint64_t sample)
{
    return sampler_shifted(
        sampler->sobol[sample / sampler->replicates * sampler->dimensions + dimension],
        sampler->seed, stream, sampler_replicate(sampler, sample));
}

static double stratified_point(const struct sampler *sampler, uint64_t stream, uint64_t sample)
{
    size_t replicate = sampler_replicate(sampler, sample);
    uint64_t size = replicate_size(sampler, replicate);
    uint64_t stratum =
        random_permutation(sampler->seed, stream + replicate, size, sample / sampler->replicates);
    return ((double)stratum + random_uniform(sampler->seed, stream, sample)) / (double)size;
}

double sampler_normal_score(const struct sampler *sampler, size_t number, uint64_t sample)
{
    const struct sampler_normal *normal = &sampler->normals[number];
    double u = normal->dimension != SAMPLER_NONE
                   ? shifted_point(sampler, normal->stream, normal->dimension, sample)
                   : stratified_point(sampler, normal->stream, sample);
    return normal_quantile(fmin(u, 1 - 0x1p-53)); /* a stratum may round up to 1 */
}

double sampler_factor_score(const struct factor *factor, const double *scores)
{
    double own = factor->own != SAMPLER_NONE ? scores[factor->own] : 0;
    if (factor->common == SAMPLER_NONE) {
        return own;
    }
    return factor->loading * scores[factor->common] +
           sqrt(1 - factor->loading * factor->loading) * own;
}

void sampler_draw(double *parameters, double *scores, const struct sampler *sampler,
                  uint64_t sample)
{
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        scores[i] = sampler_normal_score(sampler, i, sample);
    }
    sampler_apply(parameters, sampler, scores);
}

void sampler_apply(double *parameters, const struct sampler *sampler, const double *scores)
{
    for (size_t j = 0; j < sampler->factor_count; ++j) {
        const struct factor *factor = &sampler->factors[j];
        parameters[factor->parameter] =
            mapping_value(&factor->mapping, sampler_factor_score(factor, scores));
    }
}
