/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Physical lines of a file of CSV, before anything is known of its fields. */
#ifndef BLACKOUT_INGEST_CSV_LINE_H
#define BLACKOUT_INGEST_CSV_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* The bytes up to and with the next line end: LF, CRLF, or CR before anything else; `*complete`
 * where there is one, else all `size` of them. A CR at the end of a chunk is a line end of its own;
 * the LF that follows it in the next chunk adds no line. */
size_t csv_line_length(const char *bytes, size_t size, bool *complete);

/* The delimiter that a line `sep=;` declares, or 0 where it is another line. */
char csv_line_delimiter(const char *line, size_t length);

#endif
