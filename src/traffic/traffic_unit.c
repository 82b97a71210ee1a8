/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day has each hour of the day once, so that the mean of ln volume over one does not depend on
 * where it begins: the days on both sides of a change of unit differ by the unit, and by what two
 * days of a series differ anyway. The levels of weeks would follow the change, as they follow
 * growth, and the fit would be as complete as any. Hours without volume say nothing of a unit. */
#include "traffic/traffic_unit.h"

#include <math.h>

enum { DAY_HOURS = 24 };

/* Chosen: beside the unit, the days may differ twofold. What is found, 500 times and more, is then
 * far from the 13 times between two days of the taxis of New York in a snowstorm (NAB's nyc_taxi,
 * by this rule). */
static const double most_between_days = 2;

/* The hour of the place after `at` that has volume; hour_count where there is none. */
static size_t next_with_volume(const struct traffic_grid *grid, size_t at)
{
    while (at < grid->hour_count && !(grid->hours[at].volume_mean > 0)) {
        ++at;
    }
    return at;
}

/* 1000, 1e6 or 1 by them where `change` of ln volume is about as much; 1 where it is not. */
static double unit_of(double change)
{
    static const double units[] = {1e3, 1e6};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; ++i) {
        if (fabs(fabs(change) - log(units[i])) <= log(most_between_days)) {
            return change > 0 ? units[i] : 1 / units[i];
        }
    }
    return 1;
}

/* Sums of ln volume over the day before the hour `middle` and the day from it on: each step takes
 * one hour into the later day, one out of it into the earlier, and one out of that. */
bool traffic_unit_changes(struct traffic_unit *change, const struct traffic_grid *grid)
{
    const struct traffic_hour *hours = grid->hours;
    size_t first = next_with_volume(grid, 0);
    size_t middle = first;
    size_t end = first;
    size_t taken = 0;
    double earlier = 0;
    double later = 0;
    double largest = 0;
    for (; end < grid->hour_count; end = next_with_volume(grid, end + 1), ++taken) {
        if (taken >= 2 * (size_t)DAY_HOURS) {
            earlier -= log(hours[first].volume_mean);
            first = next_with_volume(grid, first + 1);
        }
        if (taken >= DAY_HOURS) {
            earlier += log(hours[middle].volume_mean);
            later -= log(hours[middle].volume_mean);
            middle = next_with_volume(grid, middle + 1);
        }
        later += log(hours[end].volume_mean);
        const double difference = (later - earlier) / DAY_HOURS;
        if (taken >= 2 * (size_t)DAY_HOURS - 1 && fabs(difference) > fabs(largest)) {
            largest = difference;
            change->from = hours[middle].start;
        }
    }
    change->times = unit_of(largest);
    return change->times != 1;
}
