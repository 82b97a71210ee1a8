/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of --severity-curve: how much was unavailable, from time stamp to time stamp. */
#ifndef BLACKOUT_INGEST_CURVE_FILE_H
#define BLACKOUT_INGEST_CURVE_FILE_H

#include "blackout/dataset.h"
#include "blackout/run.h"
#include "tables/dataset.h"

struct curve_point {
    instant time;
    double unavailable; /* a share, from 0 to 1 */
};

/* One curve: each value holds to the next time stamp, the last one for no time. */
struct curve_series {
    string_id platform;         /* STRING_NONE: every platform of the scenario */
    string_id region;           /* STRING_NONE: every region of the scenario */
    struct curve_point *points; /* [point_count], ascending by time, no two of one time */
    size_t point_count;         /* at least 1 */
};

struct curve_file {
    struct curve_series *series; /* in the order in which the file first has them */
    size_t count;                /* 0: a file of a header alone */
};

/* Where a curve is: at a path, or in memory under that name. */
struct curve_source {
    const char *path;
    const char *bytes; /* [size]; NULL: a file */
    size_t size;
};

/* Reads the curve into `arena`; names are numbers of the dataset's texts, which are looked up and
 * never added to. Faults go to `options`; with any the call fails. */
blackout_status curve_file_read(struct curve_file *curve, struct arena *arena,
                                const blackout_dataset *dataset, const struct curve_source *source,
                                const blackout_run_options *options, blackout_error *error);

#endif
