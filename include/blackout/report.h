/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports and their formats. Each report is written by a call of its own, beside what it is of; all
 * of them know formats by these names:
 *   text      for people: sentences and aligned tables, in lines of at most 100 columns; "text:80"
 * in lines of 80 (40 .. 1000), "text:color" and "text:80:color" with the colours of a terminal json
 * every figure with all its digits; blackout_schema_write() has the JSON Schema ndjson    one JSON
 * object a line, a line for each record markdown  for people: a section with tables csv       one
 * table with all digits (RFC 4180); "csv:NAME" in the dialect of that name html      for people: a
 * page in one file, with charts xlsx      a workbook with a sheet for each table, where the library
 * was built with libxlsxwriter svg       one of the charts: "svg:NAME", or "svg" where there is but
 * one */
#ifndef BLACKOUT_REPORT_H
#define BLACKOUT_REPORT_H

#include <stddef.h>

#include "blackout/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The names of the reports, from 0 on: "estimate", "sweep", ...; NULL after the last. Constant. */
BLACKOUT_API const char *blackout_report_name(size_t index);

/* The formats that a report has, from 0 on, the default first: "text", "json", ...; NULL after the
 * last, and for a report that does not exist. Constant. */
BLACKOUT_API const char *blackout_report_format(const char *report, size_t index);

/* The dialects of CSV, from 0 on; NULL after the last. Constant. Lists have '|' between their
 * parts in all of them.
 *   excel-eu  semicolons and decimal commas, money to the minor unit of its currency
 *   excel-us  commas and decimal points, money to the minor unit
 *   rfc4180   commas and decimal points, lines that end with CR LF, all digits */
BLACKOUT_API const char *blackout_csv_dialect(size_t index);

#ifdef __cplusplus
}
#endif

#endif
