/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes go from hour to hour together, each from the first hour of its own span, so that spans that
 * begin at different times take no more steps than the longest. Where their hours are the same ones
 * their values are added side by side. */
#include "model/hours.h"

#include <math.h>

static size_t bin_of(const struct hours *hours, int lane)
{
    return (size_t)hours->hour.at[lane] % HOURS_PER_WEEK;
}

/* Lanes without a span have no part in any hour. Asked once a span: all lanes go on by one hour at
 * a time, or by whole weeks, so that bins that are one stay one. */
static void find_together(struct hours *hours)
{
    bool any = false;
    hours->together = true;
    hours->bin = 0;
    for (int l = 0; l < LANES; ++l) {
        if (hours->from.at[l] < hours->to.at[l]) {
            const size_t bin = bin_of(hours, l);
            hours->together = hours->together && (!any || bin == hours->bin);
            hours->bin = bin;
            any = true;
        }
    }
}

/* An hour that is over by rounding is not begun: its part would have no length, or end before it
 * begins. A span that ends before it begins has none. */
void hours_begin(struct hours *hours)
{
    for (int l = 0; l < LANES; ++l) {
        const double from = hours->from.at[l];
        const double hour = floor(from + hours->into.at[l]);
        hours->hour.at[l] = hour + ((hour + 1) - hours->into.at[l] <= from ? 1 : 0);
        hours->to.at[l] = fmax(from, hours->to.at[l]);
    }
    find_together(hours);
    hours_cut(hours);
}

void hours_apart(struct hours *hours)
{
    hours->used = 0;
    for (int l = 0; l < LANES; ++l) {
        const bool has_part = hours->from.at[l] < hours->cut.at[l];
        const size_t bin = bin_of(hours, l);
        hours->bins[l] = has_part ? bin : 0;
        hours->used = has_part && bin + 1 > hours->used ? bin + 1 : hours->used;
    }
}

/* The hour moves with the time, so that the bin stays. */
void hours_skip(struct hours *hours, int lane, double weeks)
{
    hours->from.at[lane] += weeks * HOURS_PER_WEEK;
    hours->hour.at[lane] += weeks * HOURS_PER_WEEK;
    hours_cut(hours);
}

/* From two weeks on: of one there is nothing to multiply. A slope makes each week another. */
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
