/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that every kind of chart needs, in one place so that lines, bars and the others agree
 * in sizes and in the way numbers are written. */
#include "document/chart_draw.h"

#include <math.h>
#include <stdio.h>

#include "core/text.h"
#include "document/svg_lines.h"

/* First times and then over, each rounded once, as the table prints it. NAN stays NAN. */
double drawing_number(const struct chart_unit *unit, const struct chart_numbers *numbers,
                      size_t index)
{
    return chart_number(numbers, index) * unit->times / unit->over;
}

void drawing_widen(double ends[2], const struct chart_unit *unit,
                   const struct chart_numbers *numbers)
{
    for (size_t i = 0; i < numbers->count; ++i) {
        double number = drawing_number(unit, numbers, i);
        ends[0] = fmin(ends[0], number); /* fmin and fmax pass over NAN */
        ends[1] = fmax(ends[1], number);
    }
}

/* Colours begin again after the last: a class without a rule in the style sheet would be black. */
const char *drawing_class(char text[CLASS_SIZE], const char *class, size_t series)
{
    snprintf(text, CLASS_SIZE, "%s s%zu", class, series % COLOURS);
    return text;
}

/* What does not fit is left out whole: a number that is cut is another number. Returns what is
 * used. */
static size_t add_number(char text[TIP_SIZE], size_t used, const char *before, double number)
{
    char digits[SCALE_TEXT_SIZE];
    int length =
        snprintf(text + used, TIP_SIZE - used, "%s%s", before, scale_three_digits(digits, number));
    return length > 0 && used + (size_t)length < TIP_SIZE ? used + (size_t)length : used;
}

void drawing_tip(char text[TIP_SIZE], const struct drawing *drawing,
                 const struct chart_series *series, size_t index)
{
    const double value = drawing_number(&drawing->y, &series->values, index);
    const double low = drawing_number(&drawing->y, &series->low, index);
    const double high = drawing_number(&drawing->y, &series->high, index);
    size_t used = add_number(text, 0, "", value);
    if (drawing->y.name[0] != '\0') {
        used += (size_t)snprintf(text + used, TIP_SIZE - used, " %s", drawing->y.name);
    }
    if (isfinite(low) && isfinite(high)) {
        used = add_number(text, used, " (", low);
        used = add_number(text, used, " to ", high);
        snprintf(text + used, TIP_SIZE - used, ")");
    }
}

const char *drawing_axis_title(char text[TITLE_SIZE], const struct chart_axis *axis,
                               const struct chart_unit *unit)
{
    const char *title = axis->title != NULL ? axis->title : "";
    const bool both = title[0] != '\0' && unit->name[0] != '\0';
    snprintf(text, TITLE_SIZE, "%.100s%s%s", title, both ? ", " : "", unit->name);
    text_make_line(text); /* cutting may have cut a letter */
    return text;
}

/* Asked for before anything is drawn, and again while it is: a picture says its height first. */
double drawing_row_height(const struct drawing *drawing, size_t index, double room)
{
    char text[VALUE_PRINT_SIZE];
    const size_t lines = svg_lines(chart_label(text, &drawing->chart->labels, index), room);
    return (drawing->narrow ? NARROW_ROW : ROW) + SVG_LINE_HEIGHT * (double)(lines - 1);
}
