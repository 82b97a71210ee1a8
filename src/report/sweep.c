/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep: one record for each scenario of a grid, and how losses grow with the duration. */
#include <math.h>
#include <string.h>

#include "document/chart.h"
#include "report/builders.h"
#include "report/sweep.h"

static const struct result_scenario *scenario_of(const struct blackout_result *result, size_t index)
{
    return &result->results[index].scenario;
}

static bool same_names(const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; ++i) {
        same = strcmp(a[i], b[i]) == 0;
    }
    return same;
}

/* Whether two records differ in their duration alone. */
static bool is_next_duration(const struct result_scenario *a, const struct result_scenario *b)
{
    bool same_start = a->has_start == b->has_start && (!a->has_start || a->start == b->start);
    bool same_rebound =
        a->has_rebound == b->has_rebound && (!a->has_rebound || a->rebound == b->rebound);
    return same_start && same_rebound && a->severity == b->severity &&
           a->recovery_hours == b->recovery_hours &&
           same_names(a->platforms, a->platform_count, b->platforms, b->platform_count) &&
           same_names(a->regions, a->region_count, b->regions, b->region_count) &&
           a->duration_hours > 0 && b->duration_hours > a->duration_hours;
}

/* The slope between two records on logarithmic axes: 1 where the loss is in proportion to the
 * duration. NAN where anything but the duration changes. */
double report_sweep_exponent(const struct blackout_result *result, size_t index, int target)
{
    if (index == 0 ||
        !is_next_duration(scenario_of(result, index - 1), scenario_of(result, index))) {
        return NAN;
    }
    double before = result->results[index - 1].targets[target].quantity.central;
    double now = result->results[index].targets[target].quantity.central;
    return log(now / before) / log(scenario_of(result, index)->duration_hours /
                                   scenario_of(result, index - 1)->duration_hours);
}

/* ---- A record -------------------------------------------------------------------------------- */

/* The figures of a record, in the order of the columns of both tables. */
enum { GROSS, NET, NET_P5, NET_P95, DEPENDANTS_P5 = 6, DEPENDANTS_P95, FIGURES = 9 };

/* Small losses with cents: a sweep has no unit that fits its first record and its last. */
static const struct style amount_style = {.small_places = 2, .small = 1000};
static const struct style iso = {.iso = true};

static struct value amount(const struct result *result, bool present, double value)
{
    return value_if(present && isfinite(value),
                    value_amount(value, result->scenario.currency, &amount_style));
}

/* A quantile and its standard error. */
static struct value quantile(const struct result *result, const struct statistics *of, double value,
                             double error)
{
    return value_uncertain(amount(result, of->sampled, value), error);
}

static struct value error_of(const struct value *quantile)
{
    return value_if(!value_is_empty(quantile),
                    value_amount(quantile->error, quantile->unit, quantile->style));
}

static struct value exponent(const struct blackout_result *result, size_t index, int target)
{
    double value = report_sweep_exponent(result, index, target);
    return value_if(isfinite(value), value_number(value, &amount_style));
}

/* Empty where a figure is missing. One list for the page and the records, so that both have the
 * same figures. */
static void figures_of(struct value values[FIGURES], const struct blackout_result *result,
                       size_t index)
{
    const struct result *r = &result->results[index];
    const struct quantity *net = &r->totals[FIGURE_OWNER_NET];
    const struct quantity *dependants = &r->totals[FIGURE_DEPENDANTS];
    const struct statistics none = {.sampled = false};
    const struct statistics *of_net = net->statistics != NULL ? net->statistics : &none;
    const struct statistics *of_dependants =
        dependants->statistics != NULL ? dependants->statistics : &none;
    const struct value figures[FIGURES] = {
        amount(r, true, r->totals[FIGURE_OWNER_GROSS].central),
        amount(r, true, net->central),
        quantile(r, of_net, of_net->p5, of_net->se_p5),
        quantile(r, of_net, of_net->p95, of_net->se_p95),
        exponent(result, index, 1),
        amount(r, dependants->present, dependants->central),
        quantile(r, of_dependants, of_dependants->p5, of_dependants->se_p5),
        quantile(r, of_dependants, of_dependants->p95, of_dependants->se_p95),
        exponent(result, index, 2)};
    memcpy(values, figures, sizeof figures);
}

