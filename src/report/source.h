/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line that says by what a report was made, and from which packages. */
#ifndef BLACKOUT_REPORT_SOURCE_H
#define BLACKOUT_REPORT_SOURCE_H

#include "document/document.h"
#include "estimate/result.h"

/* Sets `document->source`, a text of the document. Without inputs it is the program alone, and one
 * that is set already is kept. */
void report_source(struct document *document, const struct result_input *inputs, size_t count);

#endif
