/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a report as sums over the model's output vector, so that each has the same meaning
 * for the central values and for every sample. */
#ifndef BLACKOUT_UNCERTAINTY_FIGURES_H
#define BLACKOUT_UNCERTAINTY_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/lanes.h"
#include "uncertainty/statistics.h"

struct figure_term {
    size_t output; /* place in the model's output vector */
    double coefficient;
};

/* Its terms are neighbours in the list of all. */
struct figure {
    size_t first_term;
    size_t term_count;
    struct statistics *statistics; /* filled by montecarlo_run() */
    double *kept;                  /* [samples]: its values, kept there; NULL */
};

struct figures {
    struct arena *arena;
    struct figure *figures;
    size_t count;
    size_t capacity;
    struct figure_term *terms;
    size_t term_count;
    size_t term_capacity;
    bool failed; /* memory is out, now or before: the caller looks at the end */
};

/* Begins a figure without terms. */
void figures_begin(struct figures *figures);

/* Adds coefficient * output to the figure begun last. */
void figures_term(struct figures *figures, size_t output, double coefficient);

/* Forgets the figure begun last: it is not sampled, and numbers of figures do not count it. For one
 * that nobody will show: it saves a sum in every sample. */
void figures_drop(struct figures *figures);

/* The value of a figure for an output vector. */
double figures_value(const struct figures *figures, size_t figure, const double *out);

/* The same of output vectors side by side: the same bits, as long as all are finite. */
void figures_values(struct lanes *values, const struct figures *figures, size_t figure,
                    const struct lanes *out);

/* The same of output vectors that are apart. */
void figures_values_apart(struct lanes *values, const struct figures *figures, size_t figure,
                          const double *const out[LANES]);

#endif
