/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the records of a sweep lie in their grid: what differs from one to the next. What is the same
 * in all records is said once, and has no column and no axis. */
#include "report/sweep_page.h"

#include <string.h>

const struct style sweep_severity = {.significant = 6};

const struct result_scenario *sweep_scenario(const struct blackout_result *result, size_t index)
{
    return &result->results[index].scenario;
}

/* In their order: a grid names the same platforms alike in each of its records. */
static bool same_names(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; ++i) {
        same = strcmp(a[i], b[i]) == 0;
    }
    return same;
}

/* Without a start the time in the struct means nothing, and is not compared. */
static bool same_start(const struct result_scenario *a, const struct result_scenario *b)
{
    return a->has_start == b->has_start && (!a->has_start || a->start == b->start);
}

/* From a duration of 0 no other is further along: the exponent divides by the logarithm of a ratio
 * of durations. Whatever records of one sweep may differ in has to be compared here, or a line of a
 * chart joins scenarios that have nothing to do with each other. */
bool sweep_is_next(const struct result_scenario *a, const struct result_scenario *b,
                   enum sweep_axis axis)
{
    const bool further[AXES] = {[ALONG_DURATION] =
                                    a->duration_hours > 0 && b->duration_hours > a->duration_hours,
                                [ALONG_SEVERITY] = b->severity > a->severity,
                                [ALONG_START] = a->has_start && b->has_start && b->start > a->start,
                                [ALONG_RECOVERY] = b->recovery_hours > a->recovery_hours};
    const bool same[AXES] = {[ALONG_DURATION] = a->duration_hours == b->duration_hours,
                             [ALONG_SEVERITY] = a->severity == b->severity,
                             [ALONG_START] = same_start(a, b),
                             [ALONG_RECOVERY] = a->recovery_hours == b->recovery_hours};
    bool next = further[axis];
    for (int other = 0; other < AXES; ++other) {
        next = next && (other == (int)axis || same[other]);
    }
    bool same_rebound =
        a->has_rebound == b->has_rebound && (!a->has_rebound || a->rebound == b->rebound);
    return next && same_rebound &&
           same_names(a->platforms, a->platform_count, b->platforms, b->platform_count) &&
           same_names(a->regions, a->region_count, b->regions, b->region_count);
}

/* All of these compare with the first record alone: what is the same in it and every other one is
 * the same in all. */
bool sweep_platforms_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        const struct result_scenario *a = sweep_scenario(result, 0);
        const struct result_scenario *b = sweep_scenario(result, i);
        differ = !same_names(a->platforms, a->platform_count, b->platforms, b->platform_count);
    }
    return differ;
}

bool sweep_severities_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        differ = sweep_scenario(result, i)->severity != sweep_scenario(result, 0)->severity;
    }
    return differ;
}

bool sweep_durations_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        differ =
            sweep_scenario(result, i)->duration_hours != sweep_scenario(result, 0)->duration_hours;
    }
    return differ;
}

bool sweep_starts_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        differ = !same_start(sweep_scenario(result, i), sweep_scenario(result, 0));
    }
    return differ;
}

bool sweep_recoveries_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        differ =
            sweep_scenario(result, i)->recovery_hours != sweep_scenario(result, 0)->recovery_hours;
    }
    return differ;
}
