/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recapture is taken of the sales and not of the outage: each hour has its own part, as Hazus lets
 * recapture factors fall with the time since the disaster. A step under a flat week has (lambda /
 * D) (1 - exp(-D / lambda)), the integral of a cost that rises from 1 - kappa_0 to 1, and no hour
 * more ever costs more than the hour's sales. The discount of each hour is worked out in
 * discount.c. */
#include "model/recapture.h"

#include <math.h>

/* [kappa] = kappa_0 times the mean. Without a decay every hour is the same: kappa_0 itself. */
double recapture_share(const struct stage *stage, const struct model_recapture *recapture,
                       double lost, double discounted)
{
    double share = stage_value(stage, recapture->share, 0);
    if (share == 0 || recapture->decay_hours == PARAMETER_NONE || !(lost > 0)) {
        return share;
    }
    return share * fmin(discounted / lost, 1); /* 1 but for rounding, of the shortest outage */
}

/* [1 - kappa + attrition], the part of a loss that stays; above 1 where attrition is larger than
 * kappa. */
double recapture_kept(const struct stage *stage, const struct model_recapture *recapture,
                      double lost, double discounted)
{
    return 1 - recapture_share(stage, recapture, lost, discounted) +
           stage_value(stage, recapture->attrition, 0);
}
