/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as sums over the model's outputs, by the catalogue: the same sum at the centre and in
 * every sample. */
#ifndef BLACKOUT_ESTIMATE_FIGURE_SUMS_H
#define BLACKOUT_ESTIMATE_FIGURE_SUMS_H

#include "estimate/figure_catalogue.h"
#include "estimate/run.h"

/* Adds, with a coefficient, one of the numbers of all elements of an output that are of what is
 * selected, to the figure begun last. */
void figure_add(struct run *run, enum model_output output, int number,
                const struct model_selection *of, double coefficient);

/* The figure at a place, whether it is known or not; the last of run->figures is its sum. */
struct quantity figure_sum(struct run *run, enum figure_id id, enum figure_place place,
                           const struct model_selection *of);

/* Fills those of `figures` that are sums at the place, and known. What is of no element of the
 * model is absent; of a region, where dependants are but no revenue of the owner, it is 0. */
void figures_fill(struct quantity figures[FIGURE_COUNT], struct run *run, enum figure_place place,
                  const struct model_selection *of);

#endif
