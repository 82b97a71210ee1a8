/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two scenarios side by side, and their paired difference. Each total has a unit of its own: a
 * small business would vanish beside the owner of a platform. */
#include <math.h>

#include "document/chart.h"
#include "estimate/comparison.h"
#include "report/amounts.h"
#include "report/builders.h"
#include "report/names.h"
#include "report/rests_on.h"
#include "report/settings.h"

/* "; owner's loss, net 1.32 M USD (90 %: 0.5 to 3)" */
static void add_difference(struct document *document, const struct comparison_row *row,
                           const char *currency, const char *gap)
{
    const struct amounts amounts = amounts_alone(document, currency, row->difference.central);
    const char *name = total_name(row->name);
    const struct value values[] = {value_text(gap), value_text(name != NULL ? name : row->name),
                                   amounts_value(&amounts, row->difference.central),
                                   value_text(amounts.unit)};
    const struct value interval = amounts_interval(&amounts, row->difference);
    document_add(document, "{} {} {} {}", values, 4);
    if (!value_is_empty(&interval)) {
        document_add(document, " (90 %: {})", &interval, 1);
    }
}

/* "Second scenario: dependants' loss -15.8 M USD", of what differs. Nothing is said yet as long as
 * `gap` is the beginning of the sentence. */
static void add_finding(struct document *document, const struct comparison *comparison)
{
    const char *gap = "Second scenario: ";
    for (size_t i = 0; i < comparison->row_count; ++i) {
        const struct comparison_row *row = &comparison->rows[i];
        const double difference = row->difference.central;
        const struct amounts amounts =
            amounts_alone(document, comparison->first->currency, difference);
        const char *name = total_name(row->name);
        const struct value values[] = {value_text(gap), value_text(name != NULL ? name : row->name),
                                       value_text(difference > 0 ? "+" : ""),
                                       amounts_value(&amounts, difference),
                                       value_text(amounts.unit)};
        if (difference == 0) {
            continue;
        }
        if (gap[0] == 'S') {
            document_finding(document, "", NULL, 0);
        }
        document_add(document, "{}{} {}{}" NO_BREAK "{}", values, 5);
        gap = "; ";
    }
    if (gap[0] == 'S') {
        document_finding(document, "Both scenarios cost the same", NULL, 0);
    }
}

static void add_chart(struct document *document, const struct sheet *table, const char *currency,
                      bool sampled)
{
    enum { DIFFERENCE = 4, INTERVAL = 5 };
    struct chart_series series = {.name = "difference",
                                  .values = chart_column(table, DIFFERENCE, PART_NUMBER)};
    /* Without samples there is nothing to draw but the difference itself. */
    if (sampled) {
        series.low = chart_column(table, INTERVAL, PART_LOW);
        series.high = chart_column(table, INTERVAL, PART_HIGH);
    }
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = "difference",
                                .title = "What the second scenario costs more",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "second less first", .unit = currency},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    document_chart(document, &chart);
}

/* The interval is of the difference on the same draws: it is narrower than those of the two losses
 * suggest. */
static void add_rows(struct document *document, const struct comparison *comparison)
{
    enum { COLUMNS = 6 };
    static const struct column columns[COLUMNS] = {{"total", true}, {"unit", true}, {"first"},
                                                   {"second"},      {"difference"}, {"5 to 95 %"}};
    const char *currency = comparison->first->currency;
    struct sheet *table = sheet_new(document, columns, COLUMNS);
    for (size_t i = 0; i < comparison->row_count; ++i) {
        const struct comparison_row *row = &comparison->rows[i];
        /* One unit for a row, by the larger loss: the difference is read beside both. */
        const double larger = fmax(row->first.central, row->second.central);
        const struct amounts amounts = amounts_fine(document, currency, larger);
        const struct value values[] = {total_value(row->name),
                                       value_text(amounts.unit),
                                       amounts_value(&amounts, row->first.central),
                                       amounts_value(&amounts, row->second.central),
                                       amounts_value(&amounts, row->difference.central),
                                       amounts_interval(&amounts, row->difference)};
        sheet_row(table, values, COLUMNS);
    }
    document_table(document, table);
    add_chart(document, table, currency, comparison->first->samples > 0);
}

void report_compare_page(struct document *document, const void *what)
{
    const struct comparison *comparison = what;
    const struct result_scenario *first = comparison->first;
    struct rests_on rests = {0};
    rests_on_add(&rests, first);
    rests_on_add(&rests, comparison->second);
    document->title = "Two scenarios compared";
    document->warnings = &comparison->warnings;
    document->control = comparison->control;
    document_paragraph(document, "The second scenario less the first", NULL, 0);
    document_headline(document);
    for (size_t i = 0; i < comparison->row_count; ++i) {
        add_difference(document, &comparison->rows[i], first->currency, i > 0 ? ";" : ":");
    }
    document_add(document, ".", NULL, 0);
    rests_on_dates(document, &rests);
    rests_on_samples(document, &rests);
    if (first->samples > 0) {
        document_add(document, " Both scenarios have the same draws.", NULL, 0);
    }
    settings_add(document, "the first scenario", first);
    settings_add(document, "the second scenario", comparison->second);
    add_finding(document, comparison);
    add_rows(document, comparison);
    /* Only a run to a precision can fail to get there. */
    if (first->until > 0 && !comparison->settled) {
        document_paragraph(
            document,
            "Some means are less precise than requested, even with the largest number of samples.",
            NULL, 0);
    }
}
