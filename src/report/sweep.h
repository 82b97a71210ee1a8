/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of a sweep share. */
#ifndef BLACKOUT_REPORT_SWEEP_H
#define BLACKOUT_REPORT_SWEEP_H

#include "estimate/result.h"
#include "json/json_writer.h"

/* d ln loss / d ln duration of a target between a record and the one before; NAN where the two
 * differ in more than their duration, and not finite either where one of them loses nothing. */
double report_sweep_exponent(const struct blackout_result *result, size_t index, int target);

/* The JSON of a sweep, record by record; that of record `index` needs the one before it. Between
 * begin and end the writer is the sweep's alone. After an error of sweep_json_add() nothing more is
 * written. */
void sweep_json_begin(struct json_writer *json, blackout_sink *sink, void *user);
blackout_status sweep_json_add(struct json_writer *json, const struct blackout_result *result,
                               size_t index, blackout_error *error);
blackout_status sweep_json_end(struct json_writer *json, const struct control_totals *control,
                               const struct warning_list *warnings, blackout_error *error);

/* A record as a line of JSON. */
blackout_status sweep_json_line(const struct blackout_result *result, size_t index,
                                blackout_sink *sink, void *user, blackout_error *error);

#endif
