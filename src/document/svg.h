/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few elements of SVG that charts are drawn of. Lengths are pixels at the size that a chart is
 * made for, written with one place; colours and sizes of letters are classes of page/chart.css, so
 * that a picture follows a light or dark page. */
#ifndef BLACKOUT_DOCUMENT_SVG_H
#define BLACKOUT_DOCUMENT_SVG_H

#include "core/writer.h"

struct svg_point {
    double x;
    double y;
};

struct svg_box {
    double x;
    double y;
    double width;
    double height;
};

/* A length, with one place or none. */
void svg_number(struct writer *writer, double number);

/* Attributes are written with names of our own, unescaped: `class` is never of the data. Texts and
 * titles may be anything. */
void svg_line(struct writer *writer, const char *class, struct svg_point from, struct svg_point to);

/* `title` is shown under the pointer; NULL: none. */
void svg_box(struct writer *writer, const char *class, struct svg_box box, const char *title);
void svg_circle(struct writer *writer, const char *class, struct svg_point centre, double radius,
                const char *title);

/* A class with "end" or "middle" says which end of the text `at` is. */
void svg_text(struct writer *writer, const char *class, struct svg_point at, const char *text);

/* Its opening tag alone: whoever writes the text ends it. */
void svg_text_begin(struct writer *writer, const char *class, struct svg_point at);

/* Begins a path; points are added by svg_path_to(), and svg_path_end() ends it, closed or not.
 * `first` begins a stretch of its own: between it and the point before nothing is drawn. */
void svg_path(struct writer *writer, const char *class);
void svg_path_to(struct writer *writer, struct svg_point point, int first);
void svg_path_end(struct writer *writer, int closed);

/* How wide a text is about, in the letters of charts: fonts differ, so this is a little more than
 * most are. */
double svg_text_width(const char *text);

/* The same of its first letter, which is UTF-8 and is there; and how many bytes that has. */
double svg_letter_width(const char *letter);
size_t svg_letter_bytes(const char *letter);

#endif
