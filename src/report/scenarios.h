/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports over several scenarios, and over what drives one. */
#ifndef BLACKOUT_REPORT_SCENARIOS_H
#define BLACKOUT_REPORT_SCENARIOS_H

#include "estimate/comparison.h"
#include "estimate/result.h"
#include "report/json_tree.h"

/* Parts of the estimate report that others share (estimate_json.c). */
void report_put_quantity(struct json_tree *tree, cJSON *parent, const char *key,
                         struct quantity quantity);
void report_put_owner_loss(struct json_tree *tree, cJSON *parent, const struct owner_loss *loss);
void report_put_inputs(struct json_tree *tree, const struct result *result);
void report_put_scenario(struct json_tree *tree, cJSON *parent, const char *key,
                         const struct result_scenario *scenario);

/* "blackout/sweep/1", and one of its records by itself, for one line. */
void report_sweep_tree(struct json_tree *tree, const struct blackout_result *result);
void report_sweep_record(struct json_tree *tree, const struct blackout_result *result,
                         size_t index);
blackout_status report_sweep_text(const struct blackout_result *result, blackout_sink *sink,
                                  void *user, blackout_error *error);
blackout_status report_sweep_csv(const struct blackout_result *result, blackout_sink *sink,
                                 void *user, blackout_error *error);

/* "blackout/compare/1". */
void report_compare_tree(struct json_tree *tree, const struct comparison *comparison);
blackout_status report_compare_text(const struct comparison *comparison, blackout_sink *sink,
                                    void *user, blackout_error *error);

/* "blackout/sensitivity/1". */
void report_sensitivity_tree(struct json_tree *tree, const struct result *result);
blackout_status report_sensitivity_text(const struct result *result, blackout_sink *sink,
                                        void *user, blackout_error *error);

/* "blackout/explain/1". */
void report_explain_tree(struct json_tree *tree, const struct result *result);
blackout_status report_explain_text(const struct result *result, blackout_sink *sink, void *user,
                                    blackout_error *error);

#endif
