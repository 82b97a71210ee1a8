/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the unit and the frame of a chart and hands it to the file of its kind. A page and a file
 * of its own have the same picture; the latter brings its style along. Two pictures are in a page,
 * one of which its style hides: a picture that is only made smaller has letters that nobody can
 * read on a telephone. */
#include "document/chart_svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "document/chart_draw.h"
#include "document/markup.h"
#include "document/page_asset.h"
#include "document/svg_lines.h"

/* Pixels: a column of a page, and a telephone. page/style.css shows the narrow picture where the
 * column has less than 30 rem. */
static const double wide = 620;
static const double narrow = 340;

/* Letters of titles are so much wider than others: 15 bold pixels beside 12.5. */
static const double title_letters = 1.3;

/* ---- Units ----------------------------------------------------------------------------------- */

/* In such steps that a number has at most five digits before the point. */
static const struct magnitude_of_money {
    double from; /* in absolute value */
    double over;
    const char *name;
} money[] = {{2e9, 1e9, "bn "}, {1e5, 1e6, "M "}, {2e4, 1e3, "thousand "}, {0, 1, ""}};

/* The style of the first number of a list; NULL: none has one. */
static const struct style *style_of(const struct chart_numbers *numbers)
{
    for (size_t i = 0; numbers->table != NULL && i < numbers->count; ++i) {
        const struct value *value =
            sheet_cell(numbers->table, numbers->first_row + i, numbers->column);
        if (value->style != NULL && isfinite(chart_number(numbers, i))) {
            return value->style;
        }
    }
    return NULL;
}

