/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made up of lost sales once the platform is back, and what customers who left take with
 * them. A sale that is lost u hours after the start is made later with the probability [kappa_0]
 * exp(-u / lambda): the longer it lasts, the more of those who come have a place to go.
 * (methodology, stage 3) */
#ifndef BLACKOUT_MODEL_RECAPTURE_H
#define BLACKOUT_MODEL_RECAPTURE_H

#include "model/stages.h"

/* [kappa], the mean over what is lost, in [0,1]; 0 where nothing is given. `lost` and `discounted`
 * are average hours, the latter times exp(-u / lambda) each, and not read without a decay. */
double recapture_share(const struct stage *stage, const struct model_recapture *recapture,
                       double lost, double discounted);

/* What is left of a loss: 1 - kappa + attrition, which may exceed 1. */
double recapture_kept(const struct stage *stage, const struct model_recapture *recapture,
                      double lost, double discounted);

#endif
