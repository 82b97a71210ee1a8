/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dynamic inoperability input-output model (inoperability.h) where all sectors follow equally
 * fast, and a perturbation is constant while it lasts: as closed a form as there is. */
#ifndef BLACKOUT_STATS_INOPERABILITY_PULSE_H
#define BLACKOUT_STATS_INOPERABILITY_PULSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/lanes.h"
#include "stats/sparse_rows.h"

enum { INOPERABILITY_PULSE_TIMES = 4, INOPERABILITY_PULSE_TERMS = 397 };

struct inoperability_pulse {
    size_t count;
    size_t power_count;
    const double *powers; /* [power_count][count], of inoperability_pulse_powers(): in all lanes */
    const struct lanes *directly; /* [count] what is lost in a unit of time, at least 0 */
    struct lanes lasting;         /* from time 0 to this one */
    struct lanes resilience;      /* of every sector, per unit of time; 0: nothing follows */
};

/* Whether this form serves a lane's `resilience` for so long: up to a product of 400, and beyond it
 * where powers are lost soon. */
bool inoperability_pulse_reaches(double resilience, double longest, size_t power_count);

/* Fills `powers` ([INOPERABILITY_PULSE_TERMS][count]) with the sums of the columns of A, A^2, ...,
 * until they are lost beside the first; how many. */
size_t inoperability_pulse_powers(double *powers, const struct sparse_rows *coefficients);

/* Fills `lost` ([time_count], at most INOPERABILITY_PULSE_TIMES): what all sectors together have
 * lost in turn up to each of the times, as inoperability_follow() has it, within 1e-13 of it. */
void inoperability_pulse_lost(struct lanes *lost, const struct inoperability_pulse *pulse,
                              const struct lanes *times, size_t time_count);

#endif
