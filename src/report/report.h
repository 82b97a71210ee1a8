/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result, written out. Writers read the result and nothing else. */
#ifndef BLACKOUT_REPORT_REPORT_H
#define BLACKOUT_REPORT_REPORT_H

#include "blackout/sink.h"
#include "blackout/status.h"
#include "estimate/result.h"

/* The report of one scenario: "blackout/estimate/1". */
blackout_status report_estimate_json(const struct result *result, blackout_sink *sink, void *user,
                                     blackout_error *error);

/* The number at a JSON Pointer of that report; BLACKOUT_ERROR_USAGE where there is none. */
blackout_status report_estimate_number(double *number, const struct result *result,
                                       const char *pointer, blackout_error *error);

/* The report for people: the answer in one line, then tables. */
blackout_status report_estimate_text(const struct result *result, blackout_sink *sink, void *user,
                                     blackout_error *error);

/* The texts of the schemas, NUL-terminated; NULL if there is none of that name. */
const char *report_schema(const char *name);

/* The names of the schemas by number; NULL past the last. */
const char *report_schema_name(size_t index);

#endif
