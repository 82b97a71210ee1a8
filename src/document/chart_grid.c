/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field for each label and series, with its number in it, the darker the larger. The shade goes
 * by the root of the number, since the largest is often a hundred times the others. */
#include <math.h>
#include <stdio.h>

#include "core/text.h"
#include "document/chart_draw.h"
#include "document/svg_lines.h"

enum { FIELD_HEIGHT = 34, HEAD = 22, SPACE = 2, SHADES = 8 };

/* From this shade on letters are light; narrower fields have no room for a number. Shades are the
 * classes h0 to h7 of page/chart.css, which leaves a gap before h5 between those for dark and for
 * light letters. */
enum { DARK = 5 };
static const double least_for_number = 36;
static const double most_for_labels = 0.34;

/* Letters of class "small", beside others: 11 pixels high and not 12.5. */
static const double small_letters = 0.88;

struct fields {
    const struct drawing *drawing;
    double left;   /* where fields begin, after the labels */
    double width;  /* of one, with the space after it */
    double head;   /* height of the names of the series, in as many lines as they need */
    double height; /* of a row, whose label may have several too */
    double largest;
};

/* A series has its name above its fields, on a narrow picture in small letters: the room that it
 * has in ordinary ones. */
static double name_room(const struct drawing *drawing, double width)
{
    return (width - SPACE) / (drawing->narrow ? small_letters : 1);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The largest of all series is the darkest, so that fields can be compared across them. */
static struct fields make_fields(const struct drawing *drawing)
{
    char text[VALUE_PRINT_SIZE];
    const struct chart *chart = drawing->chart;
    double widest = 0;
    double ends[2] = {NAN, NAN};
    for (size_t i = 0; i < chart->labels.count; ++i) {
        widest = fmax(widest, svg_text_width(chart_label(text, &chart->labels, i)));
    }
    for (size_t k = 0; k < chart->series_count; ++k) {
        drawing_widen(ends, &drawing->y, &chart->series[k].values);
    }
    const double left = fmin(widest, most_for_labels * drawing->width) + GAP;
    const double width = (drawing->width - left) / (double)chart->series_count;
    size_t head = 1;
    size_t rows = 1;
    for (size_t k = 0; k < chart->series_count; ++k) {
        head = larger(head, svg_lines(chart->series[k].name, name_room(drawing, width)));
    }
    for (size_t i = 0; i < chart->labels.count; ++i) {
        rows = larger(rows, svg_lines(chart_label(text, &chart->labels, i), left - GAP));
    }
    return (struct fields){.drawing = drawing,
                           .left = left,
                           .width = width,
                           .head = HEAD + SVG_LINE_HEIGHT * (double)(head - 1),
                           .height = fmax(FIELD_HEIGHT, SVG_LINE_HEIGHT * (double)rows + 4),
                           .largest = isfinite(ends[1]) && ends[1] > 0 ? ends[1] : 1};
}

double grid_height(const struct drawing *drawing)
{
    const struct fields fields = make_fields(drawing);
    return drawing->top + fields.head + fields.height * (double)drawing->chart->labels.count +
           LINE_HEIGHT + GAP;
}

static void draw_field(const struct fields *fields, size_t k, size_t i)
{
    const struct drawing *drawing = fields->drawing;
    const struct chart_series *series = &drawing->chart->series[k];
    const double value = drawing_number(&drawing->y, &series->values, i);
    const struct svg_box box = {fields->left + fields->width * (double)k,
                                drawing->top + fields->head + fields->height * (double)i,
                                fields->width - SPACE, fields->height - SPACE};
    char label[VALUE_PRINT_SIZE];
    char digits[SCALE_TEXT_SIZE];
    char tip[TIP_SIZE];
    char class[CLASS_SIZE];
    /* An absent figure has no field: a light one would be read as a small loss. */
    if (!isfinite(value)) {
        return;
    }
    /* The largest itself would be one shade too many; what is below 0 is as light as nothing. */
    const int shade = (int)fmin(SHADES * sqrt(fmax(value, 0) / fields->largest), SHADES - 1);
    scale_three_digits(digits, value);
    snprintf(tip, sizeof tip, "%.500s, %.500s: %s %s", series->name,
             chart_label(label, &drawing->chart->labels, i), digits, drawing->y.name);
    text_make_line(tip); /* cutting may have cut a letter */
    snprintf(class, sizeof class, "field h%d", shade);
    svg_box(drawing->writer, class, box, tip);
    if (fields->width >= least_for_number) {
        const struct svg_point middle = {box.x + box.width / 2, box.y + box.height / 2 + 4};
        svg_text(drawing->writer, shade >= DARK ? "on middle" : "in middle", middle, digits);
    }
}

/* The names of the series, down to the line above the fields; those of the rows, in their middle.
 */
static void draw_names(const struct fields *fields)
{
    const struct drawing *drawing = fields->drawing;
    const struct chart *chart = drawing->chart;
    char text[VALUE_PRINT_SIZE];
    for (size_t k = 0; k < chart->series_count; ++k) {
        const double room = name_room(drawing, fields->width);
        const double x = fields->left + fields->width * ((double)k + 0.5) - SPACE / 2.0;
        const double last = drawing->top + fields->head - (HEAD - LETTER_HEIGHT - 2);
        const size_t lines = svg_lines(chart->series[k].name, room);
        svg_text_lines(drawing->writer, drawing->narrow ? "label middle small" : "label middle",
                       (struct svg_point){x, last - SVG_LINE_HEIGHT * (double)(lines - 1)},
                       chart->series[k].name, room);
    }
    for (size_t i = 0; i < chart->labels.count; ++i) {
        const char *label = chart_label(text, &chart->labels, i);
        const double room = fields->left - GAP;
        const double middle = drawing->top + fields->head + fields->height * ((double)i + 0.5) + 3;
        const double above = SVG_LINE_HEIGHT / 2.0 * (double)(svg_lines(label, room) - 1);
        svg_text_lines(drawing->writer, "label end", (struct svg_point){room, middle - above},
                       label, room);
    }
}

void grid_draw(const struct drawing *drawing)
{
    const struct fields fields = make_fields(drawing);
    const struct chart *chart = drawing->chart;
    char title[TITLE_SIZE];
    draw_names(&fields);
    for (size_t i = 0; i < chart->labels.count; ++i) {
        for (size_t k = 0; k < chart->series_count; ++k) {
            draw_field(&fields, k, i);
        }
    }
    svg_text(drawing->writer, "axis end",
             (struct svg_point){drawing->width - SPACE, grid_height(drawing) - 4},
             drawing_axis_title(title, &chart->y, &drawing->y));
}
