/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes elements one by one and holds no tree. Lengths have one decimal place, a tenth of a
 * pixel, so that a picture has the same bytes wherever arithmetic differs in the last bit. */
#include "document/svg.h"

#include <stdbool.h>
#include "core/number.h"
#include "document/markup.h"

void svg_number(struct writer *writer, double number)
{
    char text[NUMBER_FIXED_SIZE];
    size_t length = number_print_fixed(text, sizeof text, number, 1, '\0');
    /* ".0" is left out: a page has thousands of lengths. */
    bool whole = length > 2 && text[length - 1] == '0';
    writer_bytes(writer, text, whole ? length - 2 : length);
}

static void put_length(struct writer *writer, const char *name, double length)
{
    writer_put(writer, " ");
    writer_put(writer, name);
    writer_put(writer, "=\"");
    svg_number(writer, length);
    writer_put(writer, "\"");
}

static void begin(struct writer *writer, const char *element, const char *class)
{
    writer_put(writer, "<");
    writer_put(writer, element);
    writer_put(writer, " class=\"");
    writer_put(writer, class);
    writer_put(writer, "\"");
}

/* A `title` is what browsers show under the pointer and screen readers say (SVG 1.1, section 5.4).
 * It is a child of its element, which is closed at once without one. */
static void end(struct writer *writer, const char *element, const char *title)
{
    if (title == NULL) {
        writer_put(writer, "/>\n");
        return;
    }
    writer_put(writer, "><title>");
    markup_text(writer, title);
    writer_put(writer, "</title></");
    writer_put(writer, element);
    writer_put(writer, ">\n");
}

void svg_line(struct writer *writer, const char *class, struct svg_point from, struct svg_point to)
{
    begin(writer, "line", class);
    put_length(writer, "x1", from.x);
    put_length(writer, "y1", from.y);
    put_length(writer, "x2", to.x);
    put_length(writer, "y2", to.y);
    end(writer, "line", NULL);
}

void svg_box(struct writer *writer, const char *class, struct svg_box box, const char *title)
{
    begin(writer, "rect", class);
    put_length(writer, "x", box.x);
    put_length(writer, "y", box.y);
    put_length(writer, "width", box.width);
    put_length(writer, "height", box.height);
    end(writer, "rect", title);
}

void svg_circle(struct writer *writer, const char *class, struct svg_point centre, double radius,
                const char *title)
{
    begin(writer, "circle", class);
    put_length(writer, "cx", centre.x);
    put_length(writer, "cy", centre.y);
    put_length(writer, "r", radius);
    end(writer, "circle", title);
}

void svg_text_begin(struct writer *writer, const char *class, struct svg_point at)
{
    begin(writer, "text", class);
    put_length(writer, "x", at.x);
    put_length(writer, "y", at.y);
    writer_put(writer, ">");
}

void svg_text(struct writer *writer, const char *class, struct svg_point at, const char *text)
{
    svg_text_begin(writer, class, at);
    markup_text(writer, text);
    writer_put(writer, "</text>\n");
}

void svg_path(struct writer *writer, const char *class)
{
    begin(writer, "path", class);
    writer_put(writer, " d=\"");
}

void svg_path_to(struct writer *writer, struct svg_point point, int first)
{
    writer_put(writer, first ? "M" : "L");
    svg_number(writer, point.x);
    writer_put(writer, " ");
    svg_number(writer, point.y);
}

void svg_path_end(struct writer *writer, int closed)
{
    writer_put(writer, closed ? "Z\"/>\n" : "\"/>\n");
}

/* ---- Widths of texts ------------------------------------------------------------------------- */

/* Of letters of page/chart.css, 12.5 pixels high, in DejaVu Sans, which is wide: English words have
 * 6.4 to 6.6 pixels a letter, digits 7.95, capitals 8.6 in the mean. Letters of three bytes, as
 * those of Chinese, are as wide as they are high. The fonts of the reader are not known: too wide
 * an estimate costs room, too narrow a one cuts a name. Other sizes and weights of letters are
 * factors beside these: in chart_grid.c, chart_lines.c and chart_svg.c. */
static const double letter_width = 6.9;
static const double digit_width = 7.95;
static const double capital_width = 8.6;
static const double wide_width = 13.8;

/* By its first byte. Letters of two bytes, as those with accents, of Greek and Cyrillic, count as
 * small ones. */
double svg_letter_width(const char *letter)
{
    const unsigned char first = (unsigned char)letter[0];
    return first >= 0xE0                  ? wide_width
           : first >= '0' && first <= '9' ? digit_width
           : first >= 'A' && first <= 'Z' ? capital_width
                                          : letter_width;
}

size_t svg_letter_bytes(const char *letter)
{
    size_t bytes = 1;
    /* The bytes of UTF-8 that continue a character. */
    while (((unsigned char)letter[bytes] & 0xC0) == 0x80) {
        ++bytes;
    }
    return bytes;
}

double svg_text_width(const char *text)
{
    double width = 0;
    for (const char *at = text; at[0] != '\0'; at += svg_letter_bytes(at)) {
        width += svg_letter_width(at);
    }
    return width;
}
