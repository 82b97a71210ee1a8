/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which uncertain input has which dimension of the Sobol sequence. By its name alone, and that of
 * other owners, not by its row nor by what it does in this scenario: so another table, another
 * order of rows or another scenario of the same call moves the draws of no input. */
#ifndef BLACKOUT_ESTIMATE_DIMENSIONS_H
#define BLACKOUT_ESTIMATE_DIMENSIONS_H

#include "blackout/dataset.h"
#include "prepare/prepare.h"
#include "stats/sobol.h"

/* The common normal of a group of that column, in place of an owner. */
enum { DIMENSION_OF_GROUP = -1 };

struct dimension {
    enum table_id table; /* NO_TABLE: the scenario */
    const char *column;
    int place; /* how many other owners of the table have names before the input's; 0 where its
                  column has one normal for the whole table */
};

/* What has the dimension of a number below SOBOL_MOST_DIMENSIONS. */
const struct dimension *dimensions_at(uint32_t dimension);

/* The dimension of an input's own normal; SAMPLER_NONE: Latin hypercube. */
uint32_t dimensions_of_input(const blackout_dataset *dataset, const struct parameter *parameter);

/* For each dimension that is of a group, of which one; STRING_NONE for all others. */
void dimensions_first_groups(string_id groups[SOBOL_MOST_DIMENSIONS],
                             const blackout_dataset *dataset);

/* The dimension of the normal that a group of the table `uncertainty` has in common, by these. */
uint32_t dimensions_of_group(const string_id groups[SOBOL_MOST_DIMENSIONS], string_id group);

#endif
