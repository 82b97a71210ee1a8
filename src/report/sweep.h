/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of a sweep share. */
#ifndef BLACKOUT_REPORT_SWEEP_H
#define BLACKOUT_REPORT_SWEEP_H

#include "estimate/result.h"

/* d ln loss / d ln duration of a target between a record and the one before; NAN where the two
 * differ in more than their duration. */
double report_sweep_exponent(const struct blackout_result *result, size_t index, int target);

#endif
