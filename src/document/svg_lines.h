/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts in as many lines as they need: names come from data and have any length, and a name that is
 * cut may be that of another. */
#ifndef BLACKOUT_DOCUMENT_SVG_LINES_H
#define BLACKOUT_DOCUMENT_SVG_LINES_H

#include "document/svg.h"

/* Between the baselines of two lines, in pixels. */
enum { SVG_LINE_HEIGHT = 15 };

/* How many lines a text has where each is at most so wide, in pixels of the letters of charts; at
 * least 1. */
size_t svg_lines(const char *text, double width);

/* The widest of these lines. */
double svg_lines_width(const char *text, double width);

/* Writes them as one text, so that a reader of the file finds the name in one place; `at` is of the
 * first line. */
void svg_text_lines(struct writer *writer, const char *class, struct svg_point at, const char *text,
                    double width);

#endif
