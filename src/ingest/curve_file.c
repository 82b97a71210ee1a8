/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is a table like any other, read with the package's names frozen: a name that the
 * package does not have is a fault and is not added. Its rows become a series for each platform
 * and region, sorted by time. */
#include "ingest/curve_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "ingest/bare_file.h"
#include "ingest/file_name.h"
#include "tables/groups.h"

static int by_time(const void *a, const void *b)
{
    const struct curve_point *x = a;
    const struct curve_point *y = b;
    return (x->time > y->time) - (x->time < y->time);
}

/* No two points have one time, which is a key of the file: the order is that of the times alone. */
static blackout_status add_series(struct curve_file *curve, struct arena *arena,
                                  const struct table *table, const struct group *group,
                                  blackout_error *error)
{
    const struct cell *first = table->rows[group->rows[0]].cells;
    struct curve_series *series = &curve->series[curve->count++];
    *series = (struct curve_series){.platform = first[SEVERITY_CURVE_PLATFORM].text,
                                    .region = first[SEVERITY_CURVE_REGION].text,
                                    .point_count = group->count};
    series->points = arena_alloc(arena, group->count, sizeof *series->points);
    if (series->points == NULL) {
        return error_memory(error);
    }
    for (size_t i = 0; i < group->count; ++i) {
        const struct cell *cells = table->rows[group->rows[i]].cells;
        series->points[i] = (struct curve_point){cells[SEVERITY_CURVE_TIMESTAMP].time,
                                                 cells[SEVERITY_CURVE_UNAVAILABLE].number};
    }
    qsort(series->points, series->point_count, sizeof *series->points, by_time);
    return BLACKOUT_OK;
}

/* Rows of a series need not be together in the file: people sort by time. */
static blackout_status make_series(struct curve_file *curve, struct arena *arena,
                                   const struct table *table, blackout_error *error)
{
    const int columns[] = {SEVERITY_CURVE_PLATFORM, SEVERITY_CURVE_REGION};
    struct groups groups;
    blackout_status status = groups_make(&groups, table, columns, 2, error);
    *curve = (struct curve_file){0};
    curve->series = arena_alloc(arena, groups.count, sizeof *curve->series);
    if (status == BLACKOUT_OK && curve->series == NULL) {
        status = error_memory(error);
    }
    for (size_t i = 0; i < groups.count && status == BLACKOUT_OK; ++i) {
        status = add_series(curve, arena, table, &groups.groups[i], error);
    }
    groups_free(&groups);
    return status;
}

/* The dataset is const and may be in use by others: its tables are copied, and its strings looked
 * up only. */
blackout_status curve_file_read(struct curve_file *curve, struct arena *arena,
                                const blackout_dataset *dataset, const struct curve_source *source,
                                const blackout_run_options *options, blackout_error *error)
{
    struct strings strings = dataset->strings; /* looked up, never added to */
    struct bare_file file;
    const char *name = file_name_of(source->path);
    bare_file_init(&file, arena, &strings, options);
    file.memory = source->bytes;
    file.memory_size = source->size;
    file.ingest.context.strings_frozen = true;
    memcpy(file.tables, dataset->tables, sizeof dataset->tables);
    struct table *table = &file.tables[SEVERITY_CURVE];
    table->id = SEVERITY_CURVE;
    blackout_status status = bare_file_read(&file, table, source->path, name, NULL, NULL, error);
    status = bare_file_end(&file, status, name, "the severity curve", error);
    return status == BLACKOUT_OK ? make_series(curve, arena, table, error) : status;
}
