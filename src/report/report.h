/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the public contract asks of reports beside writing them: single numbers, and schemas. */
#ifndef BLACKOUT_REPORT_REPORT_H
#define BLACKOUT_REPORT_REPORT_H

#include "blackout/market.h"
#include "blackout/risk.h"
#include "blackout/status.h"
#include "blackout/traffic.h"
#include "estimate/result.h"

/* The number at a JSON Pointer of a report; BLACKOUT_ERROR_USAGE where there is none. A pointer
 * that leads to a text, a list or null has no number. */
blackout_status report_estimate_number(double *number, const struct result *result,
                                       const char *pointer, blackout_error *error);
blackout_status report_event_study_number(double *number, const blackout_study *study,
                                          const char *pointer, blackout_error *error);
blackout_status report_traffic_number(double *number, const blackout_traffic *traffic,
                                      const char *pointer, blackout_error *error);
blackout_status report_risk_number(double *number, const blackout_risk *risk, const char *pointer,
                                   blackout_error *error);

/* The report of one line of a file of scenarios. All is borrowed. */
struct batch_line {
    const struct result *result;
    size_t line;      /* from 1 */
    const char *name; /* NULL: it has none */
};

/* The texts of the schemas, NUL-terminated; NULL if there is none of that name. */
const char *report_schema(const char *name);

/* The names of the schemas by number; NULL past the last. */
const char *report_schema_name(size_t index);

#endif
