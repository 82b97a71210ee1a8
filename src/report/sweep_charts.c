/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses along an axis of the grid: a line in its band for each run of records along it. More lines
 * than there are colours could not be told apart, and their bands would hide each other: then they
 * are fields, the darker the larger. */
#include "document/chart.h"
#include "report/sweep_page.h"

/* Lines and bands that can be told apart; columns that a grid has room for. */
enum { MOST_LINES = 6, MOST_FIELDS = 16 };

/* How many records from `first` on differ along an axis alone. A line of the chart is of records
 * that differ in nothing but its x axis. */
static size_t run_length(const struct blackout_result *result, size_t first, enum sweep_axis axis)
{
    size_t count = 1;
    while (first + count < result->count &&
           sweep_is_next(sweep_scenario(result, first + count - 1),
                         sweep_scenario(result, first + count), axis)) {
        ++count;
    }
    return count;
}

/* The first axis along which two records differ alone: the grid varies the last of them fastest, so
 * that there is one of them at most; ALONG_DURATION where there is none. */
static enum sweep_axis axis_of(const struct blackout_result *result)
{
    for (int axis = 0; axis < AXES; ++axis) {
        for (size_t i = 0; i + 1 < result->count; ++i) {
            if (run_length(result, i, (enum sweep_axis)axis) > 1) {
                return (enum sweep_axis)axis;
            }
        }
    }
    return ALONG_DURATION;
}

/* "Facebook, WhatsApp" */
static const char *platform_names(struct document *document, const struct result *result)
{
    const char *joined = result->platform_count > 0 ? result->platforms[0].name : "";
    for (size_t i = 1; i < result->platform_count; ++i) {
        joined = document_format(document, "%s, %s", joined, result->platforms[i].name);
    }
    return joined;
}

/* What the records of a run have in common and others have not. "" where there is one run alone: a
 * single line needs no name. */
static const char *run_name(const struct sweep_page *page, size_t first, enum sweep_axis axis)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct result_scenario *scenario = sweep_scenario(page->result, first);
    const struct value start =
        scenario->has_start ? value_instant(scenario->start) : value_text("any hour");
    const struct value severity = value_number(scenario->severity, &sweep_severity);
    const struct value duration = value_duration(scenario->duration_hours);
    const struct value recovery = value_duration(scenario->recovery_hours);
    const char *name =
        page->skipped == 0 ? platform_names(page->document, &page->result->results[first]) : "";
    const struct {
        bool differs;
        const char *word;
        const struct value *value;
    } parts[] = {
        {axis != ALONG_START && sweep_starts_differ(page->result), "", &start},
        {axis != ALONG_DURATION && sweep_durations_differ(page->result), "", &duration},
        {axis != ALONG_SEVERITY && sweep_severities_differ(page->result), "severity ", &severity},
        {axis != ALONG_RECOVERY && sweep_recoveries_differ(page->result), "recovery ", &recovery}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; ++i) {
        if (parts[i].differs) {
            name = document_format(page->document, "%s%s%s%s", name, name[0] != '\0' ? ", " : "",
                                   parts[i].word, value_print(buffer, parts[i].value));
        }
    }
    return name;
}

/* A run of records as a line: the loss in `column`, its 5 % and 95 % values in the two after it. */
static struct chart_series run_series(const struct sweep_page *page, enum sweep_axis axis,
                                      size_t column, size_t first, size_t count)
{
    static const size_t columns[AXES] = {DURATION, SEVERITY, START, RECOVERY};
    const struct sheet *table = page->table;
    column -= page->skipped;
    return (struct chart_series){.name = run_name(page, first, axis),
                                 .positions =
                                     chart_rows(table, columns[axis] - page->skipped, first, count),
                                 .values = chart_rows(table, column, first, count),
                                 .low = chart_rows(table, column + 1, first, count),
                                 .high = chart_rows(table, column + 2, first, count)};
}

/* How many runs there are, and in `length` how many records each has; 0 where they differ. Fields
 * need a full grid: a row that is shorter would have its losses under the wrong places. */
static size_t count_runs(const struct blackout_result *result, enum sweep_axis axis, size_t *length)
{
    size_t runs = 0;
    *length = run_length(result, 0, axis);
    for (size_t first = 0, count; first < result->count; first += count, ++runs) {
        count = run_length(result, first, axis);
        *length = count == *length ? count : 0;
    }
    return runs;
}

