/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports over several scenarios, and over what drives one. */
#ifndef BLACKOUT_REPORT_SCENARIOS_H
#define BLACKOUT_REPORT_SCENARIOS_H

#include "estimate/comparison.h"
#include "estimate/result.h"
#include "blackout/sink.h"
#include "blackout/status.h"

/* "blackout/sweep/1", and its records alone, each on a line. */
blackout_status report_sweep_json(const struct blackout_result *result, blackout_sink *sink,
                                  void *user, blackout_error *error);
blackout_status report_sweep_lines(const struct blackout_result *result, blackout_sink *sink,
                                   void *user, blackout_error *error);
blackout_status report_sweep_text(const struct blackout_result *result, blackout_sink *sink,
                                  void *user, blackout_error *error);
blackout_status report_sweep_csv(const struct blackout_result *result, blackout_sink *sink,
                                 void *user, blackout_error *error);

/* d ln loss / d ln duration of a target between a record and the one before; NAN where the two
 * differ in more than their duration. */
double report_sweep_exponent(const struct blackout_result *result, size_t index, int target);

/* "blackout/compare/1". */
blackout_status report_compare_json(const struct comparison *comparison, blackout_sink *sink,
                                    void *user, blackout_error *error);
blackout_status report_compare_text(const struct comparison *comparison, blackout_sink *sink,
                                    void *user, blackout_error *error);

/* "blackout/sensitivity/1". */
blackout_status report_sensitivity_json(const struct result *result, blackout_sink *sink,
                                        void *user, blackout_error *error);
blackout_status report_sensitivity_text(const struct result *result, blackout_sink *sink,
                                        void *user, blackout_error *error);

/* "blackout/explain/1". */
blackout_status report_explain_json(const struct result *result, blackout_sink *sink, void *user,
                                    blackout_error *error);
blackout_status report_explain_text(const struct result *result, blackout_sink *sink, void *user,
                                    blackout_error *error);

#endif
