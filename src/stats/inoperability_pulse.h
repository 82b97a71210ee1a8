/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dynamic inoperability input-output model (inoperability.h) where all sectors follow equally
 * fast, and a perturbation is constant while it lasts: as closed a form as there is. */
#ifndef BLACKOUT_STATS_INOPERABILITY_PULSE_H
#define BLACKOUT_STATS_INOPERABILITY_PULSE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/lanes.h"

struct inoperability_pulse {
    size_t count;
    const double *coefficients;   /* [count][count], A; the same in all lanes */
    const struct lanes *directly; /* [count] what is lost in a unit of time, at least 0 */
    struct lanes lasting;         /* from time 0 to this one */
    struct lanes resilience;      /* of every sector, per unit of time; 0: nothing follows */
};

enum { INOPERABILITY_PULSE_TIMES = 4 };

/* Whether a lane's `resilience` times the longest time is small enough for this form. */
bool inoperability_pulse_reaches(double resilience, double longest);

/* Fills `lost` ([time_count][count], at most INOPERABILITY_PULSE_TIMES): what has been lost in turn
 * up to each of the times, as inoperability_follow() has it, within 1e-13 of it. `work` is
 * [2][count]. */
void inoperability_pulse_lost(struct lanes *lost, const struct inoperability_pulse *pulse,
                              const struct lanes *times, size_t time_count, struct lanes *work);

#endif
