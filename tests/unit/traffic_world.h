/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four weeks of traffic whose volumes are known in closed form, for the tests of traffic. */
#ifndef BLACKOUT_TESTS_TRAFFIC_WORLD_H
#define BLACKOUT_TESTS_TRAFFIC_WORLD_H

#include "traffic/traffic_fit.h"
#include "check.h"

enum { WEEKS = 4, MOST_POINTS = WEEKS * HOURS_PER_WEEK * 4 };

/* Monday 2024-01-01 00:00 UTC. */
static const instant monday = 1704067200;

struct world {
    struct arena arena;
    struct traffic_point points[MOST_POINTS];
    struct traffic_series series;
    struct traffic_grid grid;
};

static inline double hour_volume(size_t hour)
{
    return 100.0 + 7.0 * (double)(hour % 24) + 0.5 * (double)(hour % HOURS_PER_WEEK);
}

/* `parts` intervals an hour, the later ones larger: 1 : 2 : ... : parts. */
static inline void make_world(struct world *world, size_t parts)
{
    size_t count = WEEKS * HOURS_PER_WEEK * parts;
    for (size_t i = 0; i < count; ++i) {
        double share = (double)(2 * (i % parts + 1)) / (double)(parts + 1);
        world->points[i] =
            (struct traffic_point){.time = monday + (instant)(i * SECONDS_PER_HOUR / parts),
                                   .volume = hour_volume(i / parts) * share};
    }
    world->arena = (struct arena){0};
    world->series = (struct traffic_series){.points = world->points, .count = count};
}

static inline enum traffic_lack cut(struct world *world)
{
    enum traffic_lack lack;
    blackout_error error;
    check_ok(traffic_grid_make(&world->grid, &lack, &world->arena, &world->series, &error), &error);
    return lack;
}

/* Half of the intervals are empty, in one week those that another week fills: an interval is worth
 * half of its volume. */
static inline void empty_every_other(struct world *world, size_t parts)
{
    for (size_t i = 0; i < world->series.count; ++i) {
        bool filled = (i + i / (parts * HOURS_PER_WEEK)) % 2 == 0;
        world->points[i].volume = filled ? hour_volume(i / parts) : 0.0;
    }
}

#endif
