/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a page: where their lines may end is said word by word. */
#ifndef BLACKOUT_DOCUMENT_HTML_WORDS_H
#define BLACKOUT_DOCUMENT_HTML_WORDS_H

#include "core/writer.h"

/* A text as content. A sign of percent stays on the line of its number and a currency on that of
 * its magnitude, and a short word with hyphens is not broken: options, identifiers, dates. */
void html_words(struct writer *writer, const char *text);

#endif
