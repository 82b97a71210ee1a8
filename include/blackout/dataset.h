/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Datasets: text becomes checked, immutable tables. A dataset may serve any number of
 * threads; what is computed from it does not refer to it. */
#ifndef BLACKOUT_DATASET_H
#define BLACKOUT_DATASET_H

#include <stddef.h>

#include "blackout/diagnostic.h"
#include "blackout/parts.h"
#include "blackout/progress.h"
#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct blackout_dataset blackout_dataset;

/* A table in memory: the bytes that a file of it would have, in any of the dialects and encodings
 * that files may have. They are copied; the caller may free them once the package is open. */
typedef struct blackout_memory_table {
    size_t size;       /* set by BLACKOUT_MEMORY_TABLE_INIT, see blackout.h */
    const char *table; /* which table: "dependencies"; blackout_table_name() lists them */
    const char *name;  /* what messages and reports call it; NULL: as a file, "dependencies.csv" */
    const char *bytes; /* [length] */
    size_t length;
    const char *path; /* in place of `bytes`: a file anywhere, which is not copied; or NULL. It may
                       * be a pipe or "-", the standard input, which are read once, to their end */
} blackout_memory_table;

#define BLACKOUT_MEMORY_TABLE_INIT                                                                 \
    {                                                                                              \
        sizeof(blackout_memory_table), NULL, NULL, NULL, 0, NULL                                   \
    }

typedef struct blackout_dataset_options {
    size_t size;      /* set by BLACKOUT_DATASET_OPTIONS_INIT, see blackout.h */
    const char *base; /* path or name of a package that supplies the tables that are missing; NULL:
                       * what blackout_package_base() finds */
    blackout_diagnostic_function *diagnostic; /* called for every fault and warning; or NULL */
    void *user;
    /* what the revenue of all rows of `dependencies` must add up to, like "1234567.89EUR": at most
     * one for each currency. Another total is a fault. */
    const char *const *expected_totals;
    size_t expected_total_count;
    /* not 0: rows with faults, and rows that refer to them, are left out and listed by
     * blackout_dataset_write_rejects(); each is a warning. What is wrong with a whole file, its
     * header or a sum over rows is a fault still. */
    int reject;
    const char *model_error; /* path or name of a package whose table model_error is taken where
                              * neither the package nor its base has one; NULL: none */
    /* how the package's own files are written, where neither they nor its description say it: an
     * encoding, like "windows-1252", or NULL; a decimal mark, '.' or ',', or 0 */
    const char *encoding;
    char decimal_mark;
    /* [memory_table_count] tables that take the place of those of the package, each once; or NULL
     */
    const blackout_memory_table *const *memory_tables;
    size_t memory_table_count;
    unsigned threads; /* that read a large `dependencies`; 0: one for each processor. The dataset
                       * does not depend on it. */
    /* called now and then while files are read, one call at a time, by the calling thread or one
     * that reads beside it: how much of their bytes has been, in MB. The last time with a share of
     * 1 unless the reading fails; or NULL */
    blackout_progress_function *progress;
    void *progress_user;
    /* not 0: no SHA-256 of files is computed but of those whose package declares one. Reports in
     * JSON, which say it of each file, then have "" */
    int no_checksums;
    /* of which shard of the rows of `dependencies` the dataset is, or whose parts it joins. A shard
     * is a range of the bytes of one file, which is cut between businesses whose names ascend; its
     * part is written when it has been read, and its dataset has no other rows. NULL: all rows are
     * read */
    const blackout_shard *shard;
} blackout_dataset_options;

#define BLACKOUT_DATASET_OPTIONS_INIT                                                              \
    {                                                                                              \
        sizeof(blackout_dataset_options), NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, 0, 0, \
            NULL, NULL, 0, NULL                                                                    \
    }

