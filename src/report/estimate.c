/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimate report for people: the answer in one line on top, then tables with their units, then
 * how the figures come about and what they rest on. Each part of the page is in a file of its own
 * and adds nothing where its section is absent; their order is here alone. */
#include <math.h>
#include <string.h>

#include "report/asks.h"
#include "report/builders.h"
#include "report/estimate_page.h"
#include "report/source.h"

/* Amounts of a side are in millions where its largest is at least this: below, a loss would be
 * "0.07 M". */
static const double millions_from = 1e5;

/* The unit of the dependants fits their straight line as well, with which their waterfall begins.
 */
static void choose_amounts(struct estimate_page *page)
{
    struct document *document = page->document;
    const struct quantity *totals = page->result->totals;
    const char *currency = page->result->scenario.currency;
    const struct result_waterfall *working = &page->result->dependant_waterfall;
    double gross = working->count > 0 ? fabs(working->steps[0].running.central) : 0;
    double of_owner = fabs(totals[FIGURE_OWNER_GROSS].central);
    double of_dependants = fmax(gross, fabs(totals[FIGURE_DEPENDANTS].central));
    page->owner = amounts_choose(document, currency, of_owner, millions_from);
    page->dependants = amounts_choose(document, currency, of_dependants, millions_from);
    page->insurance =
        amounts_choose(document, currency, totals[FIGURE_INSURANCE_GROSS].central, millions_from);
    page->both = strcmp(page->owner.unit, page->dependants.unit) == 0
                     ? page->owner.unit
                     : document_format(document, "owner in %s, dependants in %s", page->owner.unit,
                                       page->dependants.unit);
}

/* In the order in which a reader asks: the answer, the large figures, then who loses; what they
 * rest on comes last. Those who brought their own businesses see these first. */
static void build(struct document *document, const struct result *result,
                  const struct blackout_result *explored)
{
    struct estimate_page page = {.document = document,
                                 .result = result,
                                 .explored = explored,
                                 .asks_of_dependants = result->totals[FIGURE_DEPENDANTS].present &&
                                                       asks_of_dependants(result),
                                 .range = result->scenario.samples > 0 ? "5 to 95 %" : ""};
    document->title = "What an outage costs";
    document->warnings = &result->warnings;
    document->control = &result->control;
    report_source(document, result->inputs, result->input_count);
    choose_amounts(&page);
    estimate_page_answer(&page);
    estimate_page_figures(&page);
    estimate_page_explore(&page);
    if (page.asks_of_dependants) {
        estimate_page_businesses(&page);
        estimate_page_insurance(&page);
    }
    estimate_page_losses(&page);
    estimate_page_account(&page);
    estimate_page_thresholds(&page);
    estimate_page_market(&page);
    estimate_page_keys(&page);
    if (!page.asks_of_dependants) {
        estimate_page_businesses(&page);
        estimate_page_insurance(&page);
    }
    estimate_page_working(&page);
    estimate_page_vintages(&page);
}

void report_estimate_page(struct document *document, const void *what)
{
    build(document, what, NULL);
}

void report_explore_page(struct document *document, const void *what)
{
    const struct blackout_result *explored = what;
    build(document, &explored->results[0], explored);
}
