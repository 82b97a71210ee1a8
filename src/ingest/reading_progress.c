/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes, since nobody knows how many rows there will be. Sizes are asked of the file system before
 * the first file is read; a pipe has none, and a file that grows meanwhile has more: the share
 * stays at 1 then. */
#define _POSIX_C_SOURCE 200809L /* stat */
#include "ingest/reading_progress.h"

#include <sys/stat.h>

#include "ingest/package_files.h"

static const double bytes_per_mb = 1e6;

static int add_size(void *user, const char *path)
{
    struct stat info;
    double *total = user;
    *total += stat(path, &info) == 0 ? (double)info.st_size : 0;
    return 0;
}

/* NULL detaches: the resources outlive the reading, and may be read again when it is gone. */
static void attach(struct reading_progress *reading, struct package *package)
{
    for (int i = 0; i < TABLE_COUNT; ++i) {
        package->resources[i].progress = reading;
    }
    for (size_t i = 0; i < package->price_count; ++i) {
        package->prices[i].resource.progress = reading;
    }
}

void reading_progress_begin(struct reading_progress *reading, struct progress to,
                            struct package *package)
{
    *reading = (struct reading_progress){.to = to};
    if (to.report != NULL) {
        package_each_file(package, add_size, &reading->total);
        attach(reading, package);
    }
}

/* What a second reading of a file gives is less than was told, and is not told again. */
static void report(struct reading_progress *reading, double bytes)
{
    if (bytes > reading->reported) {
        reading->reported = bytes;
        progress_report(reading->to, "MB of tables", bytes / bytes_per_mb,
                        reading->total / bytes_per_mb);
    }
}

/* The end alone is a share of 1. Files are told apart by the address of their path, of which each
 * resource has its own; a table in memory has none, and no part in the total. */
void reading_progress_bytes(struct reading_progress *reading, const char *path, size_t bytes)
{
    if (reading == NULL || path == NULL) {
        return;
    }
    if (path != reading->path) {
        reading->before += reading->most;
        reading->most = 0;
        reading->path = path;
    }
    reading->most = (double)bytes > reading->most ? (double)bytes : reading->most;
    if (reading->before + reading->most < reading->total) {
        report(reading, reading->before + reading->most);
    }
}

void reading_progress_end(struct reading_progress *reading, struct package *package, bool failed)
{
    if (!failed) {
        progress_report(reading->to, "MB of tables", reading->total / bytes_per_mb,
                        reading->total / bytes_per_mb);
    }
    attach(NULL, package);
}
