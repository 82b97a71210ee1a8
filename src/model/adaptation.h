/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a fallback has been reached: customers find another way over time, f_j(u) = f_j (1 -
 * exp(-u / tau_j)) at u hours after the start. (methodology, stage 4) */
#ifndef BLACKOUT_MODEL_ADAPTATION_H
#define BLACKOUT_MODEL_ADAPTATION_H

#include "model/stages.h"

/* The mean of 1 - exp(-u / tau) over what `curve` loses, in [0,1]; 1 where `hours` [tau] is
 * PARAMETER_NONE or 0. */
double adaptation_reached(const struct stage *stage, parameter_id hours, uint32_t curve);

#endif
