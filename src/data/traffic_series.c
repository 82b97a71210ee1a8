/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/traffic_series.h"

#include <stdlib.h>

#include "core/error.h"

struct gatherer {
    struct traffic_table *traffic;
    struct table_context *context;
    size_t last; /* series of the row before: rows of a series often stand together */
};

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

static struct traffic_series *series_for(struct gatherer *gatherer, const struct row *row)
{
    struct traffic_table *traffic = gatherer->traffic;
    string_id platform = row->cells[TRAFFIC_PLATFORM].text;
    string_id region = row->cells[TRAFFIC_REGION].text;
    if (gatherer->last < traffic->count && traffic->series[gatherer->last].platform == platform &&
        traffic->series[gatherer->last].region == region) {
        return &traffic->series[gatherer->last];
    }
    for (size_t i = 0; i < traffic->count; ++i) {
        if (traffic->series[i].platform == platform && traffic->series[i].region == region) {
            gatherer->last = i;
            return &traffic->series[i];
        }
    }
    if (arena_grow(gatherer->context->arena, (void **)&traffic->series, &traffic->capacity,
                   traffic->count, sizeof *traffic->series) != 0) {
        return NULL;
    }
    gatherer->last = traffic->count;
    traffic->series[traffic->count] =
        (struct traffic_series){.platform = platform, .region = region};
    return &traffic->series[traffic->count++];
}

static blackout_status on_row(void *user, const struct row *row, const char *first_key,
                              blackout_error *error)
{
    struct gatherer *gatherer = user;
    const struct cell *volume = &row->cells[TRAFFIC_VOLUME];
    (void)first_key;
    if (row->faulty) {
        return BLACKOUT_OK;
    }
    struct traffic_series *series = series_for(gatherer, row);
    if (series == NULL ||
        arena_grow(gatherer->context->arena, (void **)&series->points, &series->capacity,
                   series->count, sizeof *series->points) != 0) {
        return error_memory(error);
    }
    series->points[series->count++] =
        (struct traffic_point){.time = row->cells[TRAFFIC_TIMESTAMP].time,
                               .volume = volume->number,
                               .line = (uint32_t)row->line};
    series->basis = volume->basis > series->basis ? (enum basis)volume->basis : series->basis;
    return BLACKOUT_OK;
}

static int by_time(const void *a, const void *b)
{
    const struct traffic_point *x = a;
    const struct traffic_point *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

static void sort_series(struct traffic_series *series, const struct table *table,
                        const struct table_context *context)
{
    qsort(series->points, series->count, sizeof *series->points, by_time);
    for (size_t i = 1; i < series->count; ++i) {
        if (series->points[i].time == series->points[i - 1].time) {
            char text[CALENDAR_TEXT_SIZE];
            calendar_print_instant(text, series->points[i].time);
            struct place place = {table->source, series->points[i].line, 1, "timestamp"};
            diagnostics_fault(context->diagnostics, &place, "repeated_key",
                              "the time stands in line %u already for this platform and region "
                              "('%s'); one row for each interval",
                              series->points[i - 1].line, text);
        }
    }
}

blackout_status traffic_read(struct traffic_table *traffic, struct table *table,
                             const struct resource *resource, struct table_context *context,
                             blackout_error *error)
{
    struct gatherer gatherer = {.traffic = traffic, .context = context};
    *traffic = (struct traffic_table){0};
    blackout_status status = table_read(table, resource, context, on_row, &gatherer, error);
    for (size_t i = 0; i < traffic->count && status == BLACKOUT_OK; ++i) {
        sort_series(&traffic->series[i], table, context);
    }
    return status;
}
