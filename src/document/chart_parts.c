/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar for each label, as long as all others: what its sum consists of, a part for each series. A
 * label whose parts are all 0 has no bar, since nothing is no part of nothing; the table has it. */
#include <math.h>
#include <stdio.h>

#include "core/text.h"
#include "document/chart_draw.h"
#include "document/svg_lines.h"

enum { BAR = 18, KEY_LEFT = 11, KEY_GAP = 22 };

/* Of the width, that labels may take; a part that is not so many pixels wider than its number has
 * none. */
static const double most_for_labels = 0.38;
static const double margin_of_number = 6;
static const double dot_radius = 5;

/* A part below 0 has no place in a sum of parts, and one that is not known none either. */
static double value_at(const struct drawing *drawing, size_t k, size_t i)
{
    const double value = drawing_number(&drawing->y, &drawing->chart->series[k].values, i);
    return isfinite(value) && value > 0 ? value : 0;
}

static double sum_at(const struct drawing *drawing, size_t i)
{
    double sum = 0;
    for (size_t k = 0; k < drawing->chart->series_count; ++k) {
        sum += value_at(drawing, k, i);
    }
    return sum;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static double label_room(const struct drawing *drawing)
{
    return drawing->narrow ? drawing->width : most_for_labels * drawing->width;
}

static double row_height(const struct drawing *drawing, size_t i)
{
    return drawing_row_height(drawing, i, label_room(drawing));
}

/* Where bars begin: after the labels, or below them on a narrow picture. */
static double bars_left(const struct drawing *drawing)
{
    char text[VALUE_PRINT_SIZE];
    double widest = 0;
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        const char *label = chart_label(text, &drawing->chart->labels, i);
        widest = fmax(widest, svg_lines_width(label, label_room(drawing)));
    }
    return drawing->narrow ? 0 : widest + GAP;
}

/* Without an axis: bars that are all as long have no scale, and each part its number. */
double parts_height(const struct drawing *drawing)
{
    double height = drawing->top + LINE_HEIGHT + GAP;
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        height += sum_at(drawing, i) > 0 ? row_height(drawing, i) : 0;
    }
    return height;
}

/* ---- Parts ----------------------------------------------------------------------------------- */

/* A key above, and no name in each part: many parts are narrower than their name. */
static void draw_key(const struct drawing *drawing)
{
    char class[CLASS_SIZE];
    const double y = drawing->top + LETTER_HEIGHT + 2;
    double left = dot_radius;
    for (size_t k = 0; k < drawing->chart->series_count; ++k) {
        const char *name = drawing->chart->series[k].name;
        svg_circle(drawing->writer, drawing_class(class, "dot", k), (struct svg_point){left, y - 4},
                   dot_radius, NULL);
        svg_text(drawing->writer, "tick", (struct svg_point){left + KEY_LEFT, y}, name);
        left += KEY_LEFT + svg_text_width(name) + KEY_GAP;
    }
}

/* A number that does not fit is under the pointer and in the table. */
static void draw_part(const struct drawing *drawing, struct svg_box box, size_t k, size_t i)
{
    char label[VALUE_PRINT_SIZE];
    char class[CLASS_SIZE];
    char digits[SCALE_TEXT_SIZE];
    char tip[TIP_SIZE];
    const char *name = drawing->chart->series[k].name;
    scale_three_digits(digits, value_at(drawing, k, i));
    snprintf(tip, sizeof tip, "%.500s, %.500s: %s %s",
             chart_label(label, &drawing->chart->labels, i), name, digits, drawing->y.name);
    text_make_line(tip); /* cutting may have cut a letter */
    svg_box(drawing->writer, drawing_class(class, "part", k), box, tip);
    if (box.width >= svg_text_width(digits) + margin_of_number) {
        svg_text(drawing->writer, "on middle",
                 (struct svg_point){box.x + box.width / 2, box.y + BAR / 2.0 + 4}, digits);
    }
}

static void draw_row(const struct drawing *drawing, size_t i, double left, double top)
{
    enum { BASE = NARROW_ROW - ROW - 1, WIDE_BASE = ROW / 2 + 4 };
    char text[VALUE_PRINT_SIZE];
    const double height = row_height(drawing, i);
    const double sum = sum_at(drawing, i);
    /* As in chart_bars.c: the bar is at the foot of its row where the label is above it. */
    const double middle = top + (drawing->narrow ? height - ROW / 2.0 : height / 2);
    const struct svg_point label = {drawing->narrow ? 0 : left - GAP,
                                    top + (drawing->narrow ? BASE : WIDE_BASE)};
    svg_text_lines(drawing->writer, drawing->narrow ? "label" : "label end", label,
                   chart_label(text, &drawing->chart->labels, i), label_room(drawing));
    double x = left;
    for (size_t k = 0; k < drawing->chart->series_count; ++k) {
        const double width = (drawing->width - left) * value_at(drawing, k, i) / sum;
        if (width > 0) {
            draw_part(drawing, (struct svg_box){x, middle - BAR / 2.0, width, BAR}, k, i);
        }
        x += width;
    }
}

void parts_draw(const struct drawing *drawing)
{
    const double left = bars_left(drawing);
    double top = drawing->top + LINE_HEIGHT + GAP;
    draw_key(drawing);
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        if (sum_at(drawing, i) > 0) {
            draw_row(drawing, i, left, top);
            top += row_height(drawing, i);
        }
    }
}
