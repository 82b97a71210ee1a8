/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A normal score for each input and sample. The dimensions of the Sobol sequence are few and the
 * first ones the best, so they go to the inputs that matter; all others take a stratum of a
 * Latin hypercube each, which costs nothing for more inputs. Scrambling and strata are drawn
 * anew for each replicate: only then are the replicates independent, and their scatter the error
 * of the mean. */
#include "uncertainty/sampler.h"

#include <math.h>
#include <string.h>

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

/* A point within the stratum that a permutation has given, `part` of the way through it. */
static double in_stratum(const struct random_place *place, double part)
{
    return ((double)place->index + part) / (double)place->size;
}

/* A replicate of n samples has one in each of n equal strata; the permutation says in which
 * order. */
static double stratified_point(const struct sampler *sampler, uint64_t stream, uint64_t sample)
{
    size_t replicate = sampler_replicate(sampler, sample);
    struct random_place place = {stream + replicate, replicate_size(sampler, replicate),
                                 sample / sampler->replicates};
    random_permutations(&place, 1, sampler->seed);
    return in_stratum(&place, random_uniform(sampler->seed, stream, sample));
}

/* A stratum may round up to 1, which has no score. */
static double below_one(double u)
{
    static const double most = 1 - 0x1p-53;
    return u < most ? u : most;
}

/* The order of normals does not matter: each is a function of its stream and the sample. */
double sampler_normal_score(const struct sampler *sampler, size_t number, uint64_t sample)
{
    const struct sampler_normal *normal = &sampler->normals[number];
    double u = normal->dimension != SAMPLER_NONE
                   ? scrambled_point(sampler, normal->stream, normal->dimension, sample)
                   : stratified_point(sampler, normal->stream, sample);
    return normal_quantile(below_one(u));
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
            factor->like > 0
                ? parameters[sampler->factors[factor->like - 1].parameter]
                : mapping_value(&factor->mapping, sampler_factor_score(factor, scores));
    }
}

/* ---- Several samples ------------------------------------------------------------------------- */

bool sampler_work(struct sampler_work *work, struct arena *arena, const struct sampler *sampler)
{
    const size_t count = sampler->normal_count;
    work->scores = arena_alloc(arena, count, sizeof *work->scores);
    work->places = arena_alloc(arena, count, LANES * sizeof *work->places);
    return work->scores != NULL && work->places != NULL;
}

/* The sample of each lane; lanes beyond `count` repeat the last one. */
static void number_samples(uint64_t samples[LANES], uint64_t first, size_t count)
{
    for (size_t l = 0; l < LANES; ++l) {
        samples[l] = first + (l < count ? l : count - 1);
    }
}

/* The strata of all normals without a dimension. */
static void find_strata(struct random_place *places, const struct sampler *sampler,
                        const uint64_t samples[LANES])
{
    size_t found = 0;
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        for (int l = 0; sampler->normals[i].dimension == SAMPLER_NONE && l < LANES; ++l) {
            size_t replicate = sampler_replicate(sampler, samples[l]);
            places[found++] = (struct random_place){sampler->normals[i].stream + replicate,
                                                    replicate_size(sampler, replicate),
                                                    samples[l] / sampler->replicates};
        }
    }
    random_permutations(places, found, sampler->seed);
}

static void score_all(struct sampler_work *work, const struct sampler *sampler,
                      const uint64_t samples[LANES])
{
    const struct random_place *place = work->places;
    find_strata(work->places, sampler, samples);
    for (size_t i = 0; i < sampler->normal_count; ++i) {
        const struct sampler_normal *normal = &sampler->normals[i];
        const bool has_stratum = normal->dimension == SAMPLER_NONE;
        struct lanes *u = &work->scores[i];
        if (has_stratum) {
            random_uniforms(u, sampler->seed, normal->stream, samples);
        }
        for (int l = 0; l < LANES; ++l) {
            u->at[l] = below_one(has_stratum ? in_stratum(place++, u->at[l])
                                             : scrambled_point(sampler, normal->stream,
                                                               normal->dimension, samples[l]));
        }
    }
    normal_quantiles(work->scores, work->scores, sampler->normal_count);
}

/* sampler_factor_score() of all lanes, by the same operations in the same order: a sample has the
 * same bits alone and among others. */