/* `facebook;whatsapp`, one field. */
static struct value joined_platforms(struct document *document,
                                     const struct result_scenario *scenario)
{
    const char *joined = scenario->platform_count > 0 ? scenario->platforms[0] : "";
    for (size_t i = 1; i < scenario->platform_count; ++i) {
        joined = document_format(document, "%s;%s", joined, scenario->platforms[i]);
    }
    return value_list(joined);
}

/* ---- Records --------------------------------------------------------------------------------- */

void report_sweep_records(struct document *document, const void *what)
{
    static const int uncertain[] = {NET_P5, NET_P95, DEPENDANTS_P5, DEPENDANTS_P95};
    enum { INPUTS = 5, ERRORS = sizeof uncertain / sizeof uncertain[0] };
    enum { COLUMNS = INPUTS + FIGURES + ERRORS };
    static const struct column columns[COLUMNS] = {{"platforms", true},  {"start"},
                                                   {"duration_hours"},   {"severity"},
                                                   {"currency"},         {"owner_gross"},
                                                   {"owner_net"},        {"owner_net_p5"},
                                                   {"owner_net_p95"},    {"owner_exponent"},
                                                   {"dependants"},       {"dependants_p5"},
                                                   {"dependants_p95"},   {"dependants_exponent"},
                                                   {"owner_net_se_p5"},  {"owner_net_se_p95"},
                                                   {"dependants_se_p5"}, {"dependants_se_p95"}};
    const struct blackout_result *result = what;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t index = 0; index < result->count; ++index) {
        const struct result_scenario *scenario = scenario_of(result, index);
        struct value values[COLUMNS] = {
            joined_platforms(document, scenario),
            value_if(scenario->has_start, value_instant(scenario->start)),
            value_duration(scenario->duration_hours),
            value_number(scenario->severity, &amount_style), value_text(scenario->currency)};
        figures_of(values + INPUTS, result, index);
        for (int i = 0; i < ERRORS; ++i) {
            values[INPUTS + FIGURES + i] = error_of(&values[INPUTS + uncertain[i]]);
        }
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
}

/* ---- The page -------------------------------------------------------------------------------- */

static bool platforms_differ(const struct blackout_result *result)
{
    bool differ = false;
    for (size_t i = 1; i < result->count && !differ; ++i) {
        const struct result_scenario *a = scenario_of(result, 0);
        const struct result_scenario *b = scenario_of(result, i);
        differ = !same_names(a->platforms, a->platform_count, b->platforms, b->platform_count);
    }
    return differ;
}

/* What a page has in place of ISO 8601: "6 h 11 min". */
static const char *words_of(struct document *document, struct value value)
{
    char text[VALUE_PRINT_SIZE];
    return document_format(document, "%s", value_print(text, &value));
}

/* The name is for people and the text for programs: a page's table is read by both. */
static struct value start_of(struct document *document, const struct result_scenario *scenario)
{
    struct value start = value_instant(scenario->start);
    start.name = words_of(document, start);
    start.style = &iso;
    return scenario->has_start ? start : value_text("any hour");
}

/* The columns of the page's table. */
enum {
    DOWN,
    START,
    DURATION,
    OWNER_NET,
    DEPENDANTS = OWNER_NET + 4,
    PAGE_COLUMNS = DEPENDANTS + 4
};

struct page {
    struct document *document;
    const struct blackout_result *result;
    size_t skipped; /* columns that are left out: what is down, where it is the same in all */
    struct sheet *table;
};

