/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series are given one by one and kept in the document's arena. Nothing is drawn or scaled here:
 * chart_svg.c does that, and renderers that cannot draw need none of it. */
#include "document/chart.h"

#include <math.h>
#include <string.h>

/* A chart of a table for which memory was out has no numbers, and no builder needs to look. */
struct chart_numbers chart_column(const struct sheet *table, size_t column, enum value_part part)
{
    const size_t rows = table != NULL ? table->row_count : 0;
    return (struct chart_numbers){.table = table, .column = column, .part = part, .count = rows};
}

struct chart_numbers chart_rows(const struct sheet *table, size_t column, size_t first_row,
                                size_t count)
{
    return (struct chart_numbers){.table = table,
                                  .column = column,
                                  .first_row = first_row,
                                  .count = table != NULL ? count : 0};
}

struct chart_numbers chart_own(const double *numbers, size_t count)
{
    return (struct chart_numbers){.own = numbers, .count = count};
}

static const struct value *value_at(const struct chart_numbers *numbers, size_t index)
{
    return sheet_cell(numbers->table, numbers->first_row + index, numbers->column);
}

/* The two ends of a value that has them. A value without ends has none, which is drawn as no
 * interval. */
static double end_of(const struct value *value, enum value_part part)
{
    bool ends = value->kind == VALUE_INTERVAL || value->kind == VALUE_ESTIMATE;
    return !ends ? NAN : part == PART_LOW ? value->low : value->high;
}

/* A number that no axis has (a text, an absent figure) is a gap and not a 0. What is beyond the end
 * of a list is one, too: `low` and `high` of a series may be empty. */
double chart_number(const struct chart_numbers *numbers, size_t index)
{
    if (index >= numbers->count) {
        return NAN;
    }
    if (numbers->table == NULL) {
        return numbers->own[index];
    }
    const struct value *value = value_at(numbers, index);
    if (numbers->part != PART_NUMBER) {
        return end_of(value, numbers->part);
    }
    switch (value->kind) {
    case VALUE_NUMBER:
    case VALUE_ESTIMATE:
    case VALUE_DURATION:
        return value->number;
    case VALUE_DATE:
    case VALUE_INSTANT:
        return (double)value->time;
    default:
        return NAN;
    }
}

const char *chart_label(char buffer[VALUE_PRINT_SIZE], const struct chart_numbers *labels,
                        size_t index)
{
    return index < labels->count && labels->table != NULL
               ? value_name(buffer, value_at(labels, index))
               : "";
}

/* One sentence for all pictures of a chart: what a band is must not differ between a page and a
 * file of its own. What it says of what is left out follows chart_bars.c. */
const char *chart_about(const struct chart *chart)
{
    bool interval = false;
    for (size_t k = 0; k < chart->series_count; ++k) {
        interval = interval || chart->series[k].low.count > 0;
    }
    if (chart->band != NULL) {
        return chart->band;
    }
    switch (chart->kind) {
    case CHART_LINES:
        return interval ? "Shaded: from the 5 % to the 95 % value." : NULL;
    case CHART_POINTS:
        return "Lines: from the 5 % to the 95 % value; below the dashed line the estimate is "
               "lower.";
    case CHART_WATERFALL:
        return interval ? "The line on the last bar: from its 5 % to its 95 % value. Steps without "
                          "effect are left out."
                        : "Steps without effect are left out.";
    case CHART_RANGES:
        return interval ? "Bars: from the 5 % to the 95 % value." : NULL;
    case CHART_TORNADO:
        return "Inputs with less than a fiftieth of the widest swing are left out.";
    default:
        return NULL;
    }
}

/* Copied, because builders have their charts on the stack; tables, texts and numbers of the chart's
 * own are borrowed. */
void document_chart(struct document *document, const struct chart *chart)
{
    struct chart *copy = arena_alloc(&document->arena, 1, sizeof *copy);
    struct chart_series *series =
        arena_alloc(&document->arena, chart->series_count, sizeof *series);
    if (copy == NULL || series == NULL) {
        document->failed = true;
        return;
    }
    if (chart->series_count > 0) { /* else there may be no array */
        memcpy(series, chart->series, chart->series_count * sizeof *series);
    }
    *copy = *chart;
    copy->series = series;
    struct block *block = document_block(document, BLOCK_CHART);
    if (block != NULL) {
        block->chart = copy;
    }
}
