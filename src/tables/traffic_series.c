/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A series is found by hash of platform and region. Points are summed to hours here, the unit in
 * which profiles are fitted; an hour counts the points that were empty, since those are what an
 * outage looks like. */
#include "tables/traffic_series.h"

#include "core/hash.h"
#include "core/sum.h"

static uint64_t key_hash(string_id platform, string_id region)
{
    return hash_mix((uint64_t)platform << 32 | region);
}

static uint32_t find(const struct traffic_table *traffic, string_id platform, string_id region)
{
    struct lookup_step step = lookup_start(key_hash(platform, region));
    uint32_t number;
    while ((number = lookup_next(&traffic->by_key, &step)) != LOOKUP_NONE &&
           (traffic->series[number].platform != platform ||
            traffic->series[number].region != region)) {
    }
    return number;
}

const struct traffic_series *traffic_find(const struct traffic_table *traffic, string_id platform,
                                          string_id region)
{
    const uint32_t number = find(traffic, platform, region);
    return number != LOOKUP_NONE ? &traffic->series[number] : NULL;
}

/* A pointer to a series lasts until another one is made: the array may move. */
struct traffic_series *traffic_series_for(struct traffic_table *traffic, struct arena *arena,
                                          string_id platform, string_id region)
{
    const uint32_t number = find(traffic, platform, region);
    if (number != LOOKUP_NONE) {
        return &traffic->series[number];
    }
    if (arena_grow(arena, (void **)&traffic->series, &traffic->capacity, traffic->count,
                   sizeof *traffic->series) != 0 ||
        lookup_add(&traffic->by_key, arena, key_hash(platform, region), (uint32_t)traffic->count) !=
            0) {
        return NULL;
    }
    traffic->series[traffic->count] =
        (struct traffic_series){.platform = platform, .region = region};
    return &traffic->series[traffic->count++];
}

/* The mean is over intervals with traffic, so that a gap in an hour does not lower the rest of it.
 * Where empty intervals are ordinary they count as 0 all the same, which traffic/traffic_grid.c
 * decides of a whole series by `empty` and `count`. */
struct traffic_hour traffic_hour_next(const struct traffic_series *series, size_t *at)
{
    struct traffic_hour hour = {.start = calendar_full_hour(series->points[*at].time),
                                .first = *at};
    struct sum sum = {0};
    size_t end = *at;
    for (; end < series->count && series->points[end].time < hour.start + SECONDS_PER_HOUR; ++end) {
        bool positive = series->points[end].volume > 0;
        sum_add(&sum, positive ? series->points[end].volume : 0);
        hour.empty += positive ? 0 : 1;
    }
    hour.count = end - hour.first;
    hour.volume_mean =
        hour.empty < hour.count ? sum_value(&sum) / (double)(hour.count - hour.empty) : 0;
    *at = end;
    return hour;
}
