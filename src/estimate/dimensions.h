/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which uncertain input has which dimension of the Sobol sequence. By its name and its row alone,
 * not by what it does in this scenario: so another table, another row after it or another scenario
 * of the same call moves the draws of no input. */
#ifndef BLACKOUT_ESTIMATE_DIMENSIONS_H
#define BLACKOUT_ESTIMATE_DIMENSIONS_H

#include "blackout/dataset.h"
#include "prepare/prepare.h"
#include "stats/sobol.h"

/* In place of a row: the common normal of a group of that column. */
enum { DIMENSION_OF_GROUP = -1 };

struct dimension {
    enum table_id table; /* NO_TABLE: the scenario */
    const char *column;
    int row; /* how many other keys are before the row's in its table */
};

/* What has the dimension of a number below SOBOL_MOST_DIMENSIONS. */
const struct dimension *dimensions_at(uint32_t dimension);

/* The dimension of an input's own normal; SAMPLER_NONE: Latin hypercube. */
uint32_t dimensions_of_input(const blackout_dataset *dataset, const struct parameter *parameter);

/* The dimension of the normal that a group of the table `uncertainty` has in common. */
uint32_t dimensions_of_group(const blackout_dataset *dataset, string_id group);

#endif
