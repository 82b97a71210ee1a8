/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the JSON of several reports has in common. Each writes a member of what is open. */
#ifndef BLACKOUT_REPORT_JSON_PARTS_H
#define BLACKOUT_REPORT_JSON_PARTS_H

#include "core/calendar.h"
#include "core/warning.h"
#include "estimate/result.h"
#include "json/json_writer.h"

/* The start of every report but that of `describe`: "schema", like "blackout/estimate/1", and
 * "tool". */
void json_parts_head(struct json_writer *json, const char *schema);

/* Its end: the list "warnings". */
void json_parts_warnings(struct json_writer *json, const struct warning_list *warnings);

/* The members of one of "inputs", and the whole list. */
void json_parts_input(struct json_writer *json, const struct result_input *input);
void json_parts_inputs(struct json_writer *json, const struct result *result);

/* What was asked, as it was understood: events looked up, defaults filled in. */
void json_parts_scenario(struct json_writer *json, const char *key,
                         const struct result_scenario *scenario);

/* What it sets, as "set"; nothing where it sets nothing. */
void json_parts_settings(struct json_writer *json, const struct result_scenario *scenario);

/* A figure with its statistics; nothing where it is not present. */
void json_parts_quantity(struct json_writer *json, const char *key, struct quantity quantity);

/* Those that are present, under their paths: "owner_revenue_loss" with gross, recaptured, net; ...
 */
void json_parts_figures(struct json_writer *json, const struct quantity figures[FIGURE_COUNT]);

void json_parts_texts(struct json_writer *json, const char *key, const char *const *texts,
                      size_t count);

/* Times as ISO 8601: "2021-10-04", "2021-10-04T15:39:00Z". */
void json_parts_date(struct json_writer *json, const char *key, instant date);
void json_parts_instant(struct json_writer *json, const char *key, instant time);

#endif
