/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of charges q exp(-(x - mean)^2 / (2 sd^2)) over many places x, for many means and standard
 * deviations: what is the same for all of them is taken once (the fast Gauss transform, in one
 * dimension; Greengard & Strain 1991, SIAM Journal on Scientific and Statistical Computing 12). */
#ifndef BLACKOUT_STATS_GAUSS_TRANSFORM_H
#define BLACKOUT_STATS_GAUSS_TRANSFORM_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/lanes.h"

struct gauss_transform {
    double width;          /* of a bin of places */
    double *starts;        /* [bins], ascending */
    size_t bins;           /* none is empty */
    size_t blocks;         /* of LANES bins */
    struct lanes *centres; /* [blocks] */
    struct lanes *moments; /* [sets][blocks][terms] */
};

/* For sds of at least `least_sd` > 0, and places that are finite: [count]. Sets of charges begin
 * empty. False when memory is out. */
bool gauss_transform_make(struct gauss_transform *transform, struct arena *arena,
                          const double *places, size_t count, double least_sd, size_t sets);

/* Adds a charge to a set at one of the places. */
void gauss_transform_add(struct gauss_transform *transform, size_t set, double place,
                         double charge);

/* How many `factors` a mean and sd have; the factors; and the sum over a set, to within 1e-16 of
 * that of its charges. Threads share a transform; factors are each one's own. */
size_t gauss_transform_size(const struct gauss_transform *transform);
void gauss_transform_factors(struct lanes *factors, const struct gauss_transform *transform,
                             double mean, double sd);
double gauss_transform_sum(const struct gauss_transform *transform, size_t set,
                           const struct lanes *factors);

#endif
