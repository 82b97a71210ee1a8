/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines in their bands, and points with their intervals, over two axes. A line has its name at its
 * end; where there is no room for names, they are above the plot. Names at the ends of lines need
 * no legend, whose order a reader would have to compare. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "document/chart_draw.h"
#include "document/svg_lines.h"

/* More points than this on a line are not marked one by one. Dots of a dense line would merge into
 * a thicker one. */
enum { MOST_MARKS = 40 };

/* Where names above the plot begin, after their dots. */
enum { NAME_LEFT = 16 };

/* Of the width, that names at the ends of lines may take. */
static const double most_for_names = 0.3;

/* Names are bold, and so much wider than other texts. */
static const double bold_letters = 1.08;

static const double dot_radius = 3;
static const double point_radius = 4.5;

struct plot {
    const struct drawing *drawing;
    struct scale x;
    struct scale y;
    bool names_at_ends;
};

/* ---- Layout ---------------------------------------------------------------------------------- */

static double widest_name(const struct chart *chart)
{
    double widest = 0;
    for (size_t k = 0; k < chart->series_count; ++k) {
        widest = fmax(widest, svg_text_width(chart->series[k].name));
    }
    return bold_letters * widest;
}

/* A single line is what the title says. */
static bool has_names(const struct chart *chart)
{
    return chart->series_count > 1;
}

/* Points have no end; and a name that takes most of the picture leaves no room for lines. */
static bool fit_at_ends(const struct drawing *drawing)
{
    return drawing->chart->kind == CHART_LINES && has_names(drawing->chart) &&
           widest_name(drawing->chart) + GAP <= most_for_names * drawing->width;
}

/* Of a name that is above the plot, after its dot. */
static double name_room(const struct drawing *drawing)
{
    return drawing->width - NAME_LEFT;
}

static double name_height(const struct drawing *drawing, size_t k)
{
    const size_t lines = svg_lines(drawing->chart->series[k].name, name_room(drawing));
    return LINE_HEIGHT + SVG_LINE_HEIGHT * (double)(lines - 1);
}

/* Above the plot: the title of the axis y, and names that do not fit at the ends. */
static double head_height(const struct drawing *drawing)
{
    const bool listed = has_names(drawing->chart) && !fit_at_ends(drawing);
    double height = LINE_HEIGHT + GAP;
    for (size_t k = 0; listed && k < drawing->chart->series_count; ++k) {
        height += name_height(drawing, k);
    }
    return height;
}

/* Points are compared with a diagonal, and need a plot that is nearer to a square. */
static double plot_height(const struct drawing *drawing)
{
    const bool points = drawing->chart->kind == CHART_POINTS;
    return drawing->narrow ? (points ? 260 : 200) : (points ? 340 : 250);
}

double lines_height(const struct drawing *drawing)
{
    return drawing->top + head_height(drawing) + plot_height(drawing) + AXIS_HEIGHT;
}

/* Hours have ticks of a clock, 6, 12, 24, and not 5, 10, 25. */
static enum scale_kind kind_of(const struct chart_axis *axis)
{
    const bool hours = axis->unit != NULL && strcmp(axis->unit, "h") == 0;
    return axis->time           ? SCALE_TIME
           : axis->logarithmic  ? SCALE_LOGARITHMIC
           : hours              ? SCALE_HOURS
           : axis->whole_number ? SCALE_WHOLE
                                : SCALE_LINEAR;
}

/* Ends of lines are where the data end; points need room on both sides. The span is not looked at:
 * what of it lies beyond the lines is cut at the edge of the plot. */
static struct scale scale_along(const struct drawing *drawing)
{
    enum { TICKS = 8, NARROW_TICKS = 4 };
    const struct chart *chart = drawing->chart;
    double ends[2] = {NAN, NAN};
    for (size_t k = 0; k < chart->series_count; ++k) {
        drawing_widen(ends, &drawing->x, &chart->series[k].positions);
    }
    return scale_make(kind_of(&chart->x), ends[0], ends[1], drawing->narrow ? NARROW_TICKS : TICKS,
                      chart->kind == CHART_POINTS);
}

/* A linear scale has its zero, from which heights are compared; a logarithmic one the values and
 * not the intervals, which may reach below what it can show. */
static struct scale scale_up(const struct drawing *drawing)
{
    enum { TICKS = 5 };
    const struct chart *chart = drawing->chart;
    double ends[2] = {NAN, NAN};
    for (size_t k = 0; k < chart->series_count; ++k) {
        drawing_widen(ends, &drawing->y, &chart->series[k].values);
        if (!chart->y.logarithmic) {
            drawing_widen(ends, &drawing->y, &chart->series[k].low);
            drawing_widen(ends, &drawing->y, &chart->series[k].high);
        }
    }
    if (!chart->y.logarithmic) {
        ends[0] = fmin(ends[0], 0);
        ends[1] = fmax(ends[1], 0);
    }
    return scale_make(kind_of(&chart->y), ends[0], ends[1], TICKS, true);
}

