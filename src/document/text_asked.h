/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How text is asked for: "80" is lines of at most 80 columns, "color" colours as a terminal shows
 * them, "80:color" both. */
#ifndef BLACKOUT_DOCUMENT_TEXT_ASKED_H
#define BLACKOUT_DOCUMENT_TEXT_ASKED_H

#include <stdbool.h>
#include <stddef.h>

/* Of text that goes into a file or a pipe, whatever terminal there is. Fewer than the least leave
 * no room for a table. */
enum { TEXT_COLUMNS = 100, LEAST_TEXT_COLUMNS = 40, MOST_TEXT_COLUMNS = 1000 };

/* {0} is 100 columns without colours. */
struct text_asked {
    size_t columns; /* 0: TEXT_COLUMNS */
    bool is_colored;
};

/* False where `words` ask for nothing that text can be: the format is then not known. */
bool text_asked_read(struct text_asked *asked, const char *words);

#endif
