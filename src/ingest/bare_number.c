/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign is a part of the number wherever people write it: "-EUR 95", "EUR - 95", "95- EUR", and
 * "(95) EUR" of accounting. Taken off with the words around it, a cost would be revenue. So nothing
 * is taken off where what is around the digits may be a sign: a text too many that is no number is
 * seen, a sign too few is not. */
#include "ingest/bare_number.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"

static const char digits[] = "0123456789";
static const char minus[] = "\xe2\x88\x92"; /* U+2212, of typeset tables */

/* What is written as a minus and is more than one byte. One more is a row. */
static const char *const long_dashes[] = {
    minus,          "\xe2\x80\x90", /* U+2010 */
    "\xe2\x80\x91",                 /* U+2011 */
    "\xe2\x80\x92",                 /* U+2012 */
    "\xe2\x80\x93",                 /* U+2013 */
    "\xe2\x80\x94",                 /* U+2014 */
    "\xef\xb9\xa3",                 /* U+FE63 */
    "\xef\xbc\x8d"                  /* U+FF0D */
};

enum { LONG_DASH_BYTES = 3 };

static bool is_long_dash(const char *at, size_t left)
{
    for (size_t i = 0; i < sizeof long_dashes / sizeof long_dashes[0]; ++i) {
        if (left >= LONG_DASH_BYTES && memcmp(at, long_dashes[i], LONG_DASH_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

/* A letter of any script: those that are not ASCII begin and end with bytes above it. */
static bool is_letter(char c)
{
    return (text_is_alphanumeric(c) && !text_is_digit(c)) || (unsigned char)c >= 0x80;
}

/* The bytes of a sign that number_text.h knows and that ends at `end`, or 0. */
static size_t sign_before(const char *text, const char *end)
{
    const size_t room = (size_t)(end - text);
    if (room > 0 && strchr("+-", end[-1]) != NULL) {
        return 1;
    }
    return room >= LONG_DASH_BYTES && memcmp(end - LONG_DASH_BYTES, minus, LONG_DASH_BYTES) == 0
               ? LONG_DASH_BYTES
               : 0;
}

/* Whether a sign may be in the text before the number: a dash that is not within a word, or a
 * parenthesis that is still open. */
static bool has_sign_before(const char *text, const char *end)
{
    int open = 0;
    for (const char *c = text; c < end; ++c) {
        const bool in_word = c > text && is_letter(c[-1]) && c + 1 < end && is_letter(c[1]);
        if ((*c == '-' && !in_word) || is_long_dash(c, (size_t)(end - c))) {
            return true;
        }
        open += *c == '(' ? 1 : *c == ')' ? -1 : 0;
    }
    return open > 0;
}

/* Whether a sign may be in the text behind the number: a dash right behind it, or at the very end
 * as accounting programs write it. */
static bool has_sign_behind(const char *text, size_t length)
{
    text_trim(&text, &length);
    return length > 0 && (text[0] == '-' || text[length - 1] == '-' || is_long_dash(text, length) ||
                          (length >= LONG_DASH_BYTES &&
                           is_long_dash(text + length - LONG_DASH_BYTES, LONG_DASH_BYTES)));
}

void bare_number_find(const char **text, size_t *length)
{
    const char *start = *text + strcspn(*text, digits);
    if (*start == '\0' || strchr(*text, '%') != NULL) {
        return;
    }
    if (start > *text && strchr(".,", start[-1]) != NULL) {
        --start;
    }
    start -= sign_before(*text, start);
    const char *end = *text + *length;
    while (strchr(digits, end[-1]) == NULL) {
        --end;
    }
    if (has_sign_before(*text, start) || has_sign_behind(end, (size_t)(*text + *length - end))) {
        return;
    }
    *text = start;
    *length = (size_t)(end - start);
}
