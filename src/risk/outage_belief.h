/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is believed of one owner's outages, how often and how long, and draws from it: one for each
 * simulated year, and one for each belief under which simulated outages are weighed. */
#ifndef BLACKOUT_RISK_OUTAGE_BELIEF_H
#define BLACKOUT_RISK_OUTAGE_BELIEF_H

#include <stdint.h>

#include "stats/conjugate.h"

struct outage_belief {
    struct gamma_rate rate;                /* outages a year */
    struct normal_inverse_gamma log_hours; /* ln of the length in hours */
    uint64_t stream;                       /* of the draws */
};

/* Lengths of which all is known: mean and standard deviation of ln hours. */
struct outage_lengths {
    double mean;
    double sd;
};

/* Draw `number` (below 2^44) of a stream of its own. */
struct outage_lengths outage_lengths_draw(const struct normal_inverse_gamma *log_hours,
                                          uint64_t seed, uint64_t stream, uint64_t number);

/* Draw `number` of the rate and the lengths; the rate is returned. */
double outage_belief_draw(struct outage_lengths *lengths, const struct outage_belief *belief,
                          uint64_t seed, uint64_t number);

#endif
