/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Excel has no kind of chart for is made of bars on bars that are not seen: a waterfall, and
 * an interval. Where that cannot be, since a bar would cross zero, plain bars are drawn. */
#include "document/xlsx_chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

enum { WIDTH_PIXELS = 720, HEIGHT_PIXELS = 400, DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288 };

/* Okabe and Ito (2008): colours that people of all kinds of sight tell apart. */
static const lxw_color_t colours[] = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9};
enum { COLOURS = sizeof colours / sizeof colours[0] };
static const lxw_color_t rise_colour = 0xD55E00;
static const lxw_color_t fall_colour = 0x009E73;
static const lxw_color_t light_colour = 0x9CC9E5;

/* A chart in the making. */
struct drawing {
    struct xlsx_book *book;
    struct xlsx_numbers *numbers;
    const struct chart *chart;
    lxw_chart *made;
    bool on_side;     /* bars, not columns */
    lxw_col_t labels; /* column of the labels */
    lxw_row_t rows;
    int16_t hidden[3 * COLOURS + 1]; /* series that the legend leaves out; ends with -1 */
    int hidden_count;
    int16_t series_count;
};

/* ---- Numbers --------------------------------------------------------------------------------- */

enum { TITLE_ROW, NAME_ROW, FIRST_ROW };

static double largest(const struct chart_numbers *numbers)
{
    double most = 0;
    for (size_t i = 0; i < numbers->count; ++i) {
        most = fmax(most, fabs(chart_number(numbers, i))); /* fmax passes over NAN */
    }
    return most;
}

/* The format of numbers as large as this. */
static const char *format_of(double most)
{
    static const struct {
        double from;
        const char *format;
    } formats[] = {{1e9, "#,##0.00,,,\" bn\""},
                   {1e6, "#,##0.0,,\" M\""},
                   {1e3, "#,##0"},
                   {10, "0.0"},
                   {0, "0.00##"}};
    size_t i = 0;
    while (most < formats[i].from) {
        ++i;
    }
    return formats[i].format;
}

/* Wide enough for its name and for `letters` of what is in it, within reason. */
static void set_width(const struct drawing *drawing, lxw_col_t column, size_t letters)
{
    enum { LEAST = 11, MOST = 40, MARGIN = 2 };
    const double width = fmin(fmax((double)letters + MARGIN, LEAST), MOST);
    if (!drawing->book->failed) {
        xlsx_done(drawing->book,
                  worksheet_set_column(drawing->numbers->sheet, column, column, width, NULL));
    }
}

static lxw_col_t begin_column(const struct drawing *drawing, const char *name)
{
    const lxw_col_t column = drawing->numbers->next++;
    set_width(drawing, column, name != NULL ? text_width(name) : 0);
    xlsx_text(drawing->book, drawing->numbers->sheet, NAME_ROW, column, name != NULL ? name : "",
              XLSX_HEADER);
    return column;
}

static void put_number(const struct drawing *drawing, size_t index, lxw_col_t column, double number,
                       const char *format)
{
    xlsx_number(drawing->book, drawing->numbers->sheet, (lxw_row_t)(FIRST_ROW + index), column,
                number, format, XLSX_PLAIN);
}

/* A column of numbers. */
static lxw_col_t add_column(const struct drawing *drawing, const char *name,
                            const struct chart_numbers *numbers, bool time)
{
    const lxw_col_t column = begin_column(drawing, name);
    const char *format = time ? xlsx_instant_format : format_of(largest(numbers));
    if (time) {
        set_width(drawing, column, strlen(xlsx_instant_format));
    }
    for (size_t i = 0; i < numbers->count; ++i) {
        const double number = chart_number(numbers, i);
        put_number(drawing, i, column, time ? xlsx_time(number) : number, format);
    }
    return column;
}

