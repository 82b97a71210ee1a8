/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which uncertain input has which dimension of the Sobol sequence. By its name and its row alone,
 * not by what it does in this scenario: so another table, another row behind it or another scenario
 * of the same call moves the draws of no input. */
#ifndef BLACKOUT_ESTIMATE_DIMENSIONS_H
#define BLACKOUT_ESTIMATE_DIMENSIONS_H

#include "blackout/dataset.h"
#include "prepare/prepare.h"

/* The dimension of an input's own normal; SAMPLER_NONE: Latin hypercube. */
uint32_t dimensions_of_input(const blackout_dataset *dataset, const struct parameter *parameter);

/* The dimension of the normal that a group of the table `uncertainty` has in common. */
uint32_t dimensions_of_group(const blackout_dataset *dataset, string_id group);

#endif
