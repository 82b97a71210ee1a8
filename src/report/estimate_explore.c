/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios near the one that was asked for: a row for each choice of platform, region, start
 * and duration, from which the script of a page lets the reader choose. Amounts have four digits,
 * since the table is long. A part of several platforms in one region has no interval: quantiles
 * do not add up. */
#include <math.h>

#include "document/chart.h"
#include "report/estimate_page.h"
#include "report/part_sums.h"

/* The script of a page (document/page/script.js) reads these columns by their places, the choices
 * from the texts of the first three, the unit of an amount from what follows ", " in the name of
 * its column, and the duration that was asked for by the bracket after it. */
enum { DOWN, REGION, START, HOURS, OWNER, DEPENDANTS = OWNER + 3, COLUMNS = DEPENDANTS + 3 };

static const struct style hours_style = {.significant = 6}; /* 26,280 of three years */

/* By the size of an amount in its unit, below 1, 10, 100, 1,000 and above: four significant digits
 * in millions and more, and in units of one no places but below ten. Units that no page of an
 * estimate has are NULL. */
enum { SIZES = 5 };
static const struct style ones[SIZES] = {{.places = 2}, {.places = 1}, {0}, {0}, {0}};
static const struct style millions[SIZES] = {{.magnitude = MAGNITUDE_MILLION, .places = 4},
                                             {.magnitude = MAGNITUDE_MILLION, .places = 3},
                                             {.magnitude = MAGNITUDE_MILLION, .places = 2},
                                             {.magnitude = MAGNITUDE_MILLION, .places = 1},
                                             {.magnitude = MAGNITUDE_MILLION, .places = 0}};
static const struct style billions[SIZES] = {{.magnitude = MAGNITUDE_BILLION, .places = 4},
                                             {.magnitude = MAGNITUDE_BILLION, .places = 3},
                                             {.magnitude = MAGNITUDE_BILLION, .places = 2},
                                             {.magnitude = MAGNITUDE_BILLION, .places = 1},
                                             {.magnitude = MAGNITUDE_BILLION, .places = 0}};
static const struct style *const styles[] = {
    [MAGNITUDE_ONE] = ones, [MAGNITUDE_MILLION] = millions, [MAGNITUDE_BILLION] = billions};

/* Each amount has its own places: a column goes over three orders of magnitude, from half an hour
 * to two days and from one region to all. */
static struct value rounded(const struct amounts *amounts, double amount)
{
    const enum magnitude magnitude = amounts->style->magnitude;
    const double size = fabs(amount) / magnitudes[magnitude].over;
    const int place = size < 1 ? 0 : size < 10 ? 1 : size < 100 ? 2 : size < 1000 ? 3 : 4;
    return value_amount(amount, amounts->currency, &styles[magnitude][place]);
}

/* An absent figure and one without samples look different: "-" cannot be had, an empty interval was
 * not asked for. */
static void put_quantity(struct value values[3], const struct amounts *amounts,
                         const struct quantity *quantity)
{
    const struct statistics *s = quantity->statistics;
    const bool sampled = quantity->present && s != NULL && s->sampled;
    values[0] = quantity->present ? rounded(amounts, quantity->central) : value_absent();
    values[1] = sampled ? value_uncertain(rounded(amounts, s->p5), s->se_p5) : value_empty();
    values[2] = sampled ? value_uncertain(rounded(amounts, s->p95), s->se_p95) : value_empty();
}

/* Near scenarios are of all platforms that were asked about, or of one. */
static struct value down(const struct result *result, size_t asked)
{
    return value_text(result->platform_count == asked && asked > 1 ? "all of them"
                                                                   : result->platforms[0].name);
}

static void add_row(const struct estimate_page *page, struct sheet *table,
                    const struct result *result, const char *region,
                    const struct quantity figures[2])
{
    struct value values[COLUMNS] = {
        [DOWN] = down(result, page->result->platform_count),
        [REGION] = value_text(region),
        [START] = result->scenario.has_start ? value_instant(result->scenario.start)
                                             : value_text("any hour of the week"),
        [HOURS] = value_number(result->scenario.duration_hours, &hours_style)};
    if (result->scenario.duration_hours == page->result->scenario.duration_hours) {
        char text[VALUE_PRINT_SIZE];
        values[HOURS].name =
            document_format(page->document, "%s (as asked)", value_print(text, &values[HOURS]));
    }
    put_quantity(values + OWNER, &page->owner, &figures[0]);
    put_quantity(values + DEPENDANTS, &page->dependants, &figures[1]);
    sheet_row(table, values, COLUMNS);
}

/* Scenario `index` of those near; where it is the one that was asked for, the report's own, so that
 * one page has one answer to one question. */
static const struct result *result_at(const struct estimate_page *page, size_t index)
{
    const struct result *own = page->result;
    const struct result *near = &page->explored->results[index];
    const bool same = near->platform_count == own->platform_count &&
                      near->scenario.has_start == own->scenario.has_start &&
                      near->scenario.start == own->scenario.start &&
                      near->scenario.duration_hours == own->scenario.duration_hours;
    return same ? own : near;
}

