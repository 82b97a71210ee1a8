/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each label, its number along a common axis: the steps of a waterfall, the swings of a
 * tornado, points in their intervals. Rows lie, so that labels of any length can be read; where the
 * picture is narrow they are above their bars. Rows with the same unit share one axis, so that
 * their lengths may be compared. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "document/chart_draw.h"
#include "document/svg_lines.h"

enum { BAR = 14, WHISKER_END = 4 };

/* Of the width, that labels may take; the pixels after a bar that its number takes. */
static const double most_for_labels = 0.46;
static const double number_width = 58;
static const double dot_radius = 5;

/* Of the widest swing: inputs with less are in the table alone. chart_about() says so to the
 * reader. */
static const double least_swing = 0.02;

struct rows {
    const struct drawing *drawing;
    struct scale scale;
    double labels; /* width of their column; 0: they are above */
};

/* ---- Rows ------------------------------------------------------------------------------------ */

/* These kinds have one: several series side by side would need another layout. */
static const struct chart_series *only_series(const struct drawing *drawing)
{
    return &drawing->chart->series[0];
}

static double value_at(const struct drawing *drawing, size_t index)
{
    return drawing_number(&drawing->y, &only_series(drawing)->values, index);
}

static double low_at(const struct drawing *drawing, size_t index)
{
    return drawing_number(&drawing->y, &only_series(drawing)->low, index);
}

static double high_at(const struct drawing *drawing, size_t index)
{
    return drawing_number(&drawing->y, &only_series(drawing)->high, index);
}

/* The total that the swings of a tornado are around. In the unit that is shown, as all numbers of
 * the picture. */
static double centre_of(const struct drawing *drawing)
{
    return drawing->chart->centre * drawing->y.times / drawing->y.over;
}

/* How far an input moves the total; -1: it has no swing. */
static double swing_of(const struct drawing *drawing, size_t index)
{
    const double swing = fabs(high_at(drawing, index) - low_at(drawing, index));
    return isfinite(swing) ? swing : -1;
}

static double widest_swing(const struct drawing *drawing)
{
    double widest = 0;
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        widest = fmax(widest, swing_of(drawing, i));
    }
    return widest;
}

/* A step that changes nothing is in the table alone; the first and the last are what it is about.
 * Rows that say nothing would push those that do off the screen; the table has all of them. */
static bool is_drawn(const struct drawing *drawing, size_t index)
{
    const struct chart *chart = drawing->chart;
    if (chart->kind == CHART_TORNADO) {
        return swing_of(drawing, index) >= least_swing * widest_swing(drawing);
    }
    const bool end =
        chart->kind != CHART_WATERFALL || index == 0 || index + 1 == chart->labels.count;
    return isfinite(value_at(drawing, index)) &&
           (end || value_at(drawing, index) != value_at(drawing, index - 1));
}

/* The room for labels beside the bars, in which longer ones take several lines; where they are
 * above the bars, all. */
static double label_room(const struct drawing *drawing)
{
    return drawing->narrow ? drawing->width : most_for_labels * drawing->width;
}

static double row_height(const struct drawing *drawing, size_t index)
{
    return drawing_row_height(drawing, index, label_room(drawing));
}

static double all_rows(const struct drawing *drawing)
{
    double height = 0;
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        height += is_drawn(drawing, i) ? row_height(drawing, i) : 0;
    }
    return height;
}

/* Above the rows of a tornado: which colour is which. */
static double head_height(const struct drawing *drawing)
{
    return drawing->chart->kind == CHART_TORNADO ? LINE_HEIGHT + GAP : 0;
}

double bars_height(const struct drawing *drawing)
{
    return drawing->top + head_height(drawing) + all_rows(drawing) + AXIS_HEIGHT;
}

/* ---- Layout ---------------------------------------------------------------------------------- */

static double widest_label(const struct drawing *drawing)
{
    char text[VALUE_PRINT_SIZE];
    double widest = 0;
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        if (is_drawn(drawing, i)) {
            widest = fmax(widest, svg_lines_width(chart_label(text, &drawing->chart->labels, i),
                                                  label_room(drawing)));
        }
    }
    return widest;
}