/* Reads the package called `name`, found as blackout_package_find() finds it: a folder, its
 * datapackage.json, one CSV file whose header says which table it is, or the name of an installed
 * package. `options->diagnostic` is called for all faults of all tables, file by file, in the order
 * of their lines. With any fault the call returns BLACKOUT_ERROR_INPUT, and `*dataset` is NULL;
 * BLACKOUT_ERROR_USAGE if there is no such package. `options` may be NULL.
 * Where `options->memory_tables` has tables and `name` is NULL, the package is made of these alone,
 * and of a base for what they lack; reports call it `memory`.
 * The dataset is freed by blackout_dataset_free(); it is immutable and may be shared by threads.
 * Memory grows with the small tables and the distinct (platform, sector, region, channel, fallback)
 * cells, not with the rows of `dependencies`. */
BLACKOUT_API blackout_status blackout_dataset_open(blackout_dataset **dataset, const char *name,
                                                   const blackout_dataset_options *options,
                                                   blackout_error *error);
BLACKOUT_API void blackout_dataset_free(blackout_dataset *dataset);

/* Reads a bare CSV file with the columns of the table `traffic` (timestamp, platform, region,
 * volume) as a dataset that holds nothing else; its platforms and regions need not be declared.
 * Rows that appear twice and times with several volumes (clocks set back) are merged with a
 * warning. `path` may be NULL where `options->memory_tables` has that table and no other.
 * Otherwise as blackout_dataset_open(); `options->base` is not used. */
BLACKOUT_API blackout_status blackout_dataset_open_traffic(blackout_dataset **dataset,
                                                           const char *path,
                                                           const blackout_dataset_options *options,
                                                           blackout_error *error);

/* Warnings met while the package was read. */
BLACKOUT_API size_t blackout_dataset_warning_count(const blackout_dataset *dataset);

/* One file that a dataset was read from. Its texts live as long as the dataset. */
typedef struct blackout_dataset_file {
    const char *table;   /* "platforms" */
    const char *path;    /* where it was opened; of a table in memory, its name */
    const char *package; /* the name of its package; NULL: of none */
    int is_own;          /* not 0: of the package that was opened, 0: of its base or, of
                            model_error, of the package named for that */
    size_t rows;         /* read, without the header */
} blackout_dataset_file;

/* Anything but 0 ends the listing. */
typedef int blackout_dataset_file_function(void *user, const blackout_dataset_file *file);

/* Lists the files that the dataset was read from, table by table. */
BLACKOUT_API void blackout_dataset_files(const blackout_dataset *dataset,
                                         blackout_dataset_file_function *each, void *user);

/* Writes the report "describe": what the package holds and what of it is assumed.
 * blackout_report_format() lists its formats. */
BLACKOUT_API blackout_status blackout_dataset_describe(const blackout_dataset *dataset,
                                                       const char *format, blackout_sink *sink,
                                                       void *user, blackout_error *error);

/* Writes the report "validate": how large the package is, what its dependants rest on, and what is
 * missing; the part of a description that whoever fills a package in looks at. */
BLACKOUT_API blackout_status blackout_dataset_summarize(const blackout_dataset *dataset,
                                                        const char *format, blackout_sink *sink,
                                                        void *user, blackout_error *error);

/* Writes `table` to be filled in over this package, which has the other tables: as "csv" (in
 * "csv:excel-eu" or another dialect) its header, with the meaning, the values and an example of
 * each column in lines above it, which begin with '#' and are no part of the table; in the formats
 * for people the identifiers that its columns may have. BLACKOUT_ERROR_USAGE if there is no such
 * table.
 */
BLACKOUT_API blackout_status blackout_form_write(const blackout_dataset *dataset, const char *table,
                                                 const char *format, blackout_sink *sink,
                                                 void *user, blackout_error *error);

/* Writes the rows that were left out as "csv": file, line, column, code, message, text. Cells that
 * a spreadsheet would take for a formula begin with an apostrophe. Nothing but the header where
 * `options->reject` was not set. */
BLACKOUT_API blackout_status blackout_dataset_write_rejects(const blackout_dataset *dataset,
                                                            const char *format, blackout_sink *sink,
                                                            void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
