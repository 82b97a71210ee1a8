/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of Table Schema, which are regular expressions of XML Schema, as the extended ones of
 * POSIX that libc compiles: what POSIX lacks is refused, for a pattern that means something else
 * would pass or refuse the wrong values. libc writes counted repetitions out before it compiles
 * them, so nested ones are counted first. Nothing is compiled here. */
#include "ingest/pattern.h"

#include <stdlib.h>
#include <string.h>

/* ---- From XML Schema to POSIX ---------------------------------------------------------------- */

/* A class of XML Schema's regular expressions in POSIX's; NULL: not known. Negated classes cannot
 * be put into brackets in POSIX: [^\D] has no such form, and is refused. */
static const char *class_of(char letter, bool in_brackets)
{
    static const struct {
        char letter;
        const char *alone;
        const char *in_brackets;
    } classes[] = {{'d', "[0-9]", "0-9"},
                   {'w', "[A-Za-z0-9_]", "A-Za-z0-9_"},
                   {'s', "[[:space:]]", "[:space:]"},
                   {'D', "[^0-9]", NULL},
                   {'W', "[^A-Za-z0-9_]", NULL},
                   {'S', "[^[:space:]]", NULL}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; ++i) {
        if (classes[i].letter == letter) {
            return in_brackets ? classes[i].in_brackets : classes[i].alone;
        }
    }
    return NULL;
}

/* Appends what an escape means; false where it is not known. A slash and a hyphen are escaped by
 * habit of other languages; in POSIX the backslash before them would be undefined. */
static bool put_escape(char *out, size_t *used, char letter, bool in_brackets)
{
    static const char punctuation[] = ".\\?*+(){}[]|^$-/";
    const char *class = class_of(letter, in_brackets);
    if (class != NULL) {
        for (; *class != '\0'; ++class) {
            out[(*used)++] = *class;
        }
        return true;
    }
    if (letter == '\0' || strchr(punctuation, letter) == NULL || (in_brackets && letter != '.')) {
        return false; /* POSIX has no escapes in brackets */
    }
    if (letter != '/' && letter != '-' && !in_brackets) {
        out[(*used)++] = '\\';
    }
    out[(*used)++] = letter;
    return true;
}

size_t pattern_posix_size(const char *pattern)
{
    enum { LARGEST_GROWTH = 16, ENDS = 8 }; /* of an escape, whose class is written out; ^( )$ */
    return LARGEST_GROWTH * strlen(pattern) + ENDS;
}

/* Patterns of XML Schema cover the whole value, without ^ and $; both are dropped where a user
 * wrote them nevertheless. */
bool pattern_translate(char *out, const char *pattern)
{
    size_t used = 0;
    bool in_brackets = false;
    char before = '\0'; /* the character in front, where it is no text */
    const size_t length = strlen(pattern);
    out[used++] = '^';
    out[used++] = '(';
    for (size_t i = pattern[0] == '^' ? 1 : 0; i < length; ++i) {
        const char c = pattern[i];
        if (c == '\\') {
            if (!put_escape(out, &used, pattern[++i], in_brackets)) {
                return false;
            }
            before = '\0';
            continue;
        }
        /* A repetition of nothing or of a repetition: XML Schema has none; other languages mean
         * reluctant ones and groups of other kinds, and libc takes seconds for some. */
        if (!in_brackets && strchr("*+?{", c) != NULL && before != '\0' &&
            strchr("*+?}(|", before) != NULL) {
            return false;
        }
        in_brackets = in_brackets ? c != ']' : c == '[';
        before = (char)(in_brackets ? '\0' : c);
        if (c == '$' && i + 1 == length) {
            break;
        }
        out[used++] = c;
    }
    memcpy(out + used, ")$", 3);
    return true;
}

/* ---- How large libc makes it ----------------------------------------------------------------- */

enum {
    MOST_STATES = 10000, /* of patterns that people write: hundreds */
    MOST_NESTED = 50
};

/* The byte behind a list in brackets whose first byte is at `text`: a ']' that comes first, or
 * first after '^', is one of the list, and so is what is between [: and :]. */
static const char *skip_brackets(const char *text)
{
    const char *at = text + 1 + (text[1] == '^');
    for (at += *at == ']'; *at != '\0' && *at != ']'; ++at) {
        const char *named = at[0] == '[' && at[1] == ':' ? strstr(at, ":]") : NULL;
        at = named != NULL ? named + 1 : at;
    }
    return at + (*at == ']');
}

/* The highest number of the repetition {m}, {m,} or {m,n} at `text`; `end` is behind it. */
static double repeated(const char *text, const char **end)
{
    char *after;
    double most = (double)strtoul(text + 1, &after, 10);
    if (*after == ',' && after[1] != '}') {
        most = (double)strtoul(after + 1, &after, 10);
    }
    const size_t rest = strcspn(after, "}");
    *end = after + rest + (after[rest] == '}');
    return most > 1 ? most : 1;
}

/* Atoms are counted for each open group, and the last atom once more by itself, for it is what a
 * repetition multiplies. */
bool pattern_is_bounded(const char *posix)
{
    double sizes[MOST_NESTED + 1] = {0};
    double atom = 0;
    size_t depth = 0;
    while (*posix != '\0') {
        const char letter = *posix;
        if (letter == '(') {
            if (depth == MOST_NESTED) {
                return false;
            }
            sizes[++depth] = 0;
            atom = 0;
            ++posix;
        } else if (letter == ')' && depth > 0) {
            atom = sizes[depth--] + 1;
            sizes[depth] += atom;
            ++posix;
        } else if (letter == '{' && atom > 0) {
            const double grown = atom * repeated(posix, &posix);
            sizes[depth] += grown - atom;
            atom = grown;
        } else if ((letter == '+' || letter == '*' || letter == '?') && atom > 0) {
            const double grown = letter == '+' ? 2 * atom : atom; /* a+ is written out as aa* */
            sizes[depth] += grown - atom;
            atom = grown;
            ++posix;
        } else {
            posix = letter == '[' ? skip_brackets(posix) : posix + 1 + (letter == '\\' && posix[1]);
            atom = 1;
            sizes[depth] += 1;
        }
        if (sizes[depth] > MOST_STATES) {
            return false;
        }
    }
    return true;
}
