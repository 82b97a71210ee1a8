/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorts many numbers without comparing them. */
#ifndef BLACKOUT_CORE_RADIX_H
#define BLACKOUT_CORE_RADIX_H

#include <stddef.h>

/* Ascending. `values` are finite and at least 0; `scratch` has room for as many. */
void radix_sort(double *values, double *scratch, size_t count);

#endif
