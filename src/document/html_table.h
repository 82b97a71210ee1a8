/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of a document in HTML. Cells have what people read as their content, and the number with
 * all its digits in an attribute, for the script and for programs. */
#ifndef BLACKOUT_DOCUMENT_HTML_TABLE_H
#define BLACKOUT_DOCUMENT_HTML_TABLE_H

#include "core/writer.h"
#include "document/document.h"

/* `label` names it to screen readers. Nothing where the table has no rows. What the figures of its
 * columns rest on is written below it. */
void html_table(struct writer *writer, const struct sheet *table, const char *label);

/* Values of a line: numbers in elements that have all their digits, as cells do. */
void html_runs(struct writer *writer, const struct value *runs, size_t count);

#endif