/* A row for each record. */
static void make_rows(struct page *page)
{
    static const struct column columns[PAGE_COLUMNS] = {
        {"down", true}, {"start", true}, {"duration"}, {"owner net"}, {"5 %"},     {"95 %"},
        {"exponent"},   {"dependants"},  {"5 %"},      {"95 %"},      {"exponent"}};
    const size_t skipped = page->skipped;
    page->table = sheet_new(page->document, columns + skipped, PAGE_COLUMNS - skipped);
    for (size_t index = 0; index < page->result->count; ++index) {
        const struct result_scenario *scenario = scenario_of(page->result, index);
        struct value figures[FIGURES];
        struct value values[PAGE_COLUMNS] = {joined_platforms(page->document, scenario),
                                             start_of(page->document, scenario),
                                             value_duration(scenario->duration_hours)};
        values[DURATION].name = words_of(page->document, values[DURATION]);
        values[DURATION].style = &iso;
        figures_of(figures, page->result, index);
        memcpy(values + OWNER_NET, figures + NET, sizeof figures - NET * sizeof *figures);
        sheet_row(page->table, values + skipped, PAGE_COLUMNS - skipped);
    }
}

/* ---- Charts ---------------------------------------------------------------------------------- */

/* How many records from `first` on differ in their duration alone. A line of the chart is of
 * records that differ in nothing but its x axis. */
static size_t run_length(const struct blackout_result *result, size_t first)
{
    size_t count = 1;
    while (first + count < result->count && is_next_duration(scenario_of(result, first + count - 1),
                                                             scenario_of(result, first + count))) {
        ++count;
    }
    return count;
}

/* What the records of a run have in common. */
static const char *run_name(struct document *document, const struct result_scenario *scenario)
{
    char buffer[VALUE_PRINT_SIZE];
    const struct value start =
        scenario->has_start ? value_instant(scenario->start) : value_text("any hour");
    return document_format(document, "%s, %s", joined_platforms(document, scenario).text,
                           value_print(buffer, &start));
}

/* A run of records as a line: the loss in `column`, its 5 % and 95 % values in the two after it. */
static struct chart_series run_series(const struct page *page, size_t column, size_t first,
                                      size_t count)
{
    const struct sheet *table = page->table;
    column -= page->skipped;
    return (struct chart_series){.name = run_name(page->document, scenario_of(page->result, first)),
                                 .positions =
                                     chart_rows(table, DURATION - page->skipped, first, count),
                                 .values = chart_rows(table, column, first, count),
                                 .low = chart_rows(table, column + 1, first, count),
                                 .high = chart_rows(table, column + 2, first, count)};
}

/* A loss over the duration; nothing where no two records differ in that alone. */
static void add_chart(const struct page *page, const char *name, const char *title, size_t column)
{
    const struct blackout_result *result = page->result;
    struct chart_series *series =
        arena_alloc(&page->document->arena, result->count, sizeof *series);
    struct chart chart = {.kind = CHART_LINES,
                          .name = name,
                          .title = title,
                          .x = {.title = "duration", .unit = "h"},
                          .y = {.title = "loss", .unit = scenario_of(result, 0)->currency},
                          .series = series};
    page->document->failed = page->document->failed || series == NULL;
    for (size_t first = 0, count; series != NULL && first < result->count; first += count) {
        count = run_length(result, first);
        if (count > 1) {
            series[chart.series_count++] = run_series(page, column, first, count);
        }
    }
    if (chart.series_count > 0) {
        document_chart(page->document, &chart);
    }
}

void report_sweep_page(struct document *document, const void *what)
{
    const struct blackout_result *result = what;
    struct page page = {
        .document = document, .result = result, .skipped = platforms_differ(result) ? 0 : 1};
    const struct value values[] = {
        value_number((double)result->count, &style_ungrouped),
        value_text(result->count > 0 ? scenario_of(result, 0)->currency : "")};
    document->title = "Losses over a grid of scenarios";
    document->warnings = &result->warnings;
    document->control = result->count > 0 ? &result->results[0].control : NULL;
    document_paragraph(document,
                       "{} scenarios, losses in {}; the exponent is d ln loss / d ln duration.",
                       values, 2);
    make_rows(&page);
    document_table(document, page.table);
    if (result->count > 0) {
        add_chart(&page, "owner-loss", "The owner's net loss", OWNER_NET);
        add_chart(&page, "dependants-loss", "The loss of dependent businesses", DEPENDANTS);
    }
}