/* A figure of the platforms of `result` in region `index` of their sum: of several the central
 * value alone can be added, and that of one has its interval. */
static struct quantity in_region(const struct result *result, const struct result_parts *sum,
                                 size_t index, enum figure_id id)
{
    const struct result_part *parts =
        result->platform_count == 1 ? result->platforms[0].by_region.parts : sum->parts;
    return parts[index].figures[id];
}

/* A row for each region that any of the platforms is in. */
static void add_regions(const struct estimate_page *page, struct sheet *table,
                        const struct result *result, const struct result_parts *regions)
{
    for (size_t k = 0; k < regions->count; ++k) {
        const struct quantity part[] = {in_region(result, regions, k, FIGURE_OWNER_NET),
                                        in_region(result, regions, k, FIGURE_DEPENDANTS)};
        add_row(page, table, result, regions->parts[k].name, part);
    }
}

/* Regions are rows where all platforms together, the report's own, have several to choose from. A
 * platform that is in one of them has the row of that, too: the reader may have chosen it. Sums are
 * made and given back one by one: they are large, and their texts are the results'. */
static void add_all_regions(const struct estimate_page *page, struct sheet *table)
{
    bool is_choice = true;
    for (size_t i = 0; i < page->explored->count && is_choice; ++i) {
        const struct result *result = i == 0 ? page->result : result_at(page, i);
        struct arena arena = {0};
        struct part_sums sums;
        if (part_sums_make(&sums, &arena, result, NULL) != BLACKOUT_OK) {
            page->document->failed = true;
            is_choice = false;
        } else if (i == 0) {
            is_choice = sums.by_region.count > 1;
        } else {
            add_regions(page, table, result, &sums.by_region);
        }
        arena_free(&arena);
    }
}

/* Scenarios from 1 on: number 0 is the one that was asked for, which the report itself is of. Rows
 * of whole platforms come first, since the chart is of the first ones. */
static struct sheet *explored_table(const struct estimate_page *page)
{
    struct document *document = page->document;
    const char *owner = document_format(document, "owner net, %s", page->owner.unit);
    const char *dependants = document_format(document, "dependants, %s", page->dependants.unit);
    const struct column columns[COLUMNS] = {
        {"down", true}, {"where", true}, {"start, UTC", true}, {"hours"}, {owner},
        {"5 %"},        {"95 %"},        {dependants},         {"5 %"},   {"95 %"}};
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 1; i < page->explored->count; ++i) {
        const struct result *result = result_at(page, i);
        const struct quantity all[] = {result->totals[FIGURE_OWNER_NET],
                                       result->totals[FIGURE_DEPENDANTS]};
        add_row(page, table, result, "everywhere", all);
    }
    add_all_regions(page, table);
    return table;
}

/* Rows from the first on that differ in their duration alone: the scenario as it was asked. */
static size_t first_run(const struct sheet *table)
{
    size_t count = 1;
    while (count < table->row_count &&
           sheet_cell(table, count, HOURS)->number > sheet_cell(table, count - 1, HOURS)->number) {
        ++count;
    }
    return count;
}

/* Of the first run of rows alone, whose durations ascend: the scenario as it was asked. */
static void add_chart(const struct estimate_page *page, const struct sheet *table, size_t column,
                      const char *name, const char *title)
{
    const size_t count = first_run(table);
    const struct chart_series series = {.name = title,
                                        .positions = chart_rows(table, HOURS, 0, count),
                                        .values = chart_rows(table, column, 0, count),
                                        .low = chart_rows(table, column + 1, 0, count),
                                        .high = chart_rows(table, column + 2, 0, count)};
    struct chart chart = {.kind = CHART_LINES,
                          .name = name,
                          .title = title,
                          .x = {.title = "duration", .unit = "h"},
                          .y = {.title = "loss", .unit = page->result->scenario.currency},
                          .series = &series,
                          .series_count = 1};
    document_chart(page->document, &chart);
}

void estimate_page_explore(const struct estimate_page *page)
{
    if (page->explored == NULL || page->explored->count < 2) {
        return;
    }
    struct sheet *table = explored_table(page);
    /* At most as many as the report's own, and the same for all that are near. */
    const struct value samples = value_count((size_t)page->explored->results[1].scenario.samples);
    if (table == NULL) {
        return;
    }
    table->is_explored = true;
    document_heading(page->document, 1, "If it had been longer, elsewhere, or at another time",
                     NULL, 0);
    document_numbers(page->document, table);
    add_chart(page, table, OWNER, "owner-by-duration", "The owner's net loss by duration");
    if (page->result->totals[FIGURE_DEPENDANTS].present) {
        add_chart(page, table, DEPENDANTS, "dependants-by-duration",
                  "The dependants' loss by duration");
    }
    document_note(
        page->document, 1,
        "Each row is an estimate of its own, with {} samples, and the one that was asked for that "
        "of this page. Losses of several platforms in one region have no interval, because "
        "quantiles do not add up.",
        &samples, 1);
}
