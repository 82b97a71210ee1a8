/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/curve_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/bare_file.h"

static int by_time(const void *a, const void *b)
{
    const struct curve_point *x = a;
    const struct curve_point *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

static bool belongs(const struct row *row, const struct curve_series *series)
{
    return row->cells[SEVERITY_CURVE_PLATFORM].text == series->platform &&
           row->cells[SEVERITY_CURVE_REGION].text == series->region;
}

static blackout_status add_series(struct curve_file *curve, struct arena *arena,
                                  const struct table *table, const struct row *first,
                                  blackout_error *error)
{
    struct curve_series *series = &curve->series[curve->count];
    *series = (struct curve_series){.platform = first->cells[SEVERITY_CURVE_PLATFORM].text,
                                    .region = first->cells[SEVERITY_CURVE_REGION].text};
    series->points = arena_alloc(arena, table->row_count, sizeof *series->points);
    if (series->points == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        const struct row *row = &table->rows[i];
        if (belongs(row, series)) {
            series->points[series->point_count++] =
                (struct curve_point){row->cells[SEVERITY_CURVE_TIMESTAMP].time,
                                     row->cells[SEVERITY_CURVE_UNAVAILABLE].number};
        }
    }
    qsort(series->points, series->point_count, sizeof *series->points, by_time);
    ++curve->count;
    return BLACKOUT_OK;
}

static blackout_status group(struct curve_file *curve, struct arena *arena,
                             const struct table *table, blackout_error *error)
{
    *curve = (struct curve_file){0};
    curve->series = arena_alloc(arena, table->row_count, sizeof *curve->series);
    if (curve->series == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < table->row_count; ++i) {
        bool known = false;
        for (size_t k = 0; k < curve->count && !known; ++k) {
            known = belongs(&table->rows[i], &curve->series[k]);
        }
        blackout_status status =
            known ? BLACKOUT_OK : add_series(curve, arena, table, &table->rows[i], error);
        if (status != BLACKOUT_OK) {
            return status;
        }
    }
    return BLACKOUT_OK;
}

blackout_status curve_file_read(struct curve_file *curve, struct arena *arena,
                                const blackout_dataset *dataset, const char *path,
                                const blackout_run_options *options, blackout_error *error)
{
    struct strings strings = dataset->strings; /* looked up, never added to */
    struct bare_file file;
    const char *name = file_name_of(path);
    bare_file_init(&file, arena, &strings, options);
    file.ingest.context.strings_frozen = true;
    memcpy(file.tables, dataset->tables, sizeof dataset->tables);
    struct table *table = &file.tables[SEVERITY_CURVE];
    table->id = SEVERITY_CURVE;
    blackout_status status = bare_file_read(&file, table, path, name, NULL, NULL, error);
    status = bare_file_end(&file, status, name, "the severity curve", error);
    return status == BLACKOUT_OK ? group(curve, arena, table, error) : status;
}
