/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes go from hour to hour together, each from the first hour of its own span, so that spans that
 * begin at different times take no more steps than the longest. Where their hours are the same ones
 * their values are added side by side. */
#include "model/hours.h"

#include <math.h>

/* An hour that is over by rounding is not begun. */
void hours_begin(struct hours *hours)
{
    for (int l = 0; l < LANES; ++l) {
        const double from = hours->from.at[l];
        const double hour = floor(from + hours->into.at[l]);
        hours->hour.at[l] = hour + ((hour + 1) - hours->into.at[l] <= from ? 1 : 0);
        hours->to.at[l] = fmax(from, hours->to.at[l]);
    }
    hours_cut(hours);
}

void hours_skip(struct hours *hours, int lane, double weeks)
{
    hours->from.at[lane] += weeks * HOURS_PER_WEEK;
    hours->hour.at[lane] += weeks * HOURS_PER_WEEK;
    hours_cut(hours);
}

bool hours_divide(struct hours *week, struct hours *rest, struct lanes *weeks,
                  const struct lanes *slope)
{
    bool any = false;
    *week = (struct hours){.from = rest->from, .to = rest->from, .into = rest->into};
    for (int l = 0; l < LANES; ++l) {
        const double whole = floor((rest->to.at[l] - rest->from.at[l]) / HOURS_PER_WEEK);
        const bool multiplied = whole > 1 && (slope == NULL || slope->at[l] == 0);
        weeks->at[l] = multiplied ? whole : 1;
        if (multiplied) {
            week->to.at[l] += HOURS_PER_WEEK;
            rest->from.at[l] += whole * HOURS_PER_WEEK;
            any = true;
        }
    }
    return any;
}

void bins_add_apart(struct kernel_bins *bins, const struct hours *hours, const struct lanes *values)
{
    for (int l = 0; l < LANES; ++l) {
        if (hours->from.at[l] < hours->cut.at[l]) {
            const size_t bin = (size_t)hours->hour.at[l] % HOURS_PER_WEEK;
            bins_use(bins, bin + 1);
            bins->bin[bin].at[l] += values->at[l];
        }
    }
}
