/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of the uncertain inputs: sample k of factor j is a function of (seed, j, k), j being the
 * factor's name, so that a new factor moves no other, and scenarios share their draws. The most
 * important factors take the dimensions of a randomly shifted Sobol sequence (Cranley & Patterson
 * 1976), all others a Latin hypercube (McKay, Beckman & Conover 1979). Samples fall into independent
 * replicates, for the standard error of the mean (Owen 1997). */
#ifndef BLACKOUT_UNCERTAINTY_SAMPLER_H
#define BLACKOUT_UNCERTAINTY_SAMPLER_H

#include <stddef.h>
#include <stdint.h>

#include "core/mapping.h"

/* No common factor, no dimension of the Sobol sequence. */
#define SAMPLER_NONE UINT32_MAX

/* One uncertain input. */
struct factor {
    uint64_t stream;    /* hash of its name */
    uint32_t parameter; /* in the parameter vector */
    struct mapping mapping;
    uint32_t dimension; /* of the Sobol sequence; SAMPLER_NONE: Latin hypercube */
    uint32_t group;     /* of its common factor; SAMPLER_NONE */
    double loading;     /* of the common factor, in [-1, 1] */
};

/* A common factor of several inputs: a Gaussian copula. */
struct factor_group {
    uint64_t stream;
};

struct sampler {
    uint64_t seed;
    size_t samples;
    size_t replicates;
    const struct factor *factors;
    size_t factor_count;
    const struct factor_group *groups;
    size_t group_count;
    const double *sobol; /* [ceil(samples / replicates)][dimensions] */
    size_t dimensions;
};

/* The number of replicates: enough for a standard error, few enough that each is well spread. */
enum { SAMPLER_REPLICATES = 16 };

/* The standard normal score of a factor in a sample, its common factor included. */
double sampler_score(const struct sampler *sampler, size_t factor, uint64_t sample);

/* Overwrites the uncertain entries of a parameter vector. `group_scores` is scratch of
 * [group_count]. */
void sampler_draw(double *parameters, double *group_scores, const struct sampler *sampler,
                  uint64_t sample);

/* The replicate of a sample. */
size_t sampler_replicate(const struct sampler *sampler, uint64_t sample);

#endif
