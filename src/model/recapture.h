/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is made up of lost sales once the platform is back, and what customers who left take with
 * them. A sale that was lost a time x before the end is made later with the probability [kappa_0]
 * exp(-x / lambda): who had to wait longer has bought elsewhere. (methodology, stage 3) */
#ifndef BLACKOUT_MODEL_RECAPTURE_H
#define BLACKOUT_MODEL_RECAPTURE_H

#include "model/stages.h"

/* [kappa], the mean over the sales that `curve` loses, in [0,1]; 0 where nothing is given. */
double recapture_share(const struct stage *stage, const struct model_recapture *recapture,
                       uint32_t curve);

/* What is left of a loss: 1 - kappa + attrition, which may exceed 1. */
double recapture_kept(const struct stage *stage, const struct model_recapture *recapture,
                      uint32_t curve);

#endif
