/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A normal score for each input and sample. The dimensions of the Sobol sequence are few and the
 * first ones the best, so they go to the inputs that matter; all others take a stratum of a
 * Latin hypercube each, which costs nothing for more inputs. Scrambling and strata are drawn
 * anew for each replicate: only then are the replicates independent, and their scatter the error
 * of the mean. */
#include "uncertainty/sampler.h"

#include <math.h>

#include "core/strings.h"
#include "stats/normal.h"
#include "uncertainty/random.h"

size_t sampler_replicate(const struct sampler *sampler, uint64_t sample)
{
    return (size_t)(sample % sampler->replicates);
}

/* How many samples a replicate has. Samples go to the replicates in turn: where they do not divide,
 * the first ones have one more. */
static uint64_t replicate_size(const struct sampler *sampler, size_t replicate)
{
    return (sampler->samples + sampler->replicates - 1 - replicate) / sampler->replicates;
}

static uint32_t reversed(uint32_t x)
{
    x = (x & 0x55555555U) << 1 | (x >> 1 & 0x55555555U);
    x = (x & 0x33333333U) << 2 | (x >> 2 & 0x33333333U);
    x = (x & 0x0f0f0f0fU) << 4 | (x >> 4 & 0x0f0f0f0fU);
    x = (x & 0x00ff00ffU) << 8 | (x >> 8 & 0x00ff00ffU);
    return x << 16 | x >> 16;
}

/* A permutation of 32 bits in which each depends on the lower ones alone (Laine & Karras 2011),
 * with the constants of Vegdahl (2021). On reversed bits it is a nested uniform scrambling. */
static uint32_t permuted(uint32_t x, uint32_t key)
{
    x ^= x * 0x3d20adeaU;
    x += key;
    x *= key >> 16 | 1;
    x ^= x * 0x05526c56U;
    x ^= x * 0x53a22864U;
    return x;
}

/* The middle of a cell of 2^-32: never 0 or 1, whose normal quantiles are infinite. */
double sampler_scrambled(double point, uint64_t seed, uint64_t stream, uint64_t replicate)
{
    const uint64_t key = hash_mix(hash_mix(seed) + stream + replicate);
    uint32_t digits = (uint32_t)(point * 0x1p32);
    digits = reversed(permuted(reversed(digits), (uint32_t)(key >> 32)));
    return (digits + 0.5) * 0x1p-32;
}

/* All replicates take the same points, in their order, each under a scrambling of its own. */
static double scrambled_point(const struct sampler *sampler, uint64_t stream, uint32_t dimension,
                              uint64_t sample)
{
    return sampler_scrambled(
        sampler->sobol[sample / sampler->replicates * sampler->dimensions + dimension],
        sampler->seed, stream, sampler_replicate(sampler, sample));
}

/* A replicate of n samples has one in each of n equal strata; the permutation says in which
 * order. */
static double stratified_point(const struct sampler *sampler, uint64_t stream, uint64_t sample)
{
    size_t replicate = sampler_replicate(sampler, sample);
    uint64_t size = replicate_size(sampler, replicate);
    uint64_t stratum =
        random_permutation(sampler->seed, stream + replicate, size, sample / sampler->replicates);
    return ((double)stratum + random_uniform(sampler->seed, stream, sample)) / (double)size;
}

/* The order of normals does not matter: each is a function of its stream and the sample. */
double sampler_normal_score(const struct sampler *sampler, size_t number, uint64_t sample)
{
    const struct sampler_normal *normal = &sampler->normals[number];
    double u = normal->dimension != SAMPLER_NONE
                   ? scrambled_point(sampler, normal->stream, normal->dimension, sample)
                   : stratified_point(sampler, normal->stream, sample);
    return normal_quantile(fmin(u, 1 - 0x1p-53)); /* a stratum may round up to 1 */
}

/* A unit normal whatever the loading is: r common + sqrt(1 - r^2) own. */
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

/* What is certain is not touched: the caller has put the centres there. */
void sampler_apply(double *parameters, const struct sampler *sampler, const double *scores)
{
    for (size_t j = 0; j < sampler->factor_count; ++j) {
        const struct factor *factor = &sampler->factors[j];
        parameters[factor->parameter] =
            mapping_value(&factor->mapping, sampler_factor_score(factor, scores));
    }
}
