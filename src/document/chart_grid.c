/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field for each label and series, with its number in it, the darker the larger. The shade goes
 * by the root of the number, since the largest is often a hundred times the others. */
#include <math.h>
#include <stdio.h>

#include "core/text.h"
#include "document/chart_draw.h"

enum { FIELD_HEIGHT = 34, HEAD = 22, SPACE = 2, SHADES = 8 };

/* From this shade on letters are light; narrower fields have no room for a number. */
enum { DARK = 5 };
static const double least_for_number = 36;
static const double most_for_labels = 0.34;

struct fields {
    const struct drawing *drawing;
    double left;
    double width;
    double largest;
};

double grid_height(const struct drawing *drawing)
{
    return drawing->top + HEAD + FIELD_HEIGHT * (double)drawing->chart->labels.count + LINE_HEIGHT +
           GAP;
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
    return (struct fields){.drawing = drawing,
                           .left = left,
                           .width = (drawing->width - left) / (double)chart->series_count,
                           .largest = isfinite(ends[1]) && ends[1] > 0 ? ends[1] : 1};
}

static void draw_field(const struct fields *fields, size_t k, size_t i)
{
    const struct drawing *drawing = fields->drawing;
    const struct chart_series *series = &drawing->chart->series[k];
    const double value = drawing_number(&drawing->y, &series->values, i);
    const struct svg_box box = {fields->left + fields->width * (double)k,
                                drawing->top + HEAD + FIELD_HEIGHT * (double)i,
                                fields->width - SPACE, FIELD_HEIGHT - SPACE};
    char label[VALUE_PRINT_SIZE];
    char digits[SCALE_TEXT_SIZE];
    char tip[VALUE_PRINT_SIZE];
    char class[CLASS_SIZE];
    if (!isfinite(value)) {
        return;
    }
    const int shade = (int)fmin(SHADES * sqrt(fmax(value, 0) / fields->largest), SHADES - 1);
    scale_three_digits(digits, value);
    snprintf(tip, sizeof tip, "%.200s, %.200s: %s %s", series->name,
             chart_label(label, &drawing->chart->labels, i), digits, drawing->y.name);
    text_make_line(tip); /* cutting may have cut a letter */
    snprintf(class, sizeof class, "field h%d", shade);
    svg_box(drawing->writer, class, box, tip);
    if (fields->width >= least_for_number) {
        const struct svg_point middle = {box.x + box.width / 2, box.y + box.height / 2 + 4};
        svg_text(drawing->writer, shade >= DARK ? "on middle" : "in middle", middle, digits);
    }
}

void grid_draw(const struct drawing *drawing)
{
    const struct fields fields = make_fields(drawing);
    const struct chart *chart = drawing->chart;
    char text[VALUE_PRINT_SIZE];
    char cut[SVG_TEXT_SIZE];
    char title[TITLE_SIZE];
    for (size_t k = 0; k < chart->series_count; ++k) {
        const double x = fields.left + fields.width * ((double)k + 0.5) - SPACE / 2.0;
        svg_text(drawing->writer, "label middle",
                 (struct svg_point){x, drawing->top + LETTER_HEIGHT + 2},
                 svg_text_cut(cut, chart->series[k].name, fields.width - SPACE));
    }
    for (size_t i = 0; i < chart->labels.count; ++i) {
        const double y = drawing->top + HEAD + FIELD_HEIGHT * ((double)i + 0.5) + 3;
        svg_text(drawing->writer, "label end", (struct svg_point){fields.left - GAP, y},
                 svg_text_cut(cut, chart_label(text, &chart->labels, i), fields.left));
        for (size_t k = 0; k < chart->series_count; ++k) {
            draw_field(&fields, k, i);
        }
    }
    svg_text(drawing->writer, "axis end",
             (struct svg_point){drawing->width - SPACE, grid_height(drawing) - 4},
             drawing_axis_title(title, &chart->y, &drawing->y));
}
