/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text into markup, for HTML and for SVG, which is XML: nothing in it can become a tag, an
 * attribute or an entity. */
#ifndef BLACKOUT_DOCUMENT_MARKUP_H
#define BLACKOUT_DOCUMENT_MARKUP_H

#include "core/writer.h"
#include "document/value.h"

/* A text as content or inside a quoted attribute. Characters that XML 1.0 does not have (2.2) are
 * shown as U+FFFD. */
void markup_text(struct writer *writer, const char *text);

/* A value as people read it, with a true minus sign before numbers. */
void markup_value(struct writer *writer, const struct value *value);

/* A name as an identifier: lower-case letters, digits and hyphens; other characters are left out.
 */
void markup_identifier(struct writer *writer, const char *text);

/* The source of a text in a content security policy (CSP 3, 2.3.1): 'sha256-...', in base64. */
void markup_hash(struct writer *writer, const char *text);

#endif
