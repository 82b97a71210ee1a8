/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON trees whose numbers read back to the same double: cJSON prints 0.1 + 0.2 as 0.3, so numbers
 * are put in as the texts of core/number.h. A failed allocation sticks. */
#ifndef BLACKOUT_REPORT_JSON_TREE_H
#define BLACKOUT_REPORT_JSON_TREE_H

#include <stdbool.h>

#include <cjson/cJSON.h>

#include "blackout/sink.h"
#include "blackout/status.h"
#include "core/warning.h"

struct json_tree {
    cJSON *root;
    bool failed; /* memory is out */
};

void json_tree_init(struct json_tree *tree);

/* The start of every report: "schema", like "blackout/estimate/1", and "tool". */
void json_tree_init_report(struct json_tree *tree, const char *schema);

void json_tree_free(struct json_tree *tree);

/* All add to `parent`: under `key`, or to a list where `key` is NULL. They return what was added,
 * NULL after a failure; a NULL parent is passed over. */
cJSON *json_object(struct json_tree *tree, cJSON *parent, const char *key);
cJSON *json_list(struct json_tree *tree, cJSON *parent, const char *key);
void json_text(struct json_tree *tree, cJSON *parent, const char *key, const char *text);
void json_flag(struct json_tree *tree, cJSON *parent, const char *key, bool flag);
void json_null(struct json_tree *tree, cJSON *parent, const char *key);

/* A number; null where it is not finite, which no report has. */
void json_number(struct json_tree *tree, cJSON *parent, const char *key, double number);

/* The list "warnings" of a report. */
void json_warnings(struct json_tree *tree, const struct warning_list *warnings);

/* Prints the tree and a line end, and frees the tree. */
blackout_status json_tree_write(struct json_tree *tree, blackout_sink *sink, void *user,
                                blackout_error *error);

/* The same on one line. */
blackout_status json_tree_write_line(struct json_tree *tree, blackout_sink *sink, void *user,
                                     blackout_error *error);

/* The number at a JSON Pointer (RFC 6901); false where there is none. */
bool json_tree_number(const struct json_tree *tree, const char *pointer, double *number);

/* The same of a whole report, and frees the tree: BLACKOUT_ERROR_USAGE where there is none. */
blackout_status json_tree_take_number(struct json_tree *tree, const char *pointer, double *number,
                                      blackout_error *error);

#endif