/* All that is drawn, and zero, except around the centre of a tornado. A bar whose axis does not
 * begin at 0 exaggerates differences; in a tornado only the distance from the centre is read. Only
 * the last bar of a waterfall has an interval. */
static struct scale scale_of(const struct drawing *drawing)
{
    enum { TICKS = 6, NARROW_TICKS = 4 };
    const struct chart *chart = drawing->chart;
    double ends[2] = {NAN, NAN};
    for (size_t i = 0; i < chart->labels.count; ++i) {
        const bool interval = chart->kind != CHART_WATERFALL || i + 1 == chart->labels.count;
        const double numbers[] = {value_at(drawing, i), interval ? low_at(drawing, i) : NAN,
                                  interval ? high_at(drawing, i) : NAN};
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0] && is_drawn(drawing, i); ++k) {
            ends[0] = fmin(ends[0], numbers[k]);
            ends[1] = fmax(ends[1], numbers[k]);
        }
    }
    if (chart->kind != CHART_TORNADO && !chart->y.logarithmic) {
        ends[0] = fmin(ends[0], 0);
        ends[1] = fmax(ends[1], 0);
    }
    return scale_make(chart->y.logarithmic    ? SCALE_LOGARITHMIC
                      : chart->y.whole_number ? SCALE_WHOLE
                                              : SCALE_LINEAR,
                      ends[0], ends[1], drawing->narrow ? NARROW_TICKS : TICKS, false);
}

/* Ranges without intervals are bars from zero. */
static bool is_bars(const struct drawing *drawing)
{
    return drawing->chart->kind == CHART_RANGES && only_series(drawing)->low.count == 0 &&
           !drawing->chart->y.logarithmic;
}

static bool has_bars_below_zero(const struct drawing *drawing)
{
    bool below = false;
    for (size_t i = 0; is_bars(drawing) && i < drawing->chart->labels.count; ++i) {
        below = below || value_at(drawing, i) < 0;
    }
    return below;
}

/* A tornado has numbers on both sides of its bars, and so have bars from zero where some go to the
 * left; the other kinds have them on the right alone. Two pixels on the left, so that a bar or a
 * dot at the end is not cut. */
static struct rows make_rows(const struct drawing *drawing)
{
    struct rows rows = {.drawing = drawing, .scale = scale_of(drawing)};
    const bool left = drawing->chart->kind == CHART_TORNADO || has_bars_below_zero(drawing);
    rows.labels = drawing->narrow ? 0 : widest_label(drawing) + GAP;
    rows.scale.from = rows.labels + (left ? number_width : 2);
    rows.scale.to = drawing->width - number_width;
    return rows;
}

static double bottom_of(const struct rows *rows)
{
    return bars_height(rows->drawing) - AXIS_HEIGHT;
}

/* The middle of the bar of a row that begins at `top`. */
static double middle_of(const struct drawing *drawing, size_t index, double top)
{
    const double height = row_height(drawing, index);
    return top + (drawing->narrow ? height - ROW / 2.0 : height / 2.0);
}

/* ---- Parts ----------------------------------------------------------------------------------- */

/* The line at zero is drawn stronger than the grid: bars begin there. */
static void draw_axis(const struct rows *rows)
{
    char text[SCALE_TEXT_SIZE];
    char title[TITLE_SIZE];
    const struct drawing *drawing = rows->drawing;
    struct writer *writer = drawing->writer;
    const double bottom = bottom_of(rows);
    for (size_t i = 0; i < rows->scale.tick_count; ++i) {
        const double x = scale_at(&rows->scale, rows->scale.ticks[i]);
        svg_line(writer, rows->scale.ticks[i] == 0 ? "zero" : "grid",
                 (struct svg_point){x, drawing->top}, (struct svg_point){x, bottom});
        svg_text(writer, "tick middle", (struct svg_point){x, bottom + LETTER_HEIGHT + 4},
                 scale_text(text, &rows->scale, rows->scale.ticks[i]));
    }
    svg_text(writer, "axis end", (struct svg_point){rows->scale.to, bottom + AXIS_HEIGHT - 4},
             drawing_axis_title(title, &drawing->chart->y, &drawing->y));
}

