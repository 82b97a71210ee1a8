/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines are made greedily, a word at a time: what is read on a terminal needs no better paragraph.
 * Colours are those of ECMA-48 that every terminal has. */
#include "document/text_lines.h"

#include <string.h>

#include "core/columns.h"
#include "core/text.h"

/* Further lines of a sentence begin after its first, so that a reader sees where the next begins.
 */
enum { HANGING = 2 };

/* ---- Breaking -------------------------------------------------------------------------------- */

/* Whether a blank is between a number and its unit, "90 %" or "6 h", which are one word to a
 * reader. The units are those of value.c; html_words.c has them for pages. */
static bool is_glue(const char *text, const char *blank)
{
    static const char *const units[] = {"%", "h", "min", "M", "bn", "tn"};
    static const char ends[] = " ):;,.";
    const char *word = blank + 1;
    if (blank == text || !text_is_digit(blank[-1])) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; ++i) {
        const size_t length = strlen(units[i]);
        /* strchr() finds the end of the text, too */
        if (strncmp(units[i], word, length) == 0 && strchr(ends, word[length]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether the word that a text begins with ends before byte `at`. */
static bool ends_word(const char *text, size_t at)
{
    return text[at] == '\0' || (text[at] == ' ' && !is_glue(text, text + at));
}

/* The bytes of the word that a text begins with. */
static size_t word_length(const char *text)
{
    size_t length = strcspn(text, " ");
    while (!ends_word(text, length)) {
        length += 1 + strcspn(text + length + 1, " ");
    }
    return length;
}

/* The columns of the character at a place of a text, and its bytes. */
static size_t character_columns(size_t *bytes, const char *text)
{
    enum { MOST_BYTES = 4 }; /* of UTF-8 */
    return columns_first(bytes, text, strnlen(text, MOST_BYTES));
}

/* Whether the word that a text begins with fits into the room; its bytes and columns. What does not
 * fit is not read to its end, which may be far: a line would take the time of all that follow. */
static bool word_fits(size_t *length, size_t *columns, const char *text, size_t room)
{
    *columns = 0;
    *length = 0;
    for (size_t bytes; !ends_word(text, *length); *length += bytes) {
        *columns += character_columns(&bytes, text + *length);
        if (*columns > room) {
            return false;
        }
    }
    return true;
}

/* The part of a word that fits into the room, up to its last mark if there is one: addresses and
 * paths are read in parts. At least one character. */
static size_t fitting_bytes(const char *word, size_t room)
{
    static const char marks[] = "/;,_-&=";
    size_t used = 0;
    size_t columns = 0;
    size_t marked = 0;
    for (size_t bytes; !ends_word(word, used); used += bytes) {
        columns += character_columns(&bytes, word + used);
        if (columns > room && used > 0) {
            return marked > 0 ? marked : used;
        }
        marked = strchr(marks, word[used]) != NULL ? used + bytes : marked;
    }
    return used;
}

/* Blanks before a word count on its line and vanish at the end of one. A line takes a character at
 * least, whatever the room: else its text would never end. */
const char *text_line_next(struct text_line *line, const char *text, size_t room, bool breaks_words)
{
    text += strspn(text, " ");
    *line = (struct text_line){.text = text};
    const char *next = text;
    size_t before = 0; /* columns up to `next` */
    while (*next != '\0') {
        const char *word = next + strspn(next, " ");
        size_t length;
        size_t columns;
        before += (size_t)(word - next);
        if (before > room || !word_fits(&length, &columns, word, room - before)) {
            if (line->length > 0 || breaks_words) {
                break;
            }
            length = word_length(word);
            columns = columns_of(word, length);
        }
        before += columns;
        line->length = length > 0 ? (size_t)(word + length - text) : line->length;
        line->columns = length > 0 ? before : line->columns;
        next = word + length;
    }
    if (line->length == 0 && *next != '\0') {
        line->length = fitting_bytes(text, room);
        line->columns = columns_of(text, line->length);
        next = text + line->length;
    }
    next += strspn(next, " ");
    return *next != '\0' ? next : NULL;
}

size_t text_longest_word(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        text += strspn(text, " ");
        const size_t length = word_length(text);
        const size_t columns = columns_of(text, length);
        longest = columns > longest ? columns : longest;
        text += length;
    }
    return longest;
}

/* What would end a line or turn the direction of what follows, as a name in a package could. */
static size_t disturbing(const char *text)
{
    return text_control(text) + text_direction_mark(text);
}

/* Most texts are so already, and are not copied. As many blanks as bytes keep the length. */
const char *text_one_line(struct arena *arena, const char *text)
{
    size_t plain = 0;
    while (text[plain] != '\0' && disturbing(text + plain) == 0) {
        ++plain;
    }
    if (text[plain] == '\0') {
        return text;
    }
    char *line = arena_copy(arena, text, strlen(text));
    for (char *c = line; c != NULL && *c != '\0'; ++c) {
        const size_t control = disturbing(c);
        if (control > 0) {
            memset(c, ' ', control);
            c += control - 1;
        }
    }
    return line;
}

/* ---- Writing --------------------------------------------------------------------------------- */

void text_put_toned(const struct text_form *form, enum tone tone, const char *text, size_t length)
{
    static const char *const begin[] = {[TONE_PLAIN] = "",
                                        [TONE_HEADING] = "\033[1m",
                                        [TONE_WARNING] = "\033[33m",
                                        [TONE_BAD] = "\033[31m"};
    const bool colors = form->is_colored && tone != TONE_PLAIN && length > 0;
    writer_put(form->writer, colors ? begin[tone] : "");
    writer_bytes(form->writer, text, length);
    writer_put(form->writer, colors ? "\033[0m" : "");
}

void text_put_prose(const struct text_form *form, const char *text, size_t indent, enum tone tone,
                    size_t toned)
{
    const size_t columns = form->columns < MOST_PROSE_COLUMNS ? form->columns : MOST_PROSE_COLUMNS;
    const char *toned_end = text + toned;
    const size_t further = indent + HANGING;
    struct text_line line;
    do {
        const size_t room = columns > indent ? columns - indent : 1;
        /* Words are not broken: an address or a path that a reader copies has to be whole. */
        text = text_line_next(&line, text, room, false);
        const size_t left = toned_end > line.text ? (size_t)(toned_end - line.text) : 0;
        const size_t first = left < line.length ? left : line.length;
        writer_repeat(form->writer, ' ', line.length > 0 ? indent : 0);
        text_put_toned(form, tone, line.text, first);
        writer_bytes(form->writer, line.text + first, line.length - first);
        writer_put(form->writer, "\n");
        indent = further;
    } while (text != NULL);
}
