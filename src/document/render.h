/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renderers: each writes a whole document in one format, in a file of its own, and reads
 * nothing but the document, which it does not change. They fail where the sink refuses, or memory
 * is out, a failed document included; what the sink has got by then is a part of the report. */
#ifndef BLACKOUT_DOCUMENT_RENDER_H
#define BLACKOUT_DOCUMENT_RENDER_H

#include "blackout/sink.h"
#include "blackout/status.h"
#include "document/document.h"

typedef blackout_status document_renderer(const struct document *document, blackout_sink *sink,
                                          void *user, blackout_error *error);

/* Lines for a terminal, tables aligned by blanks. */
document_renderer render_text;

/* Tables with pipes as GitHub has them, and the same words and numbers as the text. */
document_renderer render_markdown;

/* One self-contained page for a browser: its style and script are in it, and it asks for nothing
 * from elsewhere. */
document_renderer render_html;

/* The chart that the document's `chart_asked` names. Errors: BLACKOUT_ERROR_USAGE where there is
 * none of that name, or several and none is named. */
document_renderer render_svg;

/* A workbook of sheets, by libxlsxwriter. The same document gives the same bytes. Where the program
 * is built without the library, BLACKOUT_ERROR_USAGE. */
document_renderer render_xlsx;
extern const bool xlsx_is_built;

/* RFC 4180, or the dialect that the document asks for: the tables of the document, with all digits
 * of every number, and nothing else. A value that is not there is an empty field. */
document_renderer render_csv;

#endif
