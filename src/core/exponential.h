/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exponential function of many numbers at once, for factors that are drawn. Its bits do not
 * depend on the C library, nor on whether a number comes alone or among others. */
#ifndef BLACKOUT_CORE_EXPONENTIAL_H
#define BLACKOUT_CORE_EXPONENTIAL_H

#include "core/lanes.h"

/* exp(x), within a unit of the last digit; exact at 0. Beyond +-700 that of the C library. */
double exponential(double x);

/* The same of two numbers, in place; it takes hardly longer than one. */
void exponential_pair(double x[2]);

/* The same of all lanes. */
void exponentials(struct lanes *values, const struct lanes *x);

#endif
