/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as weighted sums over the outputs of the model. They are lists of terms and not
 * functions, so that the same sum serves the central values, every sample and the sensitivity
 * indices. Sums are compensated: their order is that of the terms, and the bytes do not depend
 * on the compiler. */
#include "uncertainty/figures.h"

#include "core/sum.h"

/* Statistics are allocated apart, since the array of figures moves as it grows. */
void figures_begin(struct figures *figures)
{
    struct statistics *statistics = arena_alloc(figures->arena, 1, sizeof *statistics);
    if (statistics == NULL ||
        arena_grow(figures->arena, (void **)&figures->figures, &figures->capacity, figures->count,
                   sizeof *figures->figures) != 0) {
        figures->failed = true;
        return;
    }
    figures->figures[figures->count++] =
        (struct figure){.first_term = figures->term_count, .statistics = statistics};
}

/* Terms of a figure are neighbours: they belong to the one that was begun last. */
void figures_term(struct figures *figures, size_t output, double coefficient)
{
    if (figures->failed ||
        arena_grow(figures->arena, (void **)&figures->terms, &figures->term_capacity,
                   figures->term_count, sizeof *figures->terms) != 0) {
        figures->failed = true;
        return;
    }
    figures->terms[figures->term_count++] =
        (struct figure_term){.output = output, .coefficient = coefficient};
    ++figures->figures[figures->count - 1].term_count;
}

void figures_drop(struct figures *figures)
{
    if (!figures->failed) {
        figures->term_count = figures->figures[--figures->count].first_term;
    }
}

/* A figure without terms is 0. One term needs no compensation. */
double figures_value(const struct figures *figures, size_t figure, const double *out)
{
    const struct figure *f = &figures->figures[figure];
    struct sum sum = {0};
    if (f->term_count == 1) { /* most of them */
        const struct figure_term *term = &figures->terms[f->first_term];
        return term->coefficient * out[term->output];
    }
    for (size_t i = 0; i < f->term_count; ++i) {
        const struct figure_term *term = &figures->terms[f->first_term + i];
        sum_add(&sum, term->coefficient * out[term->output]);
    }
    return sum_value(&sum);
}

/* What a sum of two loses is a double, whichever way it is worked out: here without asking which of
 * the two is larger (Knuth 1998, section 4.2.2, theorem B), as parts of a vector do not branch. */
struct part_sum {
    lane_part total;
    lane_part lost;
};

static inline void add_term(struct part_sum *sums, const lane_part *of)
{
    const lane_part term = *of;
    const lane_part sum = sums->total + term;
    const lane_part added = sum - sums->total;
    sums->lost += (sums->total - (sum - added)) + (term - added);
    sums->total = sum;
}

void figures_values(struct lanes *values, const struct figures *figures, size_t figure,
                    const struct lanes *out)
{
    const struct figure *f = &figures->figures[figure];
    const struct figure_term *terms = figures->terms + f->first_term;
    struct part_sum sums[LANE_PARTS] = {{{0}, {0}}};
    for (int p = 0; p < LANE_PARTS && f->term_count == 1; ++p) { /* most of them */
        values->part[p] = terms->coefficient * out[terms->output].part[p];
    }
    if (f->term_count == 1) {
        return;
    }
    for (size_t i = 0; i < f->term_count; ++i) {
        for (int p = 0; p < LANE_PARTS; ++p) {
            const lane_part term = terms[i].coefficient * out[terms[i].output].part[p];
            add_term(&sums[p], &term);
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        values->part[p] = sums[p].total + sums[p].lost;
    }
}

/* A single term is its own sum: nothing is lost. */
void figures_values_apart(struct lanes *values, const struct figures *figures, size_t figure,
                          const double *const out[LANES])
{
    enum { PART = LANES / LANE_PARTS };
    const struct figure *f = &figures->figures[figure];
    struct part_sum sums[LANE_PARTS] = {{{0}, {0}}};
    for (size_t i = 0; i < f->term_count; ++i) {
        const struct figure_term *term = &figures->terms[f->first_term + i];
        for (int p = 0; p < LANE_PARTS; ++p) {
            lane_part one;
            for (int l = 0; l < PART; ++l) {
                one[l] = out[p * PART + l][term->output];
            }
            one = term->coefficient * one;
            add_term(&sums[p], &one);
        }
    }
    for (int p = 0; p < LANE_PARTS; ++p) {
        values->part[p] = sums[p].total + sums[p].lost;
    }
}