static void add_labels(struct drawing *drawing)
{
    const struct chart_numbers *labels = &drawing->chart->labels;
    char text[VALUE_PRINT_SIZE];
    drawing->labels = begin_column(drawing, drawing->chart->x.title);
    drawing->rows = (lxw_row_t)labels->count;
    size_t widest = 0;
    for (size_t i = 0; i < labels->count; ++i) {
        const size_t width = text_width(chart_label(text, labels, i));
        widest = width > widest ? width : widest;
        xlsx_text(drawing->book, drawing->numbers->sheet, (lxw_row_t)(FIRST_ROW + i),
                  drawing->labels, chart_label(text, labels, i), XLSX_PLAIN);
    }
    set_width(drawing, drawing->labels, widest);
}

/* ---- Series ---------------------------------------------------------------------------------- */

/* A series of `rows` numbers over those of another column; NULL where the book has failed. Values
 * are references to cells, never numbers of the chart's own: a change in the cells moves the chart.
 */
static lxw_chart_series *add_series(struct drawing *drawing, lxw_col_t over, lxw_col_t column,
                                    lxw_row_t rows)
{
    if (drawing->book->failed || rows == 0) {
        return NULL;
    }
    const char *sheet = drawing->numbers->sheet->name;
    const lxw_row_t last = FIRST_ROW + rows - 1;
    lxw_chart_series *series = chart_add_series(drawing->made, NULL, NULL);
    drawing->book->failed = series == NULL;
    if (series != NULL) {
        chart_series_set_categories(series, sheet, FIRST_ROW, over, last, over);
        chart_series_set_values(series, sheet, FIRST_ROW, column, last, column);
        chart_series_set_name_range(series, sheet, NAME_ROW, column);
        ++drawing->series_count;
    }
    return series;
}

/* The last series has no line in the legend. Ends of intervals and unseen bars would be lines of a
 * legend that say nothing. */
static void hide(struct drawing *drawing)
{
    if (drawing->hidden_count < 3 * COLOURS && drawing->series_count > 0) {
        drawing->hidden[drawing->hidden_count++] = (int16_t)(drawing->series_count - 1);
    }
}

static void fill(lxw_chart_series *series, lxw_color_t colour, bool seen)
{
    lxw_chart_fill how = {.color = colour, .none = seen ? 0 : 1};
    lxw_chart_line none = {.none = 1};
    if (series != NULL) {
        chart_series_set_fill(series, &how);
        chart_series_set_line(series, &none);
    }
}

/* A line, or points without one. */
static void stroke(lxw_chart_series *series, lxw_color_t colour, double width, bool points)
{
    lxw_chart_line line = {.color = colour, .width = (float)width, .none = points ? 1 : 0};
    lxw_chart_fill inside = {.color = colour};
    if (series == NULL) {
        return;
    }
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, points ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_NONE);
    if (points) {
        chart_series_set_marker_fill(series, &inside);
    }
}

/* ---- Kinds ----------------------------------------------------------------------------------- */

/* An end of the band around a series: a thin line, or crosses beside points. */
static void add_end(struct drawing *drawing, lxw_col_t over, const struct chart_numbers *end,
                    const char *name, lxw_color_t colour)
{
    static const double thin = 0.75;
    const bool points = drawing->chart->kind == CHART_POINTS;
    lxw_chart_series *series =
        end->count > 0 ? add_series(drawing, over, add_column(drawing, name, end, false),
                                    (lxw_row_t)end->count)
                       : NULL;
    stroke(series, colour, thin, points);
    if (series != NULL && points) {
        chart_series_set_marker_type(series, LXW_CHART_MARKER_PLUS);
    }
    if (series != NULL) {
        hide(drawing);
    }
}

static void draw_lines(struct drawing *drawing)
{
    static const double wide = 2;
    const struct chart *chart = drawing->chart;
    for (size_t i = 0; i < chart->series_count; ++i) {
        const struct chart_series *of = &chart->series[i];
        const lxw_color_t colour = colours[i % COLOURS];
        const lxw_col_t over = add_column(drawing, chart->x.title, &of->positions, chart->x.time);
        const lxw_col_t column = add_column(drawing, of->name, &of->values, false);
        stroke(add_series(drawing, over, column, (lxw_row_t)of->values.count), colour, wide,
               chart->kind == CHART_POINTS);
        add_end(drawing, over, &of->low, "low", colour);
        add_end(drawing, over, &of->high, "high", colour);
    }
}

