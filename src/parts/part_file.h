/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a part, written as a run gives its values and read as another takes them. By rows, a
 * record is the number of the thing, in 8 bytes, and its columns; things whose values are all 0
 * have none: most years have no outage. */
#ifndef BLACKOUT_PARTS_PART_FILE_H
#define BLACKOUT_PARTS_PART_FILE_H

#include <stdio.h>

#include "core/writer.h"
#include "parts/part_head.h"

/* ---- Writing --------------------------------------------------------------------------------- */

/* A part in the making. */
struct part_writer {
    blackout_sink *sink;
    void *user;
    struct sha256 sha256; /* of what has gone to the sink */
    struct writer out;
    struct shard_plan plan;
};

/* Writes the head. part_writer_end() ends it, also after an error. */
blackout_status part_writer_begin(struct part_writer *writer, const struct part_about *about,
                                  blackout_sink *sink, void *user, blackout_error *error);

/* The next column, or the next rows, whose numbers go up from call to call: who reads them refuses
 * any other order. Of a part by columns `values` are those of one column, of the whole range. */
void part_writer_add(struct part_writer *writer, const struct shard_range *range,
                     const double *values);

/* Writes the checksum, where `status` is BLACKOUT_OK. Returns it, or BLACKOUT_ERROR_IO where the
 * sink has refused. */
blackout_status part_writer_end(struct part_writer *writer, blackout_status status,
                                blackout_error *error);

/* ---- Reading --------------------------------------------------------------------------------- */

/* A part that is whole: its checksum was right. */
struct part_file {
    const char *path;
    struct part_about about;
    uint64_t first_byte; /* of its values */
    uint64_t byte_count; /* of them: what is between the head and the last line */
};

/* Reads head and checksum of an open file, which the caller closes. `path` is borrowed as long as
 * the part lives; it is opened again for the values. Errors: BLACKOUT_ERROR_IO,
 * BLACKOUT_ERROR_INPUT where it is no part, or damaged. */
blackout_status part_file_check(struct part_file *part, struct arena *arena, const char *path,
                                FILE *file, blackout_error *error);

/* Reads a column of a part by columns, of all its things. `values` has room for all things of the
 * part's range, in their order. Errors: BLACKOUT_ERROR_IO; BLACKOUT_ERROR_INPUT where the file has
 * changed since it was checked. */
blackout_status part_file_column(double *values, const struct part_file *part, size_t column,
                                 blackout_error *error);

/* Reads all bytes of a part by bytes, which the caller frees. */
blackout_status part_file_bytes(char **bytes, const struct part_file *part, blackout_error *error);

/* Reads parts by rows, one record after another. {0} has none open. One file is open at a time,
 * however many parts a run has. */
struct part_rows {
    const struct part_file *part;
    FILE *file;
    uint64_t left; /* records */
    bool has_next;
    uint64_t next; /* number of the next record's thing */
};

/* Begins with the first record of a part. Frees what was open. Errors: as part_file_column(), and
 * BLACKOUT_ERROR_INPUT for records out of order. */
blackout_status part_rows_open(struct part_rows *rows, const struct part_file *part,
                               blackout_error *error);
void part_rows_close(struct part_rows *rows);

/* Fills the values of the next record, and goes to the one after it. For where `has_next`. */
blackout_status part_rows_take(struct part_rows *rows, double *values, blackout_error *error);

#endif