/* A label of several lines begins at the height of one, and its row is higher. */
static void draw_label(const struct rows *rows, size_t index, double top)
{
    enum { BASE = NARROW_ROW - ROW - 1, WIDE_BASE = ROW / 2 + 4 };
    char text[VALUE_PRINT_SIZE];
    const struct drawing *drawing = rows->drawing;
    const struct svg_point at = {drawing->narrow ? 0 : rows->labels - GAP,
                                 top + (drawing->narrow ? BASE : WIDE_BASE)};
    svg_text_lines(drawing->writer, drawing->narrow ? "label" : "label end", at,
                   chart_label(text, &drawing->chart->labels, index), label_room(drawing));
}

/* At least a pixel wide: a step that is small beside the total is there. */
static void draw_bar(const struct rows *rows, const char *class, double ends[2], double middle)
{
    const double a = scale_at(&rows->scale, fmin(ends[0], ends[1]));
    const double b = scale_at(&rows->scale, fmax(ends[0], ends[1]));
    const struct svg_box box = {a, middle - BAR / 2.0, fmax(b - a, 1), BAR};
    svg_box(rows->drawing->writer, class, box, NULL);
}

/* From low to high, with ends; returns the pixel at which it ends, or 0, which is left of all
 * others, where the row has none. */
static double draw_whisker(const struct rows *rows, size_t index, double middle)
{
    const double low = low_at(rows->drawing, index);
    const double high = high_at(rows->drawing, index);
    struct writer *writer = rows->drawing->writer;
    if (!isfinite(low) || !isfinite(high)) {
        return 0;
    }
    const double a = scale_at(&rows->scale, low);
    const double b = scale_at(&rows->scale, high);
    svg_line(writer, "whisker", (struct svg_point){a, middle}, (struct svg_point){b, middle});
    svg_line(writer, "whisker", (struct svg_point){a, middle - WHISKER_END},
             (struct svg_point){a, middle + WHISKER_END});
    svg_line(writer, "whisker", (struct svg_point){b, middle - WHISKER_END},
             (struct svg_point){b, middle + WHISKER_END});
    return b;
}

/* Three digits: the table has the others. */
static void draw_number(const struct rows *rows, const char *class, double number, double x,
                        double middle)
{
    char text[SCALE_TEXT_SIZE];
    svg_text(rows->drawing->writer, class, (struct svg_point){x, middle + 4},
             scale_three_digits(text, number));
}

/* An unseen box over the row, so that its text is under the pointer everywhere. Text in a picture
 * cannot be selected everywhere, and a bar of a pixel cannot be hit. */
static void draw_tip(const struct rows *rows, size_t index, double top)
{
    char label[VALUE_PRINT_SIZE];
    char value[TIP_SIZE];
    char tip[VALUE_PRINT_SIZE];
    const struct drawing *drawing = rows->drawing;
    drawing_tip(value, drawing, only_series(drawing), index);
    snprintf(tip, sizeof tip, "%.200s: %.700s", chart_label(label, &drawing->chart->labels, index),
             value);
    text_make_line(tip); /* cutting may have cut a letter */
    svg_box(drawing->writer, "hit",
            (struct svg_box){0, top, drawing->width, row_height(drawing, index)}, tip);
}

/* ---- Kinds ----------------------------------------------------------------------------------- */

/* A total from zero, or the change from the row before: more, or less. The row before may be one
 * that is not drawn, since it changes nothing. The number is after the longer of the bar and the
 * whisker, so that neither crosses it. */
static void draw_step(const struct rows *rows, size_t index, double middle)
{
    const struct drawing *drawing = rows->drawing;
    const bool last = index + 1 == drawing->chart->labels.count;
    const bool total = index == 0 || last;
    const double value = value_at(drawing, index);
    const double before = total ? 0 : value_at(drawing, index - 1);
    char number[SCALE_TEXT_SIZE];
    char text[SCALE_TEXT_SIZE + 1];
    draw_bar(rows,
             total            ? "bar total"
             : value > before ? "bar more"
                              : "bar less",
             (double[]){before, value}, middle);
    const double whisker = last ? draw_whisker(rows, index, middle) : 0;
    snprintf(text, sizeof text, "%s%s", !total && value > before ? "+" : "",
             scale_three_digits(number, value - before));
    const double end = fmax(scale_at(&rows->scale, fmax(value, before)), whisker);
    svg_text(drawing->writer, total ? "value strong" : "value",
             (struct svg_point){end + GAP - 2, middle + 4}, text);
}

