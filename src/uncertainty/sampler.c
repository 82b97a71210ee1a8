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

static double shifted_point(const struct sampler *sampler, uint64_t stream, uint32_t dimension,
                            uint64_t sample)
{
    size_t replicate = sampler_replicate(sampler, sample);
    double point =
        sampler->sobol[sample / sampler->replicates * sampler->dimensions + dimension];
    double u = point + random_uniform(sampler->seed, stream, first_shift_draw + replicate);
    u -= u >= 1 ? 1 : 0;
    return u > 0 ? u : 0x1p-53; /* the sum may round to a whole number */
}

static double stratified_point(const struct sampler *sampler, uint64_t stream, uint64_t sample)
{
    size_t replicate = sampler_replicate(sampler, sample);
    uint64_t size = replicate_size(sampler, replicate);
    uint64_t stratum = random_permutation(sampler->seed, stream + replicate, size,
                                          sample / sampler->replicates);
    return ((double)stratum + random_uniform(sampler->seed, stream, sample)) / (double)size;
}

static double own_score(const struct sampler *sampler, const struct factor *factor,
                        uint64_t sample)
{
    double u = factor->dimension != SAMPLER_NONE
                   ? shifted_point(sampler, factor->stream, factor->dimension, sample)
                   : stratified_point(sampler, factor->stream, sample);
    return normal_quantile(fmin(u, 1 - 0x1p-53));
}

static double group_score(const struct sampler *sampler, size_t group, uint64_t sample)
{
    double u = stratified_point(sampler, sampler->groups[group].stream, sample);
    return normal_quantile(fmin(u, 1 - 0x1p-53));
}

static double joined_score(const struct factor *factor, double own, double common)
{
    return factor->loading * common + sqrt(1 - factor->loading * factor->loading) * own;
}

double sampler_score(const struct sampler *sampler, size_t number, uint64_t sample)
{
    const struct factor *factor = &sampler->factors[number];
    double own = own_score(sampler, factor, sample);
    return factor->group == SAMPLER_NONE
               ? own
               : joined_score(factor, own, group_score(sampler, factor->group, sample));
}

void sampler_draw(double *parameters, double *group_scores, const struct sampler *sampler,
                  uint64_t sample)
{
    for (size_t g = 0; g < sampler->group_count; ++g) {
        group_scores[g] = group_score(sampler, g, sample);
    }
    for (size_t j = 0; j < sampler->factor_count; ++j) {
        const struct factor *factor = &sampler->factors[j];
        double score = own_score(sampler, factor, sample);
        if (factor->group != SAMPLER_NONE) {
            score = joined_score(factor, score, group_scores[factor->group]);
        }
        parameters[factor->parameter] = mapping_value(&factor->mapping, score);
    }
}