/* What of a waterfall is not seen, its rises and falls from one step to the next, and the totals
 * that it begins and ends with. */
static void draw_waterfall(struct drawing *drawing)
{
    const struct chart_numbers *values = &drawing->chart->series[0].values;
    const char *format = format_of(largest(values));
    add_labels(drawing);
    const lxw_col_t below = begin_column(drawing, "below");
    const lxw_col_t rise = begin_column(drawing, "more");
    const lxw_col_t fall = begin_column(drawing, "less");
    const lxw_col_t total = begin_column(drawing, "total");
    double before = 0;
    for (size_t i = 0; i < values->count; ++i) {
        const double now = chart_number(values, i);
        const bool is_total = i == 0 || i + 1 == values->count;
        put_number(drawing, i, below, is_total ? 0 : fmin(before, now), format);
        put_number(drawing, i, rise, is_total ? 0 : fmax(now - before, 0), format);
        put_number(drawing, i, fall, is_total ? 0 : fmax(before - now, 0), format);
        put_number(drawing, i, total, is_total ? now : 0, format);
        before = now;
    }
    fill(add_series(drawing, drawing->labels, below, drawing->rows), 0, false);
    hide(drawing);
    fill(add_series(drawing, drawing->labels, rise, drawing->rows), rise_colour, true);
    fill(add_series(drawing, drawing->labels, fall, drawing->rows), fall_colour, true);
    fill(add_series(drawing, drawing->labels, total, drawing->rows), colours[0], true);
}

/* Bars from the centre, at which the axis of the labels crosses. */
static void draw_tornado(struct drawing *drawing)
{
    enum { COVERING = 100 };
    const struct chart_series *of = &drawing->chart->series[0];
    add_labels(drawing);
    const lxw_col_t low = add_column(drawing, "at its 5 % value", &of->low, false);
    const lxw_col_t high = add_column(drawing, "at its 95 % value", &of->high, false);
    lxw_chart_series *at_low = add_series(drawing, drawing->labels, low, drawing->rows);
    lxw_chart_series *at_high = add_series(drawing, drawing->labels, high, drawing->rows);
    fill(at_low, light_colour, true);
    fill(at_high, colours[0], true);
    if (drawing->made != NULL) {
        chart_set_series_overlap(drawing->made, COVERING);
    }
}

/* Intervals in two shades that meet at the value. */
static void draw_intervals(struct drawing *drawing)
{
    const struct chart_series *of = &drawing->chart->series[0];
    const char *format = format_of(largest(&of->high));
    add_labels(drawing);
    const lxw_col_t below = begin_column(drawing, "below");
    const lxw_col_t lower = begin_column(drawing, "low to central");
    const lxw_col_t upper = begin_column(drawing, "central to high");
    for (size_t i = 0; i < of->values.count; ++i) {
        const double value = chart_number(&of->values, i);
        const double low = chart_number(&of->low, i);
        const double high = chart_number(&of->high, i);
        const bool has_ends = isfinite(low) && isfinite(high);
        put_number(drawing, i, below, has_ends ? low : 0, format);
        put_number(drawing, i, lower, has_ends ? fmax(value - low, 0) : value, format);
        put_number(drawing, i, upper, has_ends ? high - fmax(value, low) : 0, format);
    }
    fill(add_series(drawing, drawing->labels, below, drawing->rows), 0, false);
    hide(drawing);
    fill(add_series(drawing, drawing->labels, lower, drawing->rows), colours[0], true);
    fill(add_series(drawing, drawing->labels, upper, drawing->rows), light_colour, true);
}

/* Bars from zero, of the ends beside the value where it has some. */
static void draw_bars(struct drawing *drawing)
{
    const struct chart_series *of = &drawing->chart->series[0];
    const struct {
        const char *name;
        const struct chart_numbers *numbers;
        lxw_color_t colour;
    } bars[] = {{"low", &of->low, light_colour},
                {of->name, &of->values, colours[0]},
                {"high", &of->high, light_colour}};
    add_labels(drawing);
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; ++i) {
        if (largest(bars[i].numbers) > 0) {
            const lxw_col_t column = add_column(drawing, bars[i].name, bars[i].numbers, false);
            fill(add_series(drawing, drawing->labels, column, drawing->rows), bars[i].colour, true);
        }
    }
}

