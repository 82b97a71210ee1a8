/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kinds of charts share when they are drawn: sizes, the unit in which numbers are shown,
 * and texts under the pointer. Each kind has a file of its own and draws below `top`. */
#ifndef BLACKOUT_DOCUMENT_CHART_DRAW_H
#define BLACKOUT_DOCUMENT_CHART_DRAW_H

#include "document/chart.h"
#include "document/scale.h"
#include "document/svg.h"

/* How the numbers of an axis are shown: "M USD" is the number over a million. */
struct chart_unit {
    double times;
    double over;
    char name[UNIT_PRINT_SIZE]; /* "" for none */
};

/* Made anew for the wide and for the narrow picture, of the same chart; nothing of it outlives a
 * call. */
struct drawing {
    struct writer *writer;
    const struct chart *chart;
    struct chart_unit x;
    struct chart_unit y;
    double width; /* pixels; the height follows from what is drawn */
    double top;   /* above it is the title, where the picture has one */
    bool narrow;  /* for a telephone: labels are above their rows */
};

/* Heights of a line of letters, of a letter above its baseline, of what is below a plot, and a
 * distance between two things, in pixels. Texts stand on their baseline: it is 4 pixels, about half
 * of a letter, below the middle that they are to be at. */
enum { LINE_HEIGHT = 16, LETTER_HEIGHT = 9, AXIS_HEIGHT = 38, GAP = 8 };

/* Series are told apart by so many colours: as many as page/chart.css has classes, s0 to s5. */
enum { COLOURS = 6 };

/* A number of a series in the unit that is shown. */
double drawing_number(const struct chart_unit *unit, const struct chart_numbers *numbers,
                      size_t index);

/* Widens the ends, which are NAN at first, by a list of numbers. */
void drawing_widen(double ends[2], const struct chart_unit *unit,
                   const struct chart_numbers *numbers);

/* "dot s2": a class of page/chart.css, with that of the colour of a series. Returns `text`. */
enum { CLASS_SIZE = 64 };
const char *drawing_class(char text[CLASS_SIZE], const char *class, size_t series);

/* "88.6 M USD (32.6 to 197)": the value at a place, and its ends where it has both. */
enum { TIP_SIZE = 1536 };
void drawing_tip(char text[TIP_SIZE], const struct drawing *drawing,
                 const struct chart_series *series, size_t index);

/* "loss, M USD"; the unit is the one that is shown. */
enum { TITLE_SIZE = 192 };
const char *drawing_axis_title(char text[TITLE_SIZE], const struct chart_axis *axis,
                               const struct chart_unit *unit);

/* Heights of rows that have a label each: beside the row, or above it on a narrow picture. */
enum { ROW = 26, NARROW_ROW = 40 };

/* The height of a row whose label has `room`, in which a longer one takes several lines. */
double drawing_row_height(const struct drawing *drawing, size_t index, double room);

/* The height that a kind needs, and its picture: in chart_lines.c, chart_bars.c, chart_grid.c,
 * chart_parts.c. */
double lines_height(const struct drawing *drawing);
void lines_draw(const struct drawing *drawing);
double bars_height(const struct drawing *drawing);
void bars_draw(const struct drawing *drawing);
double grid_height(const struct drawing *drawing);
void grid_draw(const struct drawing *drawing);
double parts_height(const struct drawing *drawing);
void parts_draw(const struct drawing *drawing);

#endif
