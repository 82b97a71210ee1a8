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

/* "M USD", "bn EUR": a prefix and three capitals after the blank. The prefixes are the magnitudes
 * of value.c. */
static bool is_in_unit(const char *text, const char *blank)
{
    static const char *const prefixes[] = {"M", "bn", "tn"};
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    enum { CURRENCY = 3 };
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; ++i) {
        const size_t length = strlen(prefixes[i]);
        const char *word = (size_t)(blank - text) >= length ? blank - length : NULL;
        if (word != NULL && strncmp(word, prefixes[i], length) == 0 &&
            (word == text || word[-1] == ' ') && strspn(blank + 1, capitals) == CURRENCY) {
            return true;
        }
    }
    return false;
}

void html_words(struct writer *writer, const char *text)
{
    for (const char *at = text; at[0] != '\0';) {
        const size_t length = at[0] == ' ' ? 1 : strcspn(at, " ");
        if (at[0] == ' ' && (at[1] == '%' || is_in_unit(text, at))) {
            writer_put(writer, "&nbsp;");
        } else {
            const bool whole = at[0] != ' ' && can_break(at, length);
            writer_put(writer, whole ? "<span class=\"whole\">" : "");
            put_bytes(writer, at, length);
            writer_put(writer, whole ? "</span>" : "");
        }
        at += length;
    }
}