/* A series for each part; the kind of chart makes all bars as long. */
static void draw_parts(struct drawing *drawing)
{
    const struct chart *chart = drawing->chart;
    add_labels(drawing);
    for (size_t i = 0; i < chart->series_count; ++i) {
        const lxw_col_t column =
            add_column(drawing, chart->series[i].name, &chart->series[i].values, false);
        fill(add_series(drawing, drawing->labels, column, drawing->rows), colours[i % COLOURS],
             true);
    }
}

/* ---- The kind of a chart --------------------------------------------------------------------- */

static bool has_negative(const struct chart_numbers *numbers)
{
    bool negative = false;
    for (size_t i = 0; i < numbers->count; ++i) {
        negative = negative || chart_number(numbers, i) < 0;
    }
    return negative;
}

static bool has_numbers(const struct chart_numbers *numbers)
{
    bool has = false;
    for (size_t i = 0; i < numbers->count; ++i) {
        has = has || isfinite(chart_number(numbers, i));
    }
    return has;
}

/* How a chart is drawn. */
struct way {
    uint8_t type;
    void (*draw)(struct drawing *drawing);
};

/* Stacked bars cannot cross zero: what is above and below it would be stacked apart. */
static struct way way_of(const struct chart *chart)
{
    const struct chart_series *of = &chart->series[0];
    const bool crosses = has_negative(&of->low) || has_negative(&of->values);
    switch (chart->kind) {
    case CHART_LINES:
        return (struct way){LXW_CHART_SCATTER_STRAIGHT, draw_lines};
    case CHART_POINTS:
        return (struct way){LXW_CHART_SCATTER, draw_lines};
    case CHART_WATERFALL:
        return crosses ? (struct way){LXW_CHART_COLUMN, draw_bars}
                       : (struct way){LXW_CHART_COLUMN_STACKED, draw_waterfall};
    case CHART_TORNADO:
        return (struct way){LXW_CHART_BAR, draw_tornado};
    case CHART_RANGES:
        return !crosses && has_numbers(&of->low)
                   ? (struct way){LXW_CHART_BAR_STACKED, draw_intervals}
                   : (struct way){LXW_CHART_BAR, draw_bars};
    case CHART_PARTS:
        return (struct way){LXW_CHART_BAR_STACKED_PERCENT, draw_parts};
    default:
        return (struct way){LXW_CHART_NONE, NULL};
    }
}

/* A title of the chart or of an axis: one that begins with "=" would be taken for a reference. */
static const char *title_text(char text[VALUE_PRINT_SIZE], const char *title, const char *unit)
{
    const bool has_unit = unit[0] != '\0';
    snprintf(text, VALUE_PRINT_SIZE, "%s%s%s%s%s", title[0] == '=' ? " " : "", title,
             has_unit ? " (" : "", unit, has_unit ? ")" : "");
    return text;
}

/* Along a logarithmic axis numbers are of all sizes. */
static const char any_size[] =
    "[>=1000000000]#,##0.##,,,\" bn\";[>=1000000]#,##0.##,,\" M\";#,##0.##";

static void set_axis(lxw_chart_axis *axis, const struct chart_axis *of, const char *format)
{
    char text[VALUE_PRINT_SIZE];
    lxw_chart_font font = {.size = 9, .bold = LXW_EXPLICIT_FALSE};
    if (of->title != NULL && of->title[0] != '\0') {
        chart_axis_set_name(axis, title_text(text, of->title, of->unit != NULL ? of->unit : ""));
        chart_axis_set_name_font(axis, &font);
    }
    chart_axis_set_num_format(axis, of->logarithmic ? any_size : format);
    if (of->logarithmic) {
        chart_axis_set_log_base(axis, 10);
    }
    chart_axis_set_num_font(axis, &font);
    chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
}

