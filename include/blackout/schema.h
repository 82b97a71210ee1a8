/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Definitions: of the tables and files that are read, and of the reports that are written. */
#ifndef BLACKOUT_SCHEMA_H
#define BLACKOUT_SCHEMA_H

#include <stddef.h>

#include "blackout/sink.h"
#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The names of the tables that a package may have, from 0 on; NULL after the last. Constant. */
BLACKOUT_API const char *blackout_table_name(size_t index);

/* Writes the definition of a table, or of a file that has its own place (severity_curve,
 * price_file, holidays): as "csv" a file to fill in (all columns and an example), as "markdown" a
 * section for people, as "json" the JSON Schema of a row. BLACKOUT_ERROR_USAGE if there is none. */
BLACKOUT_API blackout_status blackout_table_write(const char *table, const char *format,
                                                  blackout_sink *sink, void *user,
                                                  blackout_error *error);

/* The names that blackout_schema_write() knows, from 0 on: reports ("estimate", "describe"), then
 * tables and files ("table:owners"); NULL after the last. Constant. */
BLACKOUT_API const char *blackout_schema_name(size_t index);

/* Writes the JSON Schema (draft 2020-12) called `name`: of a report, or of a row of a table.
 * "table:" may be left out where no report has the name: "traffic" is the report, "table:traffic"
 * the table.
 */
BLACKOUT_API blackout_status blackout_schema_write(const char *name, blackout_sink *sink,
                                                   void *user, blackout_error *error);

#ifdef __cplusplus
}
#endif

#endif
