/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onset of a loss after the start of an outage: [phi](u) = 1 - exp(-((u - g)/theta)^m) for u > g,
 * else 0; a step at g where theta is 0. (methodology, stage 4) */
#ifndef BLACKOUT_MODEL_ONSET_H
#define BLACKOUT_MODEL_ONSET_H

#include "core/lanes.h"

enum { ONSET_POWERS = 3, ONSET_TERMS = 200 };

/* Of several outages, side by side. */
struct onset {
    struct lanes grace_hours;
    struct lanes scale_hours; /* [theta] */
    struct lanes shape;       /* [m], above 0 */
    /* What moments need again and again, filled by onset_begin() and onset_moment(). */
    size_t known_terms[ONSET_POWERS];
    struct lanes per_term[ONSET_POWERS][ONSET_TERMS]; /* 1 / (a + i) */
    bool has_complete[ONSET_POWERS];
    struct lanes complete[ONSET_POWERS]; /* theta^n Gamma(a) */
};

/* A time after the grace, in each lane. */
struct onset_place {
    struct lanes hours;      /* 0 where the grace is not over */
    struct lanes z;          /* (hours / theta)^m */
    struct lanes value;      /* phi */
    struct lanes complement; /* 1 - phi, of which small values keep their digits */
};

/* Begins with what the three parameters say. */
void onset_begin(struct onset *onset);

/* `hours` count from the end of the grace. */
void onset_at(struct onset_place *place, const struct onset *onset, const struct lanes *hours);

/* Beyond it exp(-z) is lost beside 1. */
extern const double onset_largest_z;

/* Whether the onset is over in a lane, to the last digit: phi is 1 from there on. */
part_mask onset_is_over(const struct onset_place *place, int part);

/* Integral of x^power * phi(g + x) over x from 0 to the place; power 0, 1 or 2. */
void onset_moment(struct lanes *moment, struct onset *onset, int power,
                  const struct onset_place *place);

/* phi(g + hours) of one lane; 0 for hours <= 0. */
double onset_value(const struct onset *onset, int lane, double hours);

#endif
