/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as text: columns aligned by blanks, in as many lines as it needs to fit into the room. */
#ifndef BLACKOUT_DOCUMENT_TEXT_TABLE_H
#define BLACKOUT_DOCUMENT_TEXT_TABLE_H

#include "document/document.h"
#include "document/text_lines.h"

/* Writes a table, indented by `indent`; nothing where it has no rows. Nothing of it is ever cut:
 * see the file. `arena` is for its texts. False when memory is out. */
bool text_put_table(const struct text_form *form, const struct sheet *table, size_t indent,
                    struct arena *arena);

#endif
