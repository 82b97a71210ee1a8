/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scaled complementary error function erfcx(x) = exp(x^2) erfc(x) of many numbers at once: what
 * is left of a normal tail without its exponential, so that neither underflows. */
#ifndef BLACKOUT_STATS_SCALED_ERFC_H
#define BLACKOUT_STATS_SCALED_ERFC_H

#include "core/lanes.h"

/* erfcx(x) of all lanes, each x >= 0, within six units of the last digit. */
void scaled_erfcs(struct lanes *values, const struct lanes *x);

#endif
