/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in lines of a given room, broken between words. Widths are columns of a terminal. */
#ifndef BLACKOUT_DOCUMENT_TEXT_LINES_H
#define BLACKOUT_DOCUMENT_TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/writer.h"

/* What a colour says; words say it too. */
enum tone { TONE_PLAIN, TONE_HEADING, TONE_WARNING, TONE_BAD };

/* How lines are written. */
struct text_form {
    struct writer *writer;
    size_t columns; /* of a table */
    bool is_colored;
};

/* Nobody reads sentences well in longer lines, whatever the terminal has room for. */
enum { MOST_PROSE_COLUMNS = 100 };

/* One line of a text. */
struct text_line {
    const char *text;
    size_t length; /* bytes */
    size_t columns;
};

/* The first line of a text; returns what comes after it, NULL at the end. A word that is longer
 * than the room sticks out, or, with `breaks_words`, goes on in the next line. */
const char *text_line_next(struct text_line *line, const char *text, size_t room,
                           bool breaks_words);

/* The columns of the longest word. */
size_t text_longest_word(const char *text);

/* A text with blanks in place of line ends and of all that moves the cursor of a terminal, sets
 * its colours or turns the direction of the figures that follow: names of the data must do none of
 * it. The text itself where it has none; NULL when memory is out. */
const char *text_one_line(struct arena *arena, const char *text);

/* Writes in the colour of a tone, where there are colours. */
void text_put_toned(const struct text_form *form, enum tone tone, const char *text, size_t length);

/* Writes a text of one line as lines of prose, the first indented by `indent` and the others by two
 * more. The first `toned` bytes have the tone. */
void text_put_prose(const struct text_form *form, const char *text, size_t indent, enum tone tone,
                    size_t toned);

#endif