/* From the centre to the total with the input at its 5 %, and at its 95 %, each with its number. */
static void draw_swing(const struct rows *rows, size_t index, double middle)
{
    const struct drawing *drawing = rows->drawing;
    const double centre = centre_of(drawing);
    const double low = low_at(drawing, index);
    const double high = high_at(drawing, index);
    draw_bar(rows, "bar s0", (double[]){centre, low}, middle);
    draw_bar(rows, "bar s1", (double[]){centre, high}, middle);
    const double left = fmin(fmin(low, high), centre);
    const double right = fmax(fmax(low, high), centre);
    draw_number(rows, "value end", left, scale_at(&rows->scale, left) - GAP + 2, middle);
    draw_number(rows, "value", right, scale_at(&rows->scale, right) + GAP - 2, middle);
}

/* A point in its interval; where no row has one, a bar from zero. */
static void draw_range(const struct rows *rows, size_t index, double middle)
{
    const struct drawing *drawing = rows->drawing;
    const double value = value_at(drawing, index);
    const double low = low_at(drawing, index);
    const double high = high_at(drawing, index);
    double end = scale_at(&rows->scale, value) + dot_radius;
    if (is_bars(drawing)) {
        draw_bar(rows, "bar s0", (double[]){0, value}, middle);
        draw_number(rows, value < 0 ? "value end" : "value", value,
                    value < 0 ? end - 2 * dot_radius : end, middle);
        return;
    }
    if (isfinite(low) && isfinite(high)) {
        draw_bar(rows, "bar range", (double[]){low, high}, middle);
        end = fmax(end, scale_at(&rows->scale, high));
    }
    svg_circle(drawing->writer, "dot s0", (struct svg_point){scale_at(&rows->scale, value), middle},
               dot_radius, NULL);
    draw_number(rows, "value", value, end + GAP - 2, middle);
}

/* The line of the centre goes over all rows: without it a swing to one side alone could not be
 * read. */
static void draw_tornado_head(const struct rows *rows)
{
    const struct drawing *drawing = rows->drawing;
    const double centre = centre_of(drawing);
    const double x = scale_at(&rows->scale, centre);
    const double y = drawing->top + LETTER_HEIGHT + 2;
    static const struct {
        const char *dot;
        const char *text;
    } keys[] = {{"dot s0", "input at its 5 %"}, {"dot s1", "at its 95 %"}};
    double left = 5;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; ++i) {
        svg_circle(drawing->writer, keys[i].dot, (struct svg_point){left, y - 4}, dot_radius, NULL);
        svg_text(drawing->writer, "tick", (struct svg_point){left + 11, y}, keys[i].text);
        left += svg_text_width(keys[i].text) + 24;
    }
    svg_line(drawing->writer, "zero", (struct svg_point){x, drawing->top + LINE_HEIGHT},
             (struct svg_point){x, bottom_of(rows)});
}

static void draw_row(const struct rows *rows, size_t index, double middle)
{
    switch (rows->drawing->chart->kind) {
    case CHART_WATERFALL:
        draw_step(rows, index, middle);
        break;
    case CHART_TORNADO:
        draw_swing(rows, index, middle);
        break;
    default:
        draw_range(rows, index, middle);
        break;
    }
}

void bars_draw(const struct drawing *drawing)
{
    const struct rows rows = make_rows(drawing);
    double top = drawing->top + head_height(drawing);
    draw_axis(&rows);
    if (drawing->chart->kind == CHART_TORNADO) {
        draw_tornado_head(&rows);
    }
    for (size_t i = 0; i < drawing->chart->labels.count; ++i) {
        if (is_drawn(drawing, i)) {
            draw_label(&rows, i, top);
            draw_row(&rows, i, middle_of(drawing, i, top));
            /* Swings have their numbers at both ends already. */
            if (drawing->chart->kind != CHART_TORNADO) {
                draw_tip(&rows, i, top);
            }
            top += row_height(drawing, i);
        }
    }
}