static struct lanes factor_scores(const struct factor *factor, const struct lanes *scores)
{
    struct lanes score = {.part = {{0}}};
    if (factor->own != SAMPLER_NONE) {
        score = scores[factor->own];
    }
    if (factor->common != SAMPLER_NONE) {
        const double rest = sqrt(1 - factor->loading * factor->loading);
        for (int p = 0; p < LANE_PARTS; ++p) {
            score.part[p] = factor->loading * scores[factor->common].part[p] + rest * score.part[p];
        }
    }
    return score;
}

void sampler_draw_several(double *const *parameters, struct sampler_work *work,
                          const struct sampler *sampler, uint64_t first, size_t count)
{
    uint64_t samples[LANES];
    number_samples(samples, first, count);
    score_all(work, sampler, samples);
    sampler_apply_several(parameters, sampler, work->scores, count);
}

void sampler_apply_several(double *const *parameters, const struct sampler *sampler,
                           const struct lanes *scores, size_t count)
{
    for (size_t j = 0; j < sampler->factor_count; ++j) {
        const struct factor *factor = &sampler->factors[j];
        struct lanes values;
        if (factor->like > 0) {
            const uint32_t like = sampler->factors[factor->like - 1].parameter;
            for (size_t l = 0; l < count; ++l) {
                parameters[l][factor->parameter] = parameters[l][like];
            }
            continue;
        }
        const struct lanes score = factor_scores(factor, scores);
        mapping_values(&values, &factor->mapping, &score);
        for (size_t l = 0; l < count; ++l) {
            parameters[l][factor->parameter] = values.at[l];
        }
    }
}

void sampler_apply_lanes(double *const *parameters, struct lanes *lanes,
                         const struct sampler *sampler, const struct lanes *scores, size_t count)
{
    for (size_t j = 0; j < sampler->factor_count; ++j) {
        const struct factor *factor = &sampler->factors[j];
        struct lanes *values = &lanes[factor->parameter];
        if (factor->like > 0) {
            *values = lanes[sampler->factors[factor->like - 1].parameter];
        } else {
            const struct lanes score = factor_scores(factor, scores);
            mapping_values(values, &factor->mapping, &score);
        }
        for (size_t l = 0; l < count; ++l) {
            parameters[l][factor->parameter] = values->at[l];
        }
    }
}

/* Compared exactly: factors that are nearly alike are not alike. The loading of no common normal
 * says nothing. */
static bool is_like(const struct factor *a, const struct factor *b)
{
    return a->own == b->own && a->common == b->common &&
           (a->common == SAMPLER_NONE || a->loading == b->loading) &&
           a->mapping.transform == b->mapping.transform && a->mapping.centre == b->mapping.centre &&
           a->mapping.transformed == b->mapping.transformed &&
           a->mapping.lower == b->mapping.lower && a->mapping.upper == b->mapping.upper;
}

/* Of what is_like() compares; a zero has one sign. */
static uint64_t like_hash(const struct factor *factor)
{
    const double numbers[] = {factor->mapping.centre, factor->mapping.transformed,
                              factor->mapping.lower, factor->mapping.upper,
                              factor->common != SAMPLER_NONE ? factor->loading : 0};
    uint64_t hash = hash_mix((uint64_t)factor->own << 32 | factor->common) ^
                    (uint64_t)factor->mapping.transform;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; ++i) {
        const double number = numbers[i] + 0.0;
        uint64_t bits;
        memcpy(&bits, &number, sizeof bits);
        hash = hash_mix(hash) ^ bits;
    }
    return hash_mix(hash);
}

/* Inputs of one column often share a range, and all that varies in them. Each is like the first. */
bool sampler_find_like(struct factor *factors, size_t count, struct arena *arena)
{
    struct lookup firsts = {0};
    bool enough = true;
    for (size_t i = 0; i < count; ++i) {
        const uint64_t hash = like_hash(&factors[i]);
        struct lookup_step step = lookup_start(hash);
        uint32_t place;
        while ((place = lookup_next(&firsts, &step)) != LOOKUP_NONE &&
               !is_like(&factors[i], &factors[place])) {
        }
        factors[i].like = place != LOOKUP_NONE ? place + 1 : 0;
        if (place == LOOKUP_NONE) {
            enough = lookup_add(&firsts, arena, hash, (uint32_t)i) == 0 && enough;
        }
    }
    return enough;
}
