/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a flow moves with the common factors of its columns: straight in the logarithm on either
 * side of the centre, through the 5 % and the 95 % value. Ranges of sums are not sums of ranges;
 * slopes of one common factor do add up, which is why cells keep slopes. */
#include "prepare/slopes.h"

#include "core/mapping.h"

const enum dependency_factor slopes_columns[FLOW_FACTOR_COUNT] = {[FLOW_REVENUE] =
                                                                      DEPENDENCY_REVENUE,
                                                                  [FLOW_SHARE] = DEPENDENCY_SHARE,
                                                                  [FLOW_FIRMS] = DEPENDENCY_FIRMS};

/* By ratios to the centre: the logarithms of two sums of money would leave less of their
 * difference. Without a centre nothing flows. */
void slopes_make(double *lower, double *upper, double low, double centre, double high)
{
    const bool flows = centre > 0;
    struct mapping mapping =
        mapping_of_range(TRANSFORM_LOG, flows ? low / centre : 0, 1, flows ? high / centre : 0);
    *lower = mapping.lower;
    *upper = mapping.upper;
}