/* A currency has three capital letters. Numbers in other units are not divided by their size. */
static bool is_money(const char *unit)
{
    return strlen(unit) == 3 && strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* Shown as the table shows them, so that both can be compared; else by their size. Millions from a
 * tenth of one on, as in the tables of an estimate. */
static struct chart_unit unit_of(const char *name, const struct style *style, double largest)
{
    struct chart_unit unit = {.times = 1, .over = 1};
    snprintf(unit.name, sizeof unit.name, "%s", name);
    if (style != NULL && style->magnitude != MAGNITUDE_ONE) {
        unit.times = magnitudes[style->magnitude].times;
        unit.over = magnitudes[style->magnitude].over;
        value_print_unit(unit.name, name, style);
        return unit;
    }
    for (size_t i = 0; is_money(name) && i < sizeof money / sizeof money[0]; ++i) {
        if (largest >= money[i].from) {
            unit.over = money[i].over;
            snprintf(unit.name, sizeof unit.name, "%s%s", money[i].name, name);
            break;
        }
    }
    return unit;
}

/* One unit for all series of an axis, by the largest number of any. */
static struct chart_unit axis_unit(const struct chart *chart, const struct chart_axis *axis)
{
    static const struct chart_unit as_is = {.times = 1, .over = 1};
    const bool along = axis == &chart->x;
    const struct style *style = NULL;
    double ends[2] = {NAN, NAN};
    for (size_t k = 0; k < chart->series_count; ++k) {
        const struct chart_series *s = &chart->series[k];
        const struct chart_numbers *numbers = along ? &s->positions : &s->values;
        const struct chart_numbers *low = &s->low;
        style = style != NULL ? style : style_of(numbers);
        style = style != NULL || along ? style : style_of(low);
        drawing_widen(ends, &as_is, numbers);
        if (!along) {
            drawing_widen(ends, &as_is, low);
            drawing_widen(ends, &as_is, &s->high);
        }
    }
    return unit_of(axis->unit != NULL ? axis->unit : "", style, fmax(fabs(ends[0]), fabs(ends[1])));
}

/* ---- The picture ----------------------------------------------------------------------------- */

static const struct chart_kind_drawing {
    double (*height)(const struct drawing *drawing);
    void (*draw)(const struct drawing *drawing);
} kinds[] = {
    [CHART_LINES] = {lines_height, lines_draw},   [CHART_POINTS] = {lines_height, lines_draw},
    [CHART_WATERFALL] = {bars_height, bars_draw}, [CHART_TORNADO] = {bars_height, bars_draw},
    [CHART_RANGES] = {bars_height, bars_draw},    [CHART_GRID] = {grid_height, grid_draw},
    [CHART_PARTS] = {parts_height, parts_draw},
};

static struct drawing drawing_of(struct writer *writer, const struct chart *chart, bool is_narrow)
{
    return (struct drawing){.writer = writer,
                            .chart = chart,
                            .x = axis_unit(chart, &chart->x),
                            .y = axis_unit(chart, &chart->y),
                            .width = is_narrow ? narrow : wide,
                            .narrow = is_narrow};
}

/* The opening tag; a picture is one image with a name to screen readers, which find its numbers in
 * a table. */
static void begin(const struct drawing *drawing, const char *class, double height)
{
    struct writer *writer = drawing->writer;
    writer_put(writer, "<svg class=\"");
    writer_put(writer, class);
    writer_put(writer, "\" viewBox=\"0 0 ");
    svg_number(writer, drawing->width);
    writer_put(writer, " ");
    svg_number(writer, height);
    writer_put(writer, "\" width=\"");
    svg_number(writer, drawing->width);
    writer_put(writer, "\" height=\"");
    svg_number(writer, height);
    writer_put(writer, "\" role=\"img\" aria-label=\"");
    markup_text(writer, drawing->chart->title);
    writer_put(writer, ". The numbers are in a table.\"");
}

void chart_svg_inside(struct writer *writer, const struct chart *chart)
{
    for (int is_narrow = 0; is_narrow < 2; ++is_narrow) {
        const struct drawing drawing = drawing_of(writer, chart, is_narrow != 0);
        begin(&drawing, is_narrow ? "chart narrow" : "chart wide",
              kinds[chart->kind].height(&drawing));
        writer_put(writer, ">\n");
        kinds[chart->kind].draw(&drawing);
        writer_put(writer, "</svg>\n");
    }
}

/* The value of a variable where the style sheet defines it first, for light pages; `length` bytes.
 * The first definition is that of light pages; later ones are in the rules for dark ones. */
static const char *variable(const char *style, const char *name, size_t name_length, size_t *length)
{
    for (const char *at = strstr(style, "--"); at != NULL; at = strstr(at + 1, "--")) {
        if (strncmp(at, name, name_length) == 0 && at[name_length] == ':') {
            const char *value = at + name_length + 1;
            value += strspn(value, " ");
            *length = strcspn(value, ";");
            return value;
        }
    }
    *length = 0;
    return "";
}

/* The rules with their colours in place of variables, which many programs that draw SVG do not know
 * (CSS Custom Properties 1; librsvg, LibreOffice): they would draw nothing, or all in black. So the
 * picture is that of a light page everywhere, as an article needs it. What stands before the first
 * rule of page/chart.css, the definitions, is left out; a variable that is not defined there leaves
 * nothing. */
static void put_plain_style(struct writer *writer, const char *style)
{
    static const char begins[] = "\n.chart {";
    static const char use[] = "var(";
    const char *rest = strstr(style, begins);
    rest = rest != NULL ? rest : style;
    for (const char *at; (at = strstr(rest, use)) != NULL;) {
        const char *name = at + sizeof use - 1;
        const size_t name_length = strcspn(name, ")");
        size_t length;
        const char *value = variable(style, name, name_length, &length);
        writer_bytes(writer, rest, (size_t)(at - rest));
        writer_bytes(writer, value, length);
        rest = name + name_length + 1;
    }
    writer_put(writer, rest);
}

/* A file of its own needs the namespace (SVG 1.1, section 1.3) and a background: a viewer may have
 * a dark one. From the top down: the title, what the chart is about, the picture, whose `top` is
 * below both, the subject, the source. It is always the wide picture. */
void chart_svg_alone(struct writer *writer, const struct chart *chart, const char *subject,
                     const char *source)
{
    enum { TITLE_HEIGHT = 36, TITLE_BASE = 18, SOURCE_HEIGHT = 24, SOURCE_BASE = 6 };
    struct drawing drawing = drawing_of(writer, chart, false);
    const char *about = chart_about(chart);
    const double room = drawing.width / title_letters;
    const double title = SVG_LINE_HEIGHT * (double)svg_lines(chart->title, room);
    const double below = about != NULL ? LINE_HEIGHT * (double)svg_lines(about, drawing.width) : 0;
    drawing.top = TITLE_HEIGHT - SVG_LINE_HEIGHT + title + below;
    const double source_height = source != NULL ? SOURCE_HEIGHT : 0;
    const double subject_height =
        subject != NULL ? LINE_HEIGHT * (double)svg_lines(subject, drawing.width) + SOURCE_BASE : 0;
    const double height = kinds[chart->kind].height(&drawing) + subject_height + source_height;
    begin(&drawing, "chart alone", height);
    writer_put(writer, " xmlns=\"http://www.w3.org/2000/svg\">\n<style>");
    put_plain_style(writer, page_asset("chart"));
    writer_put(writer, "</style>\n");
    svg_box(writer, "paper", (struct svg_box){0, 0, drawing.width, height}, NULL);
    svg_text_lines(writer, "title", (struct svg_point){0, TITLE_BASE}, chart->title, room);
    if (about != NULL) {
        svg_text_lines(writer, "axis", (struct svg_point){0, TITLE_BASE + title + 2}, about,
                       drawing.width);
    }
    kinds[chart->kind].draw(&drawing);
    if (subject != NULL) {
        svg_text_lines(writer, "axis small",
                       (struct svg_point){0, height - source_height - subject_height + LINE_HEIGHT},
                       subject, drawing.width);
    }
    if (source != NULL) {
        svg_text(writer, "axis small", (struct svg_point){0, height - SOURCE_BASE}, source);
    }
    writer_put(writer, "</svg>\n");
}
