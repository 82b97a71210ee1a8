/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line ends at a blank where it has one, else after a joint of a name ("us_canada-", "europe/"),
 * else between two letters: nothing is left out but blanks at its end. SVG 1.1 breaks no lines by
 * itself. */
#include "document/svg_lines.h"

#include <math.h>
#include <string.h>

#include "document/markup.h"

/* No line is as long: pictures are 620 pixels wide, 90 letters. The last letter must fit as a
 * whole. */
enum { LINE_SIZE = 512, MOST_LETTER_BYTES = 4 };

static bool is_joint(char letter)
{
    return strchr("-_/.:,;", letter) != NULL;
}

/* Bytes of the first line of `text`, and in `used` how wide it is. At least one letter: a picture
 * without room for one is none that is drawn. */
static size_t first_line(const char *text, double room, double *used)
{
    double width = 0;
    double width_at_end = 0;
    size_t bytes = 0;
    size_t end = 0; /* of the last place where a line may end */
    while (bytes < LINE_SIZE - MOST_LETTER_BYTES - 1 && text[bytes] != '\0') {
        const bool blank = text[bytes] == ' ';
        const double letter = svg_letter_width(text + bytes);
        if (blank) {
            end = bytes;
            width_at_end = width;
        }
        if (width + letter > room && bytes > 0 && !blank) {
            *used = end > 0 ? width_at_end : width;
            return end > 0 ? end : bytes;
        }
        width += letter;
        bytes += svg_letter_bytes(text + bytes);
        if (is_joint(text[bytes - 1]) && width <= room) {
            end = bytes;
            width_at_end = width;
        }
    }
    *used = width;
    return bytes;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

size_t svg_lines(const char *text, double width)
{
    double used;
    size_t count = 0;
    /* An empty text takes a line, too, so that its row is as high as others. */
    for (const char *rest = skip_blanks(text); count == 0 || rest[0] != '\0'; ++count) {
        rest = skip_blanks(rest + first_line(rest, width, &used));
    }
    return count;
}

double svg_lines_width(const char *text, double width)
{
    double widest = 0;
    for (const char *rest = skip_blanks(text); rest[0] != '\0';) {
        double used;
        rest = skip_blanks(rest + first_line(rest, width, &used));
        widest = fmax(widest, used);
    }
    return widest;
}

static void put_line(struct writer *writer, const char *text, size_t length)
{
    char line[LINE_SIZE];
    memcpy(line, text, length);
    line[length] = '\0';
    markup_text(writer, line);
}

void svg_text_lines(struct writer *writer, const char *class, struct svg_point at, const char *text,
                    double width)
{
    double used;
    const char *rest = skip_blanks(text);
    size_t length = first_line(rest, width, &used);
    svg_text_begin(writer, class, at);
    put_line(writer, rest, length);
    for (rest = skip_blanks(rest + length); rest[0] != '\0'; rest = skip_blanks(rest + length)) {
        length = first_line(rest, width, &used);
        /* A blank before the line that was broken at one, so that copied text has its words apart.
         */
        writer_put(writer, rest[-1] == ' ' ? " <tspan x=\"" : "<tspan x=\"");
        svg_number(writer, at.x);
        writer_format(writer, "\" dy=\"%d\">", SVG_LINE_HEIGHT);
        put_line(writer, rest, length);
        writer_put(writer, "</tspan>");
    }
    writer_put(writer, "</text>\n");
}
