/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table `traffic` as one series for each platform and region: it may hold years by the minute,
 * so rows are kept as two numbers. */
#ifndef BLACKOUT_TABLES_TRAFFIC_SERIES_H
#define BLACKOUT_TABLES_TRAFFIC_SERIES_H

#include "tables/row.h"

struct traffic_point {
    instant time;  /* start of the interval */
    double volume; /* in any unit, at least 0 */
    uint32_t line; /* of the file */
};

struct traffic_series {
    string_id platform;
    string_id region;
    enum basis basis;             /* the weakest of its rows */
    struct traffic_point *points; /* ascending in time, once read */
    size_t count;
    size_t capacity;
};

/* All memory is the dataset's arena's. */
struct traffic_table {
    struct traffic_series *series; /* in the order in which the file first has them */
    size_t count;
    size_t capacity;
    struct lookup by_key;
};

/* The points of one UTC hour. */
struct traffic_hour {
    instant start;
    size_t first;
    size_t count;
    size_t empty;       /* of these, without a volume above 0 */
    double volume_mean; /* of the others; 0 where there are none */
};

/* The hour of point `*at` < series->count, where points ascend in time; `*at` becomes the first
 * point after it. */
struct traffic_hour traffic_hour_next(const struct traffic_series *series, size_t *at);

/* The series of a platform in a region, made if there is none; NULL when memory is out. */
struct traffic_series *traffic_series_for(struct traffic_table *traffic, struct arena *arena,
                                          string_id platform, string_id region);

/* The same, or NULL if there is none. */
const struct traffic_series *traffic_find(const struct traffic_table *traffic, string_id platform,
                                          string_id region);

#endif
