/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as a reader takes them for one: without the case of letters, width, or which blanks are
 * between words (Unicode 15.1, NFKC_Casefold, with runs of blanks as one), without what word
 * processors make of quotes and hyphens, without an apostrophe before all else, and, in a text that
 * has Latin letters too, with Cyrillic and Greek ones as the Latin ones that they look like.
 * Independent of any locale. */
#ifndef BLACKOUT_CORE_FOLD_H
#define BLACKOUT_CORE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/* No text is compared beyond this many bytes of its folded form. */
enum { FOLD_SIZE = 256 };

/* The folded form of UTF-8, cut where `out` ends; its length. */
size_t fold_text(char out[FOLD_SIZE], const char *text, size_t length);

/* Whether a folded form of this length may lack the end of its text: that two such forms are equal
 * says nothing of the texts then. What is left out where `out` ends is a character of up to 4 bytes
 * with a blank before it; and two apostrophes may be taken off after that. */
static inline bool fold_may_be_cut(size_t length)
{
    enum { MOST_LEFT_FREE = 4 + 1 + 2 };
    return length + MOST_LEFT_FREE >= FOLD_SIZE;
}

/* Whether a text is of printed ASCII, each blank of it one space between others, and no apostrophe
 * its first character: then folding does nothing but make its letters small. The bytes before
 * `from` are known to be so, and 8 bytes after the text may be read. */
bool fold_is_plain(const char *text, size_t from, size_t length);

/* Whether a text that is so is before another one when folded; the `same` first bytes of both are
 * the same. */
static inline bool fold_plain_before(const char *a, const char *b, size_t same)
{
    while (a[same] != '\0' && text_small(a[same]) == text_small(b[same])) {
        ++same;
    }
    return (unsigned char)text_small(a[same]) < (unsigned char)text_small(b[same]);
}

/* Whether two texts are one when folded; of texts that are too long for that, whether they are the
 * same. */
bool fold_equal(const char *a, const char *b);

/* Writes a text with characters that nobody sees, such as U+200B, as <U+200B>, and so those that
 * look like Latin letters in a text that has such, cut where `out` ends (size > 0). */
void fold_show_hidden(char *out, size_t size, const char *text);

#endif
