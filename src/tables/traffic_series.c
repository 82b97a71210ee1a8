/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables/traffic_series.h"

#include "core/sum.h"

const struct traffic_series *traffic_find(const struct traffic_table *traffic, string_id platform,
                                          string_id region)
{
    for (size_t i = 0; i < traffic->count; ++i) {
        if (traffic->series[i].platform == platform && traffic->series[i].region == region) {
            return &traffic->series[i];
        }
    }
    return NULL;
}

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
