/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A result, written out. Writers read the result and nothing else. */
#ifndef BLACKOUT_REPORT_REPORT_H
#define BLACKOUT_REPORT_REPORT_H

#include "estimate/result.h"
#include "report/json_tree.h"

/* The report of one scenario as a tree: "blackout/estimate/1". */
void report_estimate_tree(struct json_tree *tree, const struct result *result);

/* The report for people: the answer in one line, then tables. */
blackout_status report_estimate_text(const struct result *result, blackout_sink *sink, void *user,
                                     blackout_error *error);

/* The texts of the schemas, NUL-terminated; NULL if there is none of that name. */
const char *report_schema(const char *name);

/* The names of the schemas by number; NULL past the last. */
const char *report_schema_name(size_t index);

#endif
