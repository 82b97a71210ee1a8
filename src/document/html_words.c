/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Browsers end lines after hyphens (UAX #14), so that "--field" becomes "--" and "field", and a
 * date two numbers. A longer word is left to them: it may have to be broken on a telephone. */
#include "document/html_words.h"

#include <stdbool.h>
#include <string.h>

#include "document/markup.h"

enum { LONGEST_WHOLE = 24, PART_SIZE = 256 };

/* Text up to a place at which nothing is to be changed, in parts: writers of markup take strings.
 */
static void put_bytes(struct writer *writer, const char *text, size_t length)
{
    char part[PART_SIZE];
    while (length > 0) {
        size_t size = length < sizeof part ? length : sizeof part - 1;
        while (size < length && size > 1 && ((unsigned char)text[size] & 0xC0) == 0x80) {
            --size; /* not within a letter */
        }
        memcpy(part, text, size);
        part[size] = '\0';
        markup_text(writer, part);
        text += size;
        length -= size;
    }
}

/* A hyphen between two others, or at the beginning: at the end nothing is broken. */
static bool can_break(const char *word, size_t length)
{
    return length > 1 && length <= LONGEST_WHOLE && memchr(word, '-', length - 1) != NULL;
}

/* A text without such words is written as it is, since most are. */
void html_words(struct writer *writer, const char *text)
{
    if (strchr(text, '-') == NULL && strstr(text, " %") == NULL) {
        markup_text(writer, text);
        return;
    }
    for (size_t length; text[0] != '\0'; text += length) {
        length = text[0] == ' ' ? 1 : strcspn(text, " ");
        const bool whole = text[0] != ' ' && can_break(text, length);
        if (text[0] == ' ' && text[1] == '%') {
            writer_put(writer, "&nbsp;");
            continue;
        }
        writer_put(writer, whole ? "<span class=\"whole\">" : "");
        put_bytes(writer, text, length);
        writer_put(writer, whole ? "</span>" : "");
    }
}