static double largest_position(const struct chart *chart)
{
    double most = 0;
    for (size_t i = 0; i < chart->series_count; ++i) {
        most = fmax(most, largest(&chart->series[i].positions));
    }
    return most;
}

static double largest_value(const struct chart *chart)
{
    double most = 0;
    for (size_t i = 0; i < chart->series_count; ++i) {
        most = fmax(most, largest(&chart->series[i].values));
        most = fmax(most, largest(&chart->series[i].high));
    }
    return most;
}

/* The axis of the labels or the positions, and that of the values. Bars lie on their side: what the
 * library calls their x axis is level, and has the values. */
static lxw_chart_axis *label_axis(const struct drawing *drawing)
{
    return drawing->on_side ? drawing->made->y_axis : drawing->made->x_axis;
}

static lxw_chart_axis *value_axis(const struct drawing *drawing)
{
    return drawing->on_side ? drawing->made->x_axis : drawing->made->y_axis;
}

static void set_up(struct drawing *drawing)
{
    const struct chart *chart = drawing->chart;
    char text[VALUE_PRINT_SIZE];
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    chart_title_set_name(drawing->made, title_text(text, chart->title, ""));
    chart_title_set_name_font(drawing->made, &font);
    set_axis(label_axis(drawing), &chart->x,
             chart->x.time ? "dd mmm hh:mm" : format_of(largest_position(chart)));
    set_axis(value_axis(drawing), &chart->y, format_of(largest_value(chart)));
    if (drawing->on_side) { /* the first label on top, and the values below the last */
        chart_axis_set_reverse(label_axis(drawing));
        chart_axis_set_label_position(value_axis(drawing), LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    }
    if (chart->kind == CHART_TORNADO) {
        chart_axis_set_crossing(value_axis(drawing), chart->centre);
    }
    drawing->hidden[drawing->hidden_count] = -1;
    if (drawing->series_count - drawing->hidden_count < 2) {
        chart_legend_set_position(drawing->made, LXW_CHART_LEGEND_NONE);
    } else {
        chart_legend_set_position(drawing->made, LXW_CHART_LEGEND_BOTTOM);
    }
    if (drawing->hidden_count > 0) {
        xlsx_done(drawing->book, chart_legend_delete_series(drawing->made, drawing->hidden));
    }
}

/* The sheet is made with the first chart that needs it: a report without one has no empty sheet. */
static void begin_numbers(struct xlsx_book *book, struct xlsx_numbers *numbers,
                          const struct chart *chart)
{
    if (numbers->sheet == NULL) {
        numbers->sheet = xlsx_sheet(book, "Numbers of charts");
    } else {
        ++numbers->next; /* a column apart */
    }
    if (!book->failed) {
        xlsx_text(book, numbers->sheet, TITLE_ROW, numbers->next, chart->title, XLSX_HEADING);
    }
}

void xlsx_chart(struct xlsx_book *book, struct xlsx_numbers *numbers, const struct chart *chart,
                lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column)
{
    struct drawing drawing = {.book = book, .numbers = numbers, .chart = chart};
    lxw_chart_options options = {.x_scale = (double)WIDTH_PIXELS / DEFAULT_WIDTH,
                                 .y_scale = (double)HEIGHT_PIXELS / DEFAULT_HEIGHT};
    if (chart->series_count == 0 || way_of(chart).draw == NULL || book->failed) {
        return;
    }
    const struct way way = way_of(chart);
    drawing.on_side = way.type == LXW_CHART_BAR || way.type == LXW_CHART_BAR_STACKED ||
                      way.type == LXW_CHART_BAR_STACKED_PERCENT;
    begin_numbers(book, numbers, chart);
    drawing.made = !book->failed ? workbook_add_chart(book->workbook, way.type) : NULL;
    book->failed = drawing.made == NULL;
    if (!book->failed) {
        way.draw(&drawing);
    }
    if (!book->failed && drawing.series_count > 0) {
        set_up(&drawing);
        xlsx_done(book, worksheet_insert_chart_opt(sheet, row, column, drawing.made, &options));
    }
}
