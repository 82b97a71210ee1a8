/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/slopes.h"

#include "core/mapping.h"

const enum dependency_factor slopes_columns[FLOW_FACTOR_COUNT] = {[FLOW_REVENUE] =
                                                                      DEPENDENCY_REVENUE,
                                                                  [FLOW_SHARE] = DEPENDENCY_SHARE,
                                                                  [FLOW_FIRMS] = DEPENDENCY_FIRMS};

void slopes_make(double *lower, double *upper, double low, double centre, double high)
{
    struct mapping mapping = mapping_of_range(TRANSFORM_LOG, low, centre, high);
    *lower = mapping.lower;
    *upper = mapping.upper;
}
