/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the identifiers of reports are called where there is room for words. */
#ifndef BLACKOUT_REPORT_NAMES_H
#define BLACKOUT_REPORT_NAMES_H

#include "document/document.h"
#include "estimate/result.h"

/* Of a total or a measure, by its path or its identifier; NULL: it has none. */
const char *total_name(const char *total);

/* The identifier with that name, where it has one. */
struct value total_value(const char *total);

/* The platforms of a scenario: "facebook;whatsapp" as one field, "facebook, whatsapp" for people.
 */
struct value platforms_value(struct document *document, const struct result_scenario *scenario);

/* A path of identifiers as words: "platforms, facebook, annual revenue". The document's; "" where
 * memory is out, which it remembers. */
const char *path_words(struct document *document, const char *path);

#endif
