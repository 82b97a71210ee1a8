/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places are in bins of half the least sd, and in a bin exp(-(y + w)^2 / 2), y from the mean to its
 * centre and |w| <= 1/4 from there to a place, both in sds, is exp(-y^2 / 2) times the sum over k
 * of He_k(y) (-w)^k / k!, He_k the Hermite polynomials. By Cramer's bound what is left after k
 * terms is below 1.09 / 4^k / sqrt(k!), after 16 terms 6e-17. So a set of charges is known by its
 * moments in each bin. */
#include "stats/gauss_transform.h"

#include <string.h>

#include "core/exponential.h"
#include "core/sum.h"

enum { TERMS = 16 };

/* A bin begins at the first place that the one before does not have. */
static void find_bins(struct gauss_transform *transform, const double *sorted, size_t count)
{
    for (size_t i = 0; i < count; ++i) {
        if (i == 0 || sorted[i] - transform->starts[transform->bins - 1] > transform->width) {
            transform->starts[transform->bins++] = sorted[i];
        }
    }
}

/* What is left of the last block repeats its last bin, and has no charges. */
static void fill_centres(struct gauss_transform *transform)
{
    for (size_t b = 0; b < transform->blocks * LANES; ++b) {
        const size_t bin = b < transform->bins ? b : transform->bins - 1;
        transform->centres[b / LANES].at[b % LANES] = transform->starts[bin] + transform->width / 2;
    }
}

/* Bins are where places are, so that a far one costs one bin and not all those between. Arrays of
 * an arena are 0: sets begin empty. */
bool gauss_transform_make(struct gauss_transform *transform, struct arena *arena,
                          const double *places, size_t count, double least_sd, size_t sets)
{
    double *sorted = arena_alloc(arena, count, sizeof *sorted);
    *transform = (struct gauss_transform){
        .width = least_sd / 2, .starts = arena_alloc(arena, count, sizeof *transform->starts)};
    if (sorted == NULL || transform->starts == NULL) {
        return false;
    }
    memcpy(sorted, places, count * sizeof *sorted);
    sort_ascending(sorted, count);
    find_bins(transform, sorted, count);
    transform->blocks = (transform->bins + LANES - 1) / LANES;
    transform->centres = arena_alloc(arena, transform->blocks, sizeof *transform->centres);
    transform->moments =
        arena_alloc(arena, sets, gauss_transform_size(transform) * sizeof *transform->moments);
    if (transform->centres == NULL || transform->moments == NULL) {
        return false;
    }
    fill_centres(transform);
    return true;
}

size_t gauss_transform_size(const struct gauss_transform *transform)
{
    return transform->blocks * TERMS;
}

/* The last bin that begins at or before the place. */
static size_t bin_of(const struct gauss_transform *transform, double place)
{
    size_t low = 0;
    size_t high = transform->bins;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (transform->starts[middle] <= place) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Moments of the places from the centre, in widths. */
void gauss_transform_add(struct gauss_transform *transform, size_t set, double place, double charge)
{
    const size_t bin = bin_of(transform, place);
    const double centre = transform->centres[bin / LANES].at[bin % LANES];
    const double from_centre = (place - centre) / transform->width;
    struct lanes *moments =
        transform->moments + set * gauss_transform_size(transform) + bin / LANES * TERMS;
    double moment = charge;
    for (size_t k = 0; k < TERMS; ++k) {
        moments[k].at[bin % LANES] += moment;
        moment *= from_centre;
    }
}

/* f_k = exp(-y^2 / 2) He_k(y) (-r)^k / k!, r the width in sds; He_(k+1) = y He_k - k He_(k-1). */
void gauss_transform_factors(struct lanes *factors, const struct gauss_transform *transform,
                             double mean, double sd)
{
    const double width = transform->width / sd;
    for (size_t b = 0; b < transform->blocks; ++b) {
        struct lanes *of_block = factors + b * TERMS;
        struct lanes off;
        for (int p = 0; p < LANE_PARTS; ++p) {
            off.part[p] = (transform->centres[b].part[p] - mean) / sd;
            of_block[0].part[p] = -(off.part[p] * off.part[p]) / 2;
        }
        exponentials(&of_block[0], &of_block[0]);
        for (int p = 0; p < LANE_PARTS; ++p) {
            lane_part before = {0};
            lane_part last = of_block[0].part[p];
            for (int k = 1; k < TERMS; ++k) {
                const lane_part next = -(width / k) * (off.part[p] * last + width * before);
                before = last;
                last = next;
                of_block[k].part[p] = next;
            }
        }
    }
}

/* Each lane by itself, then the lanes in their order: the same bits however wide vectors are. */
double gauss_transform_sum(const struct gauss_transform *transform, size_t set,
                           const struct lanes *factors)
{
    const size_t size = gauss_transform_size(transform);
    const struct lanes *moments = transform->moments + set * size;
    struct lanes sums = {.at = {0}};
    double sum = 0;
    for (size_t i = 0; i < size; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            sums.part[p] += factors[i].part[p] * moments[i].part[p];
        }
    }
    for (int l = 0; l < LANES; ++l) {
        sum += sums.at[l];
    }
    return sum;
}
