/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onset of a loss after the start of an outage: [phi](u) = 1 - exp(-((u - g)/theta)^m) for u > g,
 * else 0; theta 0 is a step at g. A Weibull distribution function. */
#ifndef BLACKOUT_MODEL_ONSET_H
#define BLACKOUT_MODEL_ONSET_H

struct onset {
    double grace_hours;
    double scale_hours;
    double shape;
};

/* phi(g + hours); 0 for hours <= 0. */
double onset_value(const struct onset *onset, double hours);

/* Integral of x^power * phi(g + x) over x from 0 to `hours`; 0 for hours <= 0. power 0, 1 or 2. */
double onset_moment(const struct onset *onset, int power, double hours);

#endif
