/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says before its parts, and by whom it was made, after them: to be written once each,
 * with a writer of the page. */
#ifndef BLACKOUT_DOCUMENT_HTML_ANSWER_H
#define BLACKOUT_DOCUMENT_HTML_ANSWER_H

#include "core/writer.h"
#include "document/document.h"

/* Whether the first block is the answer, which html_answer() writes. */
bool html_has_answer(const struct document *document);

/* The element `title`. */
void html_title(struct writer *writer, const struct document *document);

/* The heading of the page and the answer below it; the warnings; what it was made from. The last
 * two are nothing where there are none. */
void html_answer(struct writer *writer, const struct document *document);
void html_warnings(struct writer *writer, const struct document *document);
void html_source(struct writer *writer, const struct document *document);

/* The runs of a block from `first` on, without the ": " that joins them to those before; nothing
 * where there are no more. */
void html_rest(struct writer *writer, const struct block *block, size_t first);

#endif
