/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a schema says of the values of one field, and the shapes of its members. */
#ifndef BLACKOUT_INGEST_CONSTRAINT_MEMBERS_H
#define BLACKOUT_INGEST_CONSTRAINT_MEMBERS_H

#include "ingest/descriptor.h"
#include "ingest/field_rules.h"

/* The texts of a list: of texts, numbers, or objects with a member `value`. What is no list is a
 * fault, and leaves it empty. Texts are the finder's arena's. */
blackout_status schema_read_texts(struct text_list *list, struct descriptor *descriptor,
                                  const cJSON *value, blackout_error *error);

/* A member that is true or false; `otherwise` where it is missing, or neither, which is a fault. */
bool schema_read_flag(struct descriptor *descriptor, const cJSON *object, const char *key,
                      bool otherwise);

/* Reports a value that is not read; `message` has one %s for it. */
void schema_refuse(struct descriptor *descriptor, const cJSON *value, const char *message);

/* Reads the constraints and categories of a field into a rule that has no others yet. What is wrong
 * is reported, and leaves the rule without that constraint. */
blackout_status constraints_read(struct field_rule *rule, struct descriptor *descriptor,
                                 const cJSON *field, blackout_error *error);

#endif
