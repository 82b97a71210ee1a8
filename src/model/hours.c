/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lanes go from hour to hour together, each from the first hour of its own span, so that spans that
 * begin at different times take no more steps than the longest. Where their hours are the same ones
 * their values are added side by side. */
#include "model/hours.h"

#include <math.h>

/* Where the next local hour begins, or where the span ends. */
static void cut_parts(struct hours *hours)
{
    for (int p = 0; p < LANE_PARTS; ++p) {
        const lane_part hour_end = (hours->hour.part[p] + 1) - hours->into.part[p];
        hours->cut.part[p] = part_least(hour_end, hours->to.part[p]);
    }
}

/* An hour that is over by rounding is not begun. */
void hours_begin(struct hours *hours)
{
    for (int l = 0; l < LANES; ++l) {
        const double from = hours->from.at[l];
        const double hour = floor(from + hours->into.at[l]);
        hours->hour.at[l] = hour + ((hour + 1) - hours->into.at[l] <= from ? 1 : 0);
        hours->to.at[l] = fmax(from, hours->to.at[l]);
    }
    cut_parts(hours);
}

bool hours_left(const struct hours *hours)
{
    part_mask left = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        left |= hours->from.part[p] < hours->to.part[p];
    }
    return part_any(left);
}

void hours_next(struct hours *hours)
{
    hours->from = hours->cut;
    for (int p = 0; p < LANE_PARTS; ++p) {
        hours->hour.part[p] += 1;
    }
    cut_parts(hours);
}

void hours_skip(struct hours *hours, int lane, double weeks)
{
    hours->from.at[lane] += weeks * HOURS_PER_WEEK;
    hours->hour.at[lane] += weeks * HOURS_PER_WEEK;
    hours->cut.at[lane] =
        fmin((hours->hour.at[lane] + 1) - hours->into.at[lane], hours->to.at[lane]);
}

void bins_begin(struct kernel_bins *bins)
{
    bins->used = 0;
}

void bins_use(struct kernel_bins *bins, size_t count)
{
    for (; bins->used < count; ++bins->used) {
        bins->bin[bins->used] = (struct lanes){.part = {{0}}};
    }
}

/* Whether all lanes are in one hour. */
static bool together(const struct hours *hours)
{
    part_mask apart = {0};
    for (int p = 0; p < LANE_PARTS; ++p) {
        apart |= hours->hour.part[p] != hours->hour.at[0];
    }
    return !part_any(apart);
}

void bins_add(struct kernel_bins *bins, const struct hours *hours, const struct lanes *values)
{
    if (together(hours)) {
        const size_t bin = (size_t)hours->hour.at[0] % HOURS_PER_WEEK;
        bins_use(bins, bin + 1);
        for (int p = 0; p < LANE_PARTS; ++p) {
            bins->bin[bin].part[p] += values->part[p];
        }
        return;
    }
    for (int l = 0; l < LANES; ++l) {
        if (hours->from.at[l] < hours->cut.at[l]) {
            const size_t bin = (size_t)hours->hour.at[l] % HOURS_PER_WEEK;
            bins_use(bins, bin + 1);
            bins->bin[bin].at[l] += values->at[l];
        }
    }
}