/* Both charts of a page are of one kind: which one, depends on the grid and not on the losses. */
bool sweep_is_fields(const struct sweep_page *page)
{
    size_t length;
    const size_t runs = count_runs(page->result, axis_of(page->result), &length);
    return runs > MOST_LINES && length > 1 && length <= MOST_FIELDS;
}

/* What a record's place along the axis is called. */
static const char *place_name(const struct sweep_page *page, size_t record, enum sweep_axis axis)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct result_scenario *scenario = sweep_scenario(page->result, record);
    const struct value places[AXES] = {[ALONG_DURATION] = value_duration(scenario->duration_hours),
                                       [ALONG_SEVERITY] =
                                           value_number(scenario->severity, &sweep_severity),
                                       [ALONG_START] = value_instant(scenario->start),
                                       [ALONG_RECOVERY] = value_duration(scenario->recovery_hours)};
    return document_format(page->document, "%s", value_print(buffer, &places[axis]));
}

/* A row for each run, a column for each place: the central losses of the page's table. */
static struct sheet *fields_of(const struct sweep_page *page, enum sweep_axis axis, size_t column)
{
    size_t length;
    struct column columns[1 + MOST_FIELDS] = {{"scenario", true}};
    count_runs(page->result, axis, &length);
    for (size_t k = 0; k < length; ++k) {
        columns[1 + k].name = place_name(page, k, axis);
    }
    struct sheet *fields = sheet_new(page->document, columns, 1 + length);
    /* All runs have this length, or there are no fields. */
    for (size_t first = 0; first < page->result->count && page->table != NULL; first += length) {
        struct value values[1 + MOST_FIELDS] = {value_text(run_name(page, first, axis))};
        for (size_t k = 0; k < length; ++k) {
            values[1 + k] = *sheet_cell(page->table, first + k, column - page->skipped);
        }
        sheet_row(fields, values, 1 + length);
    }
    return fields;
}

/* A chart has the same numbers as the table before it, which is made for this alone. */
static void add_fields(const struct sweep_page *page, enum sweep_axis axis, struct chart *chart,
                       size_t column)
{
    struct chart_series series[MOST_FIELDS];
    const struct sheet *fields = fields_of(page, axis, column);
    if (fields == NULL) {
        return;
    }
    for (size_t k = 1; k < fields->column_count; ++k) {
        series[k - 1] = (struct chart_series){.name = fields->columns[k].name,
                                              .values = chart_column(fields, k, PART_NUMBER)};
    }
    chart->kind = CHART_GRID;
    chart->x = (struct chart_axis){.title = "", .unit = ""};
    chart->labels = chart_column(fields, 0, PART_NUMBER);
    chart->series = series;
    chart->series_count = fields->column_count - 1;
    document_numbers(page->document, fields);
    document_chart(page->document, chart);
}

/* A run of one record has no line. */
static void add_lines(const struct sweep_page *page, enum sweep_axis axis, struct chart *chart,
                      size_t column)
{
    const struct blackout_result *result = page->result;
    struct chart_series *series =
        arena_alloc(&page->document->arena, result->count, sizeof *series);
    page->document->failed = page->document->failed || series == NULL;
    chart->series = series;
    for (size_t first = 0, count; series != NULL && first < result->count; first += count) {
        count = run_length(result, first, axis);
        if (count > 1) {
            series[chart->series_count++] = run_series(page, axis, column, first, count);
        }
    }
    if (chart->series_count > 0) {
        document_chart(page->document, chart);
    }
}

void sweep_chart(const struct sweep_page *page, const char *name, const char *title, size_t column)
{
    static const struct chart_axis axes[AXES] = {
        [ALONG_DURATION] = {.title = "duration", .unit = "h"},
        [ALONG_SEVERITY] = {.title = "severity", .unit = ""},
        [ALONG_START] = {.title = "start, UTC", .unit = "", .time = true},
        [ALONG_RECOVERY] = {.title = "recovery", .unit = "h"}};
    const enum sweep_axis axis = axis_of(page->result);
    struct chart chart = {
        .kind = CHART_LINES,
        .name = name,
        .title = title,
        .x = axes[axis],
        .y = {.title = "loss", .unit = sweep_scenario(page->result, 0)->currency}};
    if (sweep_is_fields(page)) {
        add_fields(page, axis, &chart, column);
    } else {
        add_lines(page, axis, &chart, column);
    }
}