static double widest_tick(const struct scale *scale)
{
    char text[SCALE_TEXT_SIZE];
    double widest = 0;
    for (size_t i = 0; i < scale->tick_count; ++i) {
        widest = fmax(widest, svg_text_width(scale_text(text, scale, scale->ticks[i])));
    }
    return widest;
}

static struct plot make_plot(const struct drawing *drawing)
{
    enum { MARGIN = 16 };
    struct plot plot = {.drawing = drawing,
                        .x = scale_along(drawing),
                        .y = scale_up(drawing),
                        .names_at_ends = fit_at_ends(drawing)};
    /* Pixels grow downwards: the foot of the plot is `from`. A name at the end of a line takes the
     * place of the margin. */
    plot.x.from = widest_tick(&plot.y) + GAP;
    plot.x.to = drawing->width - MARGIN -
                (plot.names_at_ends ? widest_name(drawing->chart) - MARGIN + GAP : 0);
    plot.y.to = drawing->top + head_height(drawing);
    plot.y.from = plot.y.to + plot_height(drawing);
    return plot;
}

/* ---- Axes ------------------------------------------------------------------------------------ */

static void draw_axis_up(const struct plot *plot)
{
    char text[SCALE_TEXT_SIZE];
    char title[TITLE_SIZE];
    const struct drawing *drawing = plot->drawing;
    struct writer *writer = drawing->writer;
    for (size_t i = 0; i < plot->y.tick_count; ++i) {
        const double y = scale_at(&plot->y, plot->y.ticks[i]);
        /* The line at the foot of the plot is drawn as the one at zero, wherever it is. */
        const bool zero = plot->y.ticks[i] == 0 || plot->y.ticks[i] == plot->y.low;
        svg_line(writer, zero && plot->y.kind == SCALE_LINEAR ? "zero" : "grid",
                 (struct svg_point){plot->x.from, y}, (struct svg_point){plot->x.to, y});
        svg_text(writer, "tick end", (struct svg_point){plot->x.from - GAP, y + 4},
                 scale_text(text, &plot->y, plot->y.ticks[i]));
    }
    svg_text(writer, "axis", (struct svg_point){0, drawing->top + LETTER_HEIGHT + 2},
             drawing_axis_title(title, &drawing->chart->y, &drawing->y));
}

static void draw_axis_along(const struct plot *plot)
{
    enum { MARK = 4 };
    char text[SCALE_TEXT_SIZE];
    char title[TITLE_SIZE];
    const struct drawing *drawing = plot->drawing;
    struct writer *writer = drawing->writer;
    const double y = plot->y.from;
    for (size_t i = 0; i < plot->x.tick_count; ++i) {
        const double x = scale_at(&plot->x, plot->x.ticks[i]);
        svg_line(writer, "mark", (struct svg_point){x, y}, (struct svg_point){x, y + MARK});
        svg_text(writer, "tick middle", (struct svg_point){x, y + MARK + LETTER_HEIGHT + 4},
                 scale_text(text, &plot->x, plot->x.ticks[i]));
    }
    svg_text(writer, "axis end", (struct svg_point){plot->x.to, y + AXIS_HEIGHT - 4},
             drawing_axis_title(title, &drawing->chart->x, &drawing->x));
}

/* ---- Series ---------------------------------------------------------------------------------- */

static struct svg_point point_at(const struct plot *plot, const struct chart_series *series,
                                 const struct chart_numbers *values, size_t index)
{
    const struct drawing *drawing = plot->drawing;
    const double x = drawing_number(&drawing->x, &series->positions, index);
    const double y = drawing_number(&drawing->y, values, index);
    return (struct svg_point){isfinite(x) ? scale_at(&plot->x, x) : NAN,
                              isfinite(y) ? scale_at(&plot->y, y) : NAN};
}

