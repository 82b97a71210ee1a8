/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/curve_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/reader.h"

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
    struct table tables[NO_TABLE];
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    struct diagnostics diagnostics = {.function = options ? options->diagnostic : NULL,
                                      .user = options ? options->user : NULL};
    struct resource resource = {.present = true, .path = path, .source = name, .package = ""};
    memcpy(tables, dataset->tables, sizeof dataset->tables);
    tables[SEVERITY_CURVE] = (struct table){.id = SEVERITY_CURVE};
    struct table_context context = {.arena = arena,
                                    .strings = &strings,
                                    .strings_frozen = true,
                                    .diagnostics = &diagnostics,
                                    .tables = tables};
    blackout_status status =
        table_read(&tables[SEVERITY_CURVE], &resource, &context, NULL, NULL, error);
    diagnostics_flush(&diagnostics);
    diagnostics_free(&diagnostics);
    if (status == BLACKOUT_OK && diagnostics.fault_count > 0) {
        return error_at(error, BLACKOUT_ERROR_INPUT, name, 0, 0, "%zu %s in the severity curve",
                        diagnostics.fault_count, diagnostics.fault_count == 1 ? "fault" : "faults");
    }
    return status == BLACKOUT_OK ? group(curve, arena, &tables[SEVERITY_CURVE], error) : status;
}
