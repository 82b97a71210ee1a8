/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of the uncertain inputs: sample k of factor j is a function of (seed, j, k), j being the
 * factor's name, so that a new factor moves no other, and scenarios share their draws. Factors with
 * a dimension take it from a scrambled Sobol sequence (Owen 1995), all others come from a Latin
 * hypercube (McKay, Beckman & Conover 1979). Samples fall into independent replicates, for the
 * standard error of the mean (Owen 1997). */
#ifndef BLACKOUT_UNCERTAINTY_SAMPLER_H
#define BLACKOUT_UNCERTAINTY_SAMPLER_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/mapping.h"
#include "uncertainty/random.h"

/* No normal, no dimension of the Sobol sequence. */
#define SAMPLER_NONE UINT32_MAX

/* An independent standard normal: behind one input, or common to a group of them. */
struct sampler_normal {
    uint64_t stream;    /* hash of its name; the next replicates - 1 streams are its own too */
    uint32_t dimension; /* of the Sobol sequence; SAMPLER_NONE: Latin hypercube */
};

/* One uncertain input, by a Gaussian copula: its score is
 * loading * common + sqrt(1 - loading^2) * own. */
struct factor {
    uint32_t parameter; /* in the parameter vector */
    struct mapping mapping;
    uint32_t own;    /* normal; SAMPLER_NONE where the loading is 1 or -1 */
    uint32_t common; /* normal; SAMPLER_NONE */
    double loading;  /* of the common one, in [-1, 1] */
    uint32_t like;   /* 1 + number of a factor before it that has the same value in every sample; 0:
                        none is known (sampler_find_like()) */
};

struct sampler {
    uint64_t seed;
    size_t samples;    /* of all replicates; number k is of replicate k mod `replicates` */
    size_t replicates; /* above 0 */
    const struct factor *factors;
    size_t factor_count;
    const struct sampler_normal *normals;
    size_t normal_count;
    const double *sobol; /* [ceil(samples / replicates)][dimensions] */
    size_t dimensions;   /* of the points: above those of all normals */
};

/* The number of replicates: enough for a standard error, few enough that each is well spread. */
enum { SAMPLER_REPLICATES = 8 };

/* The value of a normal in a sample, finite. */
double sampler_normal_score(const struct sampler *sampler, size_t normal, uint64_t sample);

/* The score of a factor from the scores of all normals. */
double sampler_factor_score(const struct factor *factor, const double *scores);

/* Overwrites the uncertain entries of a parameter vector, always the same ones; what is certain the
 * caller has put there. `scores` is scratch of [normal_count], and has the scores afterwards. */
void sampler_draw(double *parameters, double *scores, const struct sampler *sampler,
                  uint64_t sample);

/* What several samples at once need. */
struct sampler_work {
    struct lanes *scores;        /* [normal_count] */
    struct random_place *places; /* [normal_count][LANES] */
};

/* Up to LANES samples from `first` on, the same bits: `parameters` has [count] vectors. `work` is
 * of sampler_work(). */
void sampler_draw_several(double *const *parameters, struct sampler_work *work,
                          const struct sampler *sampler, uint64_t first, size_t count);

/* sampler_apply() of up to LANES draws: `parameters` has [count] vectors, `scores` is
 * [normal_count], of which lane l is for vector l. */
void sampler_apply_several(double *const *parameters, const struct sampler *sampler,
                           const struct lanes *scores, size_t count);

/* The same, and side by side: `lanes` is [parameters], of which all lanes are filled. */
void sampler_apply_lanes(double *const *parameters, struct lanes *lanes,
                         const struct sampler *sampler, const struct lanes *scores, size_t count);

/* Takes what sampler_draw_several() needs; false when memory is out. */
bool sampler_work(struct sampler_work *work, struct arena *arena, const struct sampler *sampler);

/* Looks for factors that have the same value in every sample, so that it is worked out once; takes
 * from `arena`. False when memory is out. */
bool sampler_find_like(struct factor *factors, size_t count, struct arena *arena);

/* The second half of sampler_draw(): from the scores of all normals ([normal_count]), which may be
 * of another draw than the sampler's, such as those of a design or of one end. */
void sampler_apply(double *parameters, const struct sampler *sampler, const double *scores);

/* A point of a Sobol sequence under the nested uniform scrambling (Owen 1995) of a replicate, a
 * function of (seed, stream, replicate), in (0, 1). By a hash, as Burley (2020) has it. */
double sampler_scrambled(double point, uint64_t seed, uint64_t stream, uint64_t replicate);

/* The replicate of a sample. */
size_t sampler_replicate(const struct sampler *sampler, uint64_t sample);

#endif
