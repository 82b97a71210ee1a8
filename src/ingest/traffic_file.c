/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows go to their series as they come; once the file has ended, each series is put into order and
 * judged for times that it has twice. */
#include "ingest/traffic_file.h"

#include <stdlib.h>

#include "core/calendar.h"
#include "core/error.h"

struct gatherer {
    struct traffic_table *traffic;
    struct ingest *ingest;
    size_t last; /* number of the series of the row before */
};

/* Rows of a series are mostly together. */
static struct traffic_series *series_for(struct gatherer *gatherer, const struct row *row)
{
    struct traffic_table *traffic = gatherer->traffic;
    const string_id platform = row->cells[TRAFFIC_PLATFORM].text;
    const string_id region = row->cells[TRAFFIC_REGION].text;
    if (gatherer->last < traffic->count) {
        struct traffic_series *last = &traffic->series[gatherer->last];
        if (last->platform == platform && last->region == region) {
            return last;
        }
    }
    struct traffic_series *series =
        traffic_series_for(traffic, gatherer->ingest->context.arena, platform, region);
    gatherer->last = series != NULL ? (size_t)(series - traffic->series) : 0;
    return series;
}

/* The weakest basis of its rows is that of a series: one assumed hour makes an estimate assumed. */
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
        arena_grow(gatherer->ingest->context.arena, (void **)&series->points, &series->capacity,
                   series->count, sizeof *series->points) != 0) {
        return error_memory(error);
    }
    series->points[series->count++] =
        (struct traffic_point){.time = row->cells[TRAFFIC_TIMESTAMP].time,
                               .volume = volume->number,
                               .line = (uint32_t)row->line};
    /* a series begins as measured, which is the strongest and 0 */
    series->basis = volume->basis > series->basis ? (enum basis)volume->basis : series->basis;
    return BLACKOUT_OK;
}

/* By line where times are equal: the fault of a repeated time names the earlier line. */
static int by_time(const void *a, const void *b)
{
    const struct traffic_point *x = a;
    const struct traffic_point *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

/* In a package a time that comes twice is a fault: nobody knows which volume is right, and all
 * estimates rest on it. */
static void fault_repeats(struct traffic_series *series, const struct table *table,
                          const struct table_context *context)
{
    for (size_t i = 1; i < series->count; ++i) {
        if (series->points[i].time == series->points[i - 1].time) {
            char text[CALENDAR_TEXT_SIZE];
            calendar_print_instant(text, series->points[i].time);
            struct place place = {table->source, series->points[i].line, table_key_place(table),
                                  "timestamp"};
            diagnostics_fault(context->diagnostics, &place, "repeated_key",
                              "the same time is already in line %u for this platform and region "
                              "('%s'); keep one row for each interval",
                              series->points[i - 1].line, text);
        }
    }
}

/* Of one series. */
struct repeats {
    size_t dropped;   /* rows that stand twice */
    size_t averaged;  /* times with several volumes, however many rows each has */
    uint32_t line[2]; /* the first of each, 0: the row that comes back, not the one before it */
};

/* The hour that clocks repeat in autumn is in files of local time twice: a mean keeps the hour, and
 * a warning says so. */
static void warn_repeats(const struct repeats *repeats, const struct table *table,
                         const struct table_context *context)
{
    struct place place = {table->source, repeats->line[0], 1, "timestamp"};
    if (repeats->dropped > 0) {
        diagnostics_warn(context->diagnostics, &place, "repeated_row",
                         "rows repeated with the same volume: %zu, counted once", repeats->dropped);
    }
    place.line = repeats->line[1];
    if (repeats->averaged > 0) {
        diagnostics_warn(context->diagnostics, &place, "repeated_time",
                         "times that appear more than once with different volumes: %zu (clocks set "
                         "back?), replaced by their mean",
                         repeats->averaged);
    }
}

/* By line where volumes are equal: the rows that come back are those after the first. */
static int by_volume(const void *a, const void *b)
{
    const struct traffic_point *x = a;
    const struct traffic_point *y = b;
    if (x->volume != y->volume) {
        return x->volume < y->volume ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

static uint32_t earlier(uint32_t line, uint32_t other)
{
    return line == 0 || other < line ? other : line;
}

/* The volume of one time, of its points in the order of their lines. A row that stands twice weighs
 * as one also where the time has other volumes: a file pasted below itself changes no mean. */
static double merge_time(struct repeats *repeats, struct traffic_point *points, size_t count)
{
    const double first = points[0].volume;
    double sum = 0;
    size_t volumes = 0;
    size_t dropped = 0;
    uint32_t line[2] = {0};
    qsort(points, count, sizeof *points, by_volume);
    for (size_t i = 0; i < count; ++i) {
        if (i > 0 && points[i].volume == points[i - 1].volume) {
            ++dropped;
            line[0] = earlier(line[0], points[i].line);
            continue;
        }
        sum += points[i].volume;
        ++volumes;
        line[1] = points[i].volume != first ? earlier(line[1], points[i].line) : line[1];
    }
    repeats->line[0] = repeats->dropped == 0 ? line[0] : repeats->line[0];
    repeats->line[1] = repeats->averaged == 0 ? line[1] : repeats->line[1];
    repeats->dropped += dropped;
    repeats->averaged += volumes > 1 ? 1 : 0;
    /* where none differs the volume stays as it was read: a sum and a division may round */
    return volumes > 1 ? sum / (double)volumes : first;
}

/* One point for each time. For a file that is given alone: an export is looked at as it is, where a
 * package is to be corrected. */
static void merge_repeats(struct traffic_series *series, const struct table *table,
                          const struct table_context *context)
{
    struct repeats repeats = {0};
    size_t kept = 0;
    size_t end = 0;
    for (size_t first = 0; first < series->count; first = end) {
        struct traffic_point point = series->points[first];
        end = first + 1;
        while (end < series->count && series->points[end].time == point.time) {
            ++end;
        }
        if (end - first > 1) {
            point.volume = merge_time(&repeats, &series->points[first], end - first);
        }
        series->points[kept++] = point;
    }
    series->count = kept;
    warn_repeats(&repeats, table, context);
}

typedef void repeats_function(struct traffic_series *series, const struct table *table,
                              const struct table_context *context);

/* Files come newest first, or platform by platform and day by day: rows need not ascend. */
static blackout_status read_series(struct gatherer *gatherer, struct table *table,
                                   const struct resource *resource, repeats_function *repeats,
                                   blackout_error *error)
{
    struct traffic_table *traffic = gatherer->traffic;
    *traffic = (struct traffic_table){0};
    blackout_status status = table_read(table, resource, gatherer->ingest, on_row, gatherer, error);
    for (size_t i = 0; i < traffic->count && status == BLACKOUT_OK; ++i) {
        struct traffic_series *series = &traffic->series[i];
        qsort(series->points, series->count, sizeof *series->points, by_time);
        repeats(series, table, &gatherer->ingest->context);
    }
    return status;
}

blackout_status traffic_read(struct traffic_table *traffic, struct table *table,
                             const struct resource *resource, struct ingest *ingest,
                             blackout_error *error)
{
    struct gatherer gatherer = {.traffic = traffic, .ingest = ingest};
    return read_series(&gatherer, table, resource, fault_repeats, error);
}

blackout_status traffic_read_bare(struct traffic_table *traffic, struct table *table,
                                  const struct resource *resource, struct ingest *ingest,
                                  blackout_error *error)
{
    struct gatherer gatherer = {.traffic = traffic, .ingest = ingest};
    return read_series(&gatherer, table, resource, merge_repeats, error);
}