static bool is_drawn(struct svg_point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

/* There along the upper ends, and back along the lower ones, so that the path closes. An end that
 * is missing is passed over and the band goes straight on: a path with gaps could not be filled. */
static void draw_band(const struct plot *plot, size_t k)
{
    char class[CLASS_SIZE];
    const struct chart_series *series = &plot->drawing->chart->series[k];
    const size_t count = series->low.count;
    int first = 1;
    if (count == 0) {
        return;
    }
    svg_path(plot->drawing->writer, drawing_class(class, "band", k));
    for (size_t i = 0; i < 2 * count; ++i) {
        const struct chart_numbers *end = i < count ? &series->high : &series->low;
        const struct svg_point point =
            point_at(plot, series, end, i < count ? i : 2 * count - 1 - i);
        if (is_drawn(point)) {
            svg_path_to(plot->drawing->writer, point, first);
            first = 0;
        }
    }
    svg_path_end(plot->drawing->writer, 1);
}

/* The class of a part of a series: with its colour, or that of all context. */
static const char *class_of(char class[CLASS_SIZE], const struct plot *plot, const char *part,
                            size_t k)
{
    if (!plot->drawing->chart->series[k].is_context) {
        return drawing_class(class, part, k);
    }
    snprintf(class, CLASS_SIZE, "%s context", part);
    return class;
}

/* A number that is not there is a gap. A line through a gap would show numbers that nobody has. */
static void draw_line(const struct plot *plot, size_t k)
{
    char class[CLASS_SIZE];
    const struct chart_series *series = &plot->drawing->chart->series[k];
    int first = 1;
    svg_path(plot->drawing->writer, class_of(class, plot, "line", k));
    for (size_t i = 0; i < series->values.count; ++i) {
        const struct svg_point point = point_at(plot, series, &series->values, i);
        if (is_drawn(point)) {
            svg_path_to(plot->drawing->writer, point, first);
        }
        first = is_drawn(point) ? 0 : 1;
    }
    svg_path_end(plot->drawing->writer, 0);
}

/* "whatsapp, 6 h: 59.2 M USD (12 to 206)" Parts are cut so that the longest names leave room for
 * the value, which is what is asked for. */
static void tip_of(char text[TIP_SIZE], const struct plot *plot, const struct chart_series *series,
                   size_t index)
{
    char at[SCALE_TEXT_SIZE];
    char value[TIP_SIZE];
    const struct drawing *drawing = plot->drawing;
    const double x = drawing_number(&drawing->x, &series->positions, index);
    const bool named = has_names(drawing->chart);
    drawing_tip(value, drawing, series, index);
    if (plot->x.kind == SCALE_TIME) {
        scale_text(at, &plot->x, x);
    } else {
        scale_three_digits(at, x);
    }
    snprintf(text, TIP_SIZE, "%.500s%s%.500s%s%s%s%.60s: %.400s",
             series->names != NULL ? series->names[index] : "", series->names != NULL ? ", " : "",
             named ? series->name : "", named ? ", " : "", at,
             drawing->x.name[0] != '\0' ? " " : "", drawing->x.name, value);
    text_make_line(text); /* cutting may have cut a letter */
}

/* A dot has its number under the pointer. A line of points that are not marked has none there: its
 * numbers are in the table. */
static void draw_marks(const struct plot *plot, size_t k)
{
    char class[CLASS_SIZE];
    char tip[TIP_SIZE];
    const struct chart_series *series = &plot->drawing->chart->series[k];
    const bool points = plot->drawing->chart->kind == CHART_POINTS;
    struct writer *writer = plot->drawing->writer;
    for (size_t i = 0; i < series->values.count && (points || series->values.count <= MOST_MARKS);
         ++i) {
        const struct svg_point at = point_at(plot, series, &series->values, i);
        const struct svg_point low = point_at(plot, series, &series->low, i);
        const struct svg_point high = point_at(plot, series, &series->high, i);
        if (points && is_drawn(low) && is_drawn(high)) {
            svg_line(writer, drawing_class(class, "whisker", k), low, high);
        }
        if (is_drawn(at)) {
            tip_of(tip, plot, series, i);
            svg_circle(writer, class_of(class, plot, "dot", k), at,
                       points ? point_radius : dot_radius, tip);
        }
    }
}

/* ---- Names ----------------------------------------------------------------------------------- */

/* The height at which a line ends, at its last point that is drawn; NAN: it has no point, and so
 * gets no name. */
static double end_of(const struct plot *plot, const struct chart_series *series)
{
    double y = NAN;
    for (size_t i = 0; i < series->values.count; ++i) {
        const struct svg_point point = point_at(plot, series, &series->values, i);
        y = is_drawn(point) ? point.y : y;
    }
    return y;
}

/* The series whose line ends next below `above`, or as low and listed later; series_count: none.
 * Found by comparing all, since there are a handful of lines, and sorting would need memory. */
static size_t next_end(const struct plot *plot, double above, size_t after)
{
    const struct chart *chart = plot->drawing->chart;
    size_t next = chart->series_count;
    double nearest = INFINITY;
    for (size_t k = 0; k < chart->series_count; ++k) {
        const double y = end_of(plot, &chart->series[k]);
        const bool below = y > above || (y == above && k > after);
        if (below && y < nearest) {
            nearest = y;
            next = k;
        }
    }
    return next;
}

/* From the top down, each at least a line below the one before. Lines that end together would
 * otherwise have their names on top of each other. */
static void draw_names_at_ends(const struct plot *plot)
{
    const struct chart *chart = plot->drawing->chart;
    char class[CLASS_SIZE];
    double lowest = -INFINITY;
    double above = -INFINITY;
    size_t k = 0;
    for (size_t drawn = 0; drawn < chart->series_count; ++drawn) {
        k = next_end(plot, above, k);
        if (k == chart->series_count) {
            return;
        }
        above = end_of(plot, &chart->series[k]);
        lowest = fmax(above, lowest + LINE_HEIGHT - 2);
        svg_text(plot->drawing->writer, class_of(class, plot, "name", k),
                 (struct svg_point){plot->x.to + GAP, lowest + 4}, chart->series[k].name);
    }
}

static void draw_names_above(const struct plot *plot)
{
    const struct drawing *drawing = plot->drawing;
    char class[CLASS_SIZE];
    double y = drawing->top + LINE_HEIGHT + LETTER_HEIGHT + 2;
    for (size_t k = 0; k < drawing->chart->series_count; ++k) {
        svg_circle(drawing->writer, class_of(class, plot, "dot", k),
                   (struct svg_point){5, y - LETTER_HEIGHT / 2.0}, point_radius, NULL);
        svg_text_lines(drawing->writer, class_of(class, plot, "name", k),
                       (struct svg_point){NAME_LEFT, y}, drawing->chart->series[k].name,
                       name_room(drawing));
        y += name_height(drawing, k);
    }
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Where a number is on an axis, which shows it in a unit of its own: "M USD" beside "bn USD". */
static struct svg_point same_on_both(const struct plot *plot, double number)
{
    const struct chart_unit *x = &plot->drawing->x;
    const struct chart_unit *y = &plot->drawing->y;
    return (struct svg_point){scale_at(&plot->x, number * x->times / x->over),
                              scale_at(&plot->y, number * y->times / y->over)};
}

/* What is the same on both axes, where these have one unit. Only as far as both axes reach. */
static void draw_diagonal(const struct plot *plot)
{
    const double per_x = plot->drawing->x.over / plot->drawing->x.times;
    const double per_y = plot->drawing->y.over / plot->drawing->y.times;
    const double low = fmax(plot->x.low * per_x, plot->y.low * per_y);
    const double high = fmin(plot->x.high * per_x, plot->y.high * per_y);
    if (low < high) {
        const struct svg_point from = same_on_both(plot, low);
        const struct svg_point to = same_on_both(plot, high);
        svg_line(plot->drawing->writer, "diagonal", from, to);
        svg_text(plot->drawing->writer, "tick end",
                 (struct svg_point){to.x - GAP, to.y + LETTER_HEIGHT + 2}, "equal");
    }
}

/* Drawn first: lines and their numbers have to be seen over it. */
static void draw_span(const struct plot *plot)
{
    const struct chart_span *span = &plot->drawing->chart->span;
    if (span->name == NULL) {
        return;
    }
    const double from = scale_at(&plot->x, span->from);
    const double to = scale_at(&plot->x, span->to);
    svg_box(plot->drawing->writer, "span",
            (struct svg_box){from, plot->y.to, to - from, plot->y.from - plot->y.to}, span->name);
    svg_text(plot->drawing->writer, "tick middle",
             (struct svg_point){(from + to) / 2, plot->y.to + LETTER_HEIGHT + 2}, span->name);
}

/* Bands lie below all lines, or the band of one would dim the line of another. */
void lines_draw(const struct drawing *drawing)
{
    const struct plot plot = make_plot(drawing);
    const struct chart *chart = drawing->chart;
    draw_span(&plot);
    draw_axis_up(&plot);
    draw_axis_along(&plot);
    if (chart->kind == CHART_POINTS && strcmp(chart->x.unit, chart->y.unit) == 0) {
        draw_diagonal(&plot);
    }
    for (size_t k = 0; k < chart->series_count && chart->kind == CHART_LINES; ++k) {
        draw_band(&plot, k);
    }
    for (size_t k = chart->series_count; k-- > 0;) { /* the first is the most important: on top */
        if (chart->kind == CHART_LINES) {
            draw_line(&plot, k);
        }
        draw_marks(&plot, k);
    }
    if (plot.names_at_ends) {
        draw_names_at_ends(&plot);
    } else if (has_names(chart)) {
        draw_names_above(&plot);
    }
}
