/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things about text: UTF-8, one line of it, near misses. Knows no errors: these need it. */
#ifndef BLACKOUT_CORE_TEXT_H
#define BLACKOUT_CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Whether it is a digit of ASCII, whatever the locale. */
static inline bool text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A capital letter of ASCII as a small one, anything else as it is. */
static inline char text_small(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* A small letter of ASCII as a capital one, anything else as it is. */
static inline char text_capital(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

/* Whether it is a letter or a digit of ASCII, whatever the locale. */
static inline bool text_is_alphanumeric(char c)
{
    return text_is_digit(c) || text_capital(text_small(c)) != text_small(c);
}

/* How many of their first bytes are the same, of at most `most`. */
static inline size_t text_common_length(const char *a, const char *b, size_t most)
{
    enum { LITTLE = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, WORD = sizeof(uint64_t) };
    size_t at = 0;
    for (; at + WORD <= most; at += WORD) {
        uint64_t x;
        uint64_t y;
        memcpy(&x, a + at, WORD);
        memcpy(&y, b + at, WORD);
        if (x != y) {
            return at + (size_t)(LITTLE ? __builtin_ctzll(x ^ y) : __builtin_clzll(x ^ y)) / 8;
        }
    }
    while (at < most && a[at] == b[at]) {
        ++at;
    }
    return at;
}

/* Whether two texts are the same but for the case of ASCII letters, whatever the locale. */
bool text_alike(const char *a, const char *b);

/* The same of their first `length` bytes, or of all where both end before that. */
bool text_starts_alike(const char *a, const char *b, size_t length);

/* Whether a text is one of `count` texts, byte for byte. */
bool text_is_among(const char *text, const char *const *texts, size_t count);

/* Whether no byte is NUL or beyond ASCII. */
bool text_is_ascii(const char *text, size_t length);

/* Whether the bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates). */
bool text_is_utf8(const char *text, size_t length);

/* The most bytes of a text, up to `most`, that do not end inside a character of UTF-8. */
size_t text_whole_length(const char *text, size_t most);

/* Bytes of the control character that a text begins with: of C0 and C1 (U+0000 to U+001F, U+007F to
 * U+009F), and the separators of lines and paragraphs (U+2028, U+2029); 0: it begins with none. A
 * terminal acts on them (ECMA-48, 5.3: U+009B begins a sequence as ESC [ does), so that no renderer
 * passes them on. */
size_t text_control(const char *text);

/* Bytes of the mark that a text begins with that gives what follows another direction, or ends
 * that: U+202A to U+202E, U+2066 to U+2069 (Unicode Standard Annex 9, 2.1 to 2.5); 0: it begins
 * with none. */
size_t text_direction_mark(const char *text);

/* Makes one line of UTF-8 of a message: a value in it may hold controls and marks of direction,
 * which become blanks, and cutting it may have cut a character. */
void text_make_line(char *message);

/* The bytes of the blank that a text begins with, or 0: what text_trim() takes off. */
size_t text_blank(const char *text, size_t length);

/* Whether a blank may begin or end with this byte. */
static inline bool text_may_be_blank(char c)
{
    return (unsigned char)c <= ' ' || (unsigned char)c >= 0x80;
}

/* text_trim() where there may be something to take off. */
void text_trim_blanks(const char **text, size_t *length);

/* Takes off both ends what spreadsheets and web pages put there without showing it: blank, tab,
 * line ends, blanks that do not break a line. */
static inline void text_trim(const char **text, size_t *length)
{
    if (*length > 0 && (text_may_be_blank((*text)[0]) || text_may_be_blank((*text)[*length - 1]))) {
        const char *trimmed = *text; /* only these are in memory, for most texts are not trimmed */
        size_t left = *length;
        text_trim_blanks(&trimmed, &left);
        *text = trimmed;
        *length = left;
    }
}

/* What a text begins and does not end that gives what follows it another direction (Unicode
 * Standard Annex 9, 2.1 to 2.5): a name with U+202E would turn the figures after it. Ended by
 * `embeddings` times U+202C after `isolates` times U+2069. */
struct text_directions {
    size_t isolates;
    size_t embeddings; /* those outside of all isolates that are open: these end the others */
};
struct text_directions text_open_directions(const char *text);

/* Characters of a UTF-8 text: how many columns a table needs for it. */
size_t text_width(const char *text);

/* The candidate that equals `text` but for the case of its letters, else the nearest in edit
 * distance (Damerau-Levenshtein, adjacent transpositions), or NULL if all are further away than a
 * third of its length. Candidates may be NULL. */
const char *text_nearest(const char *text, const char *const *candidates, size_t count);

/* The edit distance of two texts as text_nearest() has it; SIZE_MAX where one is too long. */
size_t text_distance(const char *a, const char *b);

#endif
