/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV records with the true place of each field, over libcsv (RFC 4180, strict). Knows bytes, lines
 * and fields; knows nothing of tables. Memory is one record, whatever the length of the file. */
#ifndef BLACKOUT_INGEST_CSV_H
#define BLACKOUT_INGEST_CSV_H

#include <stdint.h>

#include "ingest/csv_input.h"
#include "ingest/csv_record.h"

/* The delimiters that are tried where none is declared. Of those under which a header fits equally
 * well the first is taken (header_dialect.c). */
enum { CSV_USUAL_DELIMITERS = 4 };
extern const char csv_usual_delimiters[CSV_USUAL_DELIMITERS];

/* Records at the beginning of a file among which its header is looked for: titles and preambles are
 * shorter. */
enum { CSV_HEAD_RECORDS = 40 };

struct csv_reader;

/* Opens what the input names; the reader does not keep the input itself. A byte order mark is
 * skipped. */
blackout_status csv_open(struct csv_reader **reader, const struct csv_input *input,
                         blackout_error *error);

/* Declares the layout, which lives as long as the reader; NULL: none is declared. */
void csv_declare_layout(struct csv_reader *reader, const struct csv_layout *layout);

/* Declares who takes blocks, and lives as long as the reader; NULL: nobody does. */
void csv_declare_taker(struct csv_reader *reader, const struct csv_block_taker *taker);

/* Declares a range of the file, for csv_read(), and lives as long as the reader; NULL: all of it.
 */
void csv_declare_range(struct csv_reader *reader, struct csv_range *range);

/* The encoding that a byte order mark shows where none is declared, or NULL. */
const char *csv_found_encoding(const struct csv_reader *reader);

/* The first bytes of the file, at most up to the end of its first line: what is said of a file that
 * is no table. */
enum { CSV_BEGINNING_BYTES = 40 };
const char *csv_beginning(const struct csv_reader *reader);

/* The delimiter that a first line `sep=;` declares, or 0. */
char csv_declared_delimiter(const struct csv_reader *reader);

/* Notes that memory was out where `status` says so; from then on BLACKOUT_ERROR_MEMORY, since what
 * was found in the head of the file may be wrong. Else `status`. */
blackout_status csv_judge(struct csv_reader *reader, blackout_status status, blackout_error *error);

/* The first records (at most `count`, and of the 16 KiB that the opening has read) as they read
 * under `dialect`; nothing is consumed, so that it may be called for one dialect after another.
 * What is cut by the end of these bytes reads as if the file ended there. Used to find the header
 * and the dialect. */
blackout_status csv_first_records(struct csv_reader *reader, struct csv_dialect dialect,
                                  size_t count, csv_record_function *function, void *user,
                                  blackout_error *error);

/* Reads the whole file. Errors: BLACKOUT_ERROR_INPUT with the line of a quote that is not closed;
 * BLACKOUT_ERROR_IO. */
blackout_status csv_read(struct csv_reader *reader, struct csv_dialect dialect,
                         csv_record_function *function, void *user, blackout_error *error);

/* The SHA-256 and size of the file, once csv_read() has come to its end; the first is "" of an
 * input without a checksum. */
const char *csv_sha256(const struct csv_reader *reader);
size_t csv_bytes(const struct csv_reader *reader);

/* When the file was written last, as it was opened: nanoseconds since 1970; 0 of other inputs. */
int64_t csv_modified(const struct csv_reader *reader);

void csv_close(struct csv_reader *reader);

#endif
