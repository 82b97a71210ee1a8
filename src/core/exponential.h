/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exponential function of many numbers at once, and its inverse, for factors that are drawn and
 * for kernels. Their bits do not depend on the C library, nor on whether a number comes alone or
 * among others. */
#ifndef BLACKOUT_CORE_EXPONENTIAL_H
#define BLACKOUT_CORE_EXPONENTIAL_H

#include "core/lanes.h"

/* exp(x), within a unit of the last digit; exact at 0. Beyond +-700 that of the C library. */
double exponential(double x);

/* The same of two numbers, in place; it takes hardly longer than one. */
void exponential_pair(double x[2]);

/* The same of all lanes. */
void exponentials(struct lanes *values, const struct lanes *x);

/* With exp(x) - 1, too, within two units of its last digit; beyond +-700 that of the C library. */
void exponentials_less_one(struct lanes *values, struct lanes *less_one, const struct lanes *x);

/* ln(x) of all lanes, within a unit of the last digit; of what is not a normal number above 0 that
 * of the C library. */
void logarithms(struct lanes *values, const struct lanes *x);

#endif
