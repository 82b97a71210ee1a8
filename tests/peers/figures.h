/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the programs of figures have in common: lists of numbers as members of one JSON object. */
#ifndef BLACKOUT_TESTS_PEERS_FIGURES_H
#define BLACKOUT_TESTS_PEERS_FIGURES_H

#include <stddef.h>
#include <stdint.h>

#include "blackout/status.h"

enum { FIGURES_SEED = 18 };

/* Ends the program unless `status` is BLACKOUT_OK: what is compared needs no more than that. */
void figures_sure(blackout_status status, const blackout_error *error);

void figures_print(const char *name, const double *values, size_t count);

/* Draw `draw` of a stream of standard normals. */
double figures_normal(uint64_t stream, uint64_t draw);

/* Figures of shares: the market model and the tests over several of them. */
void figures_market(void);

#endif
