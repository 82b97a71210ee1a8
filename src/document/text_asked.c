/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read by hand: two words are no reason for a grammar. */
#include "document/text_asked.h"

#include <string.h>

#include "core/text.h"

/* Digits up to a colon or the end. It stops once the number is too large, which keeps the sum from
 * overflowing. */
static const char *read_columns(size_t *columns, const char *words)
{
    *columns = 0;
    while (text_is_digit(*words) && *columns <= MOST_TEXT_COLUMNS) {
        *columns = 10 * *columns + (size_t)(*words++ - '0');
    }
    return words;
}

bool text_asked_read(struct text_asked *asked, const char *words)
{
    static const char color[] = "color";
    *asked = (struct text_asked){.columns = 0};
    if (text_is_digit(*words)) {
        words = read_columns(&asked->columns, words);
        if (asked->columns < LEAST_TEXT_COLUMNS || asked->columns > MOST_TEXT_COLUMNS) {
            return false;
        }
        if (*words == '\0') {
            return true;
        }
        if (*words++ != ':') {
            return false;
        }
    }
    asked->is_colored = strcmp(words, color) == 0;
    return asked->is_colored;
}
