/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an estimate that matter most, each with its interval and what it rests on, for
 * pages that show them large. All are in the sentences and tables of the report too. */
#include <math.h>
#include <string.h>

#include "report/estimate_page.h"

/* Three digits of an amount by its size: each has a unit of its own, since they stand beside each
 * other and not in a column. */
static const struct size {
    double from;
    struct style style;
} sizes[] = {{99.95e9, {.magnitude = MAGNITUDE_BILLION, .places = 0}},
             {9.995e9, {.magnitude = MAGNITUDE_BILLION, .places = 1}},
             {0.9995e9, {.magnitude = MAGNITUDE_BILLION, .places = 2}},
             {99.95e6, {.magnitude = MAGNITUDE_MILLION, .places = 0}},
             {9.995e6, {.magnitude = MAGNITUDE_MILLION, .places = 1}},
             {0.9995e6, {.magnitude = MAGNITUDE_MILLION, .places = 2}},
             {0, {.places = 0}}};

static const struct style change = {
    .magnitude = MAGNITUDE_ONE, .places = 1, .plus = true, .with_unit = false};

/* Thresholds are where rounding to three digits reaches the next unit: 999.5 M is 1.00 bn. */
static const struct style *style_of(double amount)
{
    size_t i = 0;
    while (fabs(amount) < sizes[i].from) {
        ++i;
    }
    return &sizes[i].style;
}

/* "Weakest inputs: 100 % assumed"; "" where nothing is known of it. */
static const char *rests_on(const struct estimate_page *page, const char *total)
{
    const char *basis = estimate_page_basis(page, total);
    return basis[0] != '\0' ? document_format(page->document, "Weakest inputs: %s", basis) : "";
}

static void amount_row(const struct estimate_page *page, struct sheet *table, enum figure_id id,
                       const char *name, const char *about)
{
    const struct quantity quantity = page->result->totals[id];
    const struct style *style = style_of(quantity.central);
    const char *currency = page->result->scenario.currency;
    const struct amounts amounts = {.currency = currency, .style = style};
    char unit[UNIT_PRINT_SIZE];
    value_print_unit(unit, currency, style);
    const struct value values[FIGURES_COLUMNS] = {
        [FIGURES_NAME] = value_text(name),
        [FIGURES_VALUE] = value_amount(quantity.central, currency, style),
        [FIGURES_UNIT] = value_text(document_format(page->document, "%s", unit)),
        [FIGURES_INTERVAL] = amounts_interval(&amounts, quantity),
        [FIGURES_ABOUT] = value_text(about)};
    if (quantity.present) {
        sheet_row(table, values, FIGURES_COLUMNS);
    }
}

/* Of several owners no one percentage is the market's. */
static void market_row(const struct estimate_page *page, struct sheet *table)
{
    const struct result_owner *owner = &page->result->owners[0];
    if (page->result->owner_count != 1 || !owner->has_prediction) {
        return;
    }
    const struct value values[FIGURES_COLUMNS] = {
        [FIGURES_NAME] = value_text("Market value over two days, predicted"),
        [FIGURES_VALUE] = value_amount(owner->median.percent, "%", &change),
        [FIGURES_UNIT] = value_text("%"),
        [FIGURES_INTERVAL] = value_interval(owner->p5.percent, owner->p95.percent, &change),
        [FIGURES_ABOUT] = value_text(document_format(
            page->document, "Learned from %zu other outages", owner->prediction_events))};
    sheet_row(table, values, FIGURES_COLUMNS);
}

void estimate_page_figures(const struct estimate_page *page)
{
    static const struct column columns[FIGURES_COLUMNS] = {
        {"figure", true}, {"value"}, {"unit", true}, {"5 to 95 %"}, {"about", true}};
    struct sheet *table = sheet_new(page->document, columns, FIGURES_COLUMNS);
    /* Both rows in one order or the other: what the reader asked about comes first. */
    for (int turn = 0; turn < 2; ++turn) {
        if ((turn == 0) == page->asks_of_dependants) {
            amount_row(page, table, FIGURE_DEPENDANTS, "Dependent businesses' lost sales",
                       rests_on(page, "dependent_revenue_loss"));
        } else {
            amount_row(page, table, FIGURE_OWNER_NET,
                       page->result->owner_count == 1 ? "Owner's loss, net" : "Owners' loss, net",
                       rests_on(page, "owner_revenue_loss/net"));
        }
    }
    market_row(page, table);
    amount_row(page, table, FIGURE_ECONOMY, "Economy, by public calculators",
               "For comparison: their method, not ours");
    document_figures(page->document, table);
}
