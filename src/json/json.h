/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict reading of JSON (RFC 8259). cJSON builds the tree, but takes invalid texts, so that a text
 * is checked against the grammar first. */
#ifndef BLACKOUT_JSON_JSON_H
#define BLACKOUT_JSON_JSON_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "blackout/status.h"

/* Deepest nesting of arrays and objects. */
enum { JSON_MOST_DEPTH = 256 };

/* Whether the `length` bytes are one JSON text: the grammar of RFC 8259, in UTF-8 without a byte
 * order mark, surrogates in pairs, at most JSON_MOST_DEPTH deep, nothing after it but white space.
 * BLACKOUT_ERROR_INPUT otherwise, with the line and the column counted in bytes, from 1. */
blackout_status json_check(const char *text, size_t length, blackout_error *error);

/* How many bytes of a file's text are a byte order mark, which RFC 8259 lets readers skip: 3 or 0.
 */
size_t json_mark_length(const char *text, size_t length);

/* The tree of a JSON text, to be freed by cJSON_Delete(); `source` names the text in errors.
 * Refuses what json_check() does and what a tree would lose: a key given twice in one object, the
 * character U+0000, numbers too large or too small for a double, or longer than 63 characters.
 * `*tree` is NULL on failure. */
blackout_status json_parse(cJSON **tree, const char *source, const char *text, size_t length,
                           blackout_error *error);

/* The member of an object with exactly this key, or NULL; NULL too where `object` is none. It is
 * the tree's. In an object of many members each look takes a walk over them. */
const cJSON *json_get(const cJSON *object, const char *key);

#endif
