/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact interval of a proportion: what a count of hits says of the chance behind it. */
#ifndef BLACKOUT_STATS_BINOMIAL_H
#define BLACKOUT_STATS_BINOMIAL_H

#include <stddef.h>

/* P(at most `hits` of `trials`) where each has the chance `p`. */
double binomial_cdf(size_t hits, size_t trials, double p);

/* The interval of Clopper & Pearson (1934): each end is the chance at which so many hits, or so
 * few, have the probability (1 - level) / 2. `hits` <= `trials`; without trials it is 0 to 1. */
void binomial_interval(double *low, double *high, size_t hits, size_t trials, double level);

#endif
