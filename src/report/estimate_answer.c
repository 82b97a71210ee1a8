/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of an estimate: what was down, when, and what that costs, in one sentence; then what
 * the reader must know to read the figures. The sentence has to be true when it is quoted alone:
 * intervals beside each amount, net before gross, and what is made up said in words. */
#include "report/estimate_page.h"
#include "report/rests_on.h"
#include "report/settings.h"

static const struct style three_digits = {
    .magnitude = MAGNITUDE_PERCENT, .significant = 3, .with_unit = true};
static const struct style two_places = {.places = 2};

/* Of a change that is in percent already. */
static const struct style percent_style = {.places = 1, .plus = true, .with_unit = true};

static void add_names(const struct estimate_page *page)
{
    const struct result *result = page->result;
    document_paragraph(page->document, "", NULL, 0);
    for (size_t i = 0; i < result->platform_count; ++i) {
        const char *gap = i == 0 ? "{}" : i + 1 == result->platform_count ? " and {}" : ", {}";
        const struct value name = value_text(result->platforms[i].name);
        document_add(page->document, gap, &name, 1);
    }
}

/* A measured curve is described whole, with the low tail that the duration of the methods leaves
 * out. */
static void add_measured(const struct estimate_page *page)
{
    const struct result_scenario *scenario = &page->result->scenario;
    const double hours = scenario->window_hours;
    const struct value values[] = {
        value_duration(hours), value_instant(scenario->start),
        value_number(hours > 0 ? scenario->outage_hours / hours : 0, &three_digits),
        value_number(scenario->outage_hours, &two_places)};
    document_add(page->document,
                 " down for {} from {} UTC as measured, {} unavailable on average ({} full hours)",
                 values, 4);
}

/* " (90 %: 4 h to 8 h)" of what was asked for as a range; `end` makes a value of one of its ends.
 */
static void add_range(const struct estimate_page *page, const struct result_range *range,
                      struct value (*end)(double number))
{
    if (range->present) {
        const struct value ends[] = {end(range->low), end(range->high)};
        document_add(page->document, " (90 %: {} to {})", ends, 2);
    }
}

static struct value share(double number)
{
    return value_number(number, &three_digits);
}

/* What is usual is not said: all of it unavailable, no recovery. */
static void add_when(const struct estimate_page *page)
{
    const struct result_scenario *scenario = &page->result->scenario;
    const struct value duration = value_duration(scenario->duration_hours);
    const struct value start = value_instant(scenario->start);
    const struct value severity = share(scenario->severity);
    const struct value recovery = value_duration(scenario->recovery_hours);
    if (scenario->measured_curve) {
        add_measured(page);
        return;
    }
    document_add(page->document, " down for {}", &duration, 1);
    add_range(page, &scenario->duration_range, value_duration);
    if (scenario->has_start) {
        document_add(page->document, " from {} UTC", &start, 1);
    } else {
        document_add(page->document, ", mean over all starting hours of the week", NULL, 0);
    }
    if (scenario->severity < 1) {
        document_add(page->document, ", {} unavailable", &severity, 1);
        add_range(page, &scenario->severity_range, share);
    }
    if (scenario->recovery_hours > 0) {
        document_add(page->document, ", then recovering over {}", &recovery, 1);
        add_range(page, &scenario->recovery_range, value_duration);
    }
}

/* What is made up later is an input like these where it was measured. */
static void add_rebound(const struct estimate_page *page)
{
    const struct result_scenario *scenario = &page->result->scenario;
    const struct value rebound = share(scenario->rebound);
    if (scenario->has_rebound) {
        document_add(page->document, ", {} made up later as given", &rebound, 1);
        add_range(page, &scenario->rebound_range, share);
    }
}

/* "102 M USD (90 %: 24 to 342)", the central value and not the mean: the steps below the
 * answer add up to it. */
static void add_amount(const struct estimate_page *page, const struct amounts *amounts,
                       struct quantity quantity)
{
    const struct value amount[] = {amounts_value(amounts, quantity.central),
                                   value_text(amounts->unit)};
    const struct value interval = amounts_interval(amounts, quantity);
    document_add(page->document, "{} {}", amount, 2);
    if (!value_is_empty(&interval)) {
        document_add(page->document, " (90 %: {})", &interval, 1);
    }
}

/* ": Facebook, Inc. loses 102 M USD (...) net of what is made up later". Net first, which is the
 * loss; gross is what straight lines are compared with. */
static void add_owners(const struct estimate_page *page, const char *gap)
{
    const struct result *result = page->result;
    const bool one = result->owner_count == 1;
    const struct quantity *totals = result->totals;
    const struct value who[] = {value_text(gap),
                                value_text(one ? result->owners[0].name : "the owners"),
                                value_text(one ? "loses" : "lose")};
    const struct value gross = amounts_value(&page->owner, totals[FIGURE_OWNER_GROSS].central);
    document_add(page->document, "{} {} {} ", who, 3);
    add_amount(page, &page->owner, totals[FIGURE_OWNER_NET]);
    document_add(page->document, " net of what is made up later, {} gross", &gross, 1);
    /* A class of past outages moves the centre, not only the ends: what the stages alone give is
     * said beside it. */
    if (totals[FIGURE_OWNER_UNCALIBRATED].present) {
        const struct value before =
            amounts_value(&page->owner, totals[FIGURE_OWNER_UNCALIBRATED].central);
        document_add(page->document, ", {} before calibration", &before, 1);
    }
}

static void add_dependants(const struct estimate_page *page, const char *gap)
{
    const struct quantity loss = page->result->totals[FIGURE_DEPENDANTS];
    const struct value words = value_text(gap);
    if (loss.present) {
        document_add(page->document, "{} dependent businesses lose ", &words, 1);
        add_amount(page, &page->dependants, loss);
    }
}

/* Whoever brought a table of businesses asks about them, and has the answer first. */
static void add_loss(const struct estimate_page *page)
{
    if (page->asks_of_dependants) {
        add_dependants(page, ":");
        add_owners(page, ";");
    } else {
        add_owners(page, ":");
        add_dependants(page, ";");
    }
}

static struct value percent(double value)
{
    return value_amount(value, "%", &percent_style);
}

/* Of one owner only: several predictions make no single sentence. */
static void add_prediction(const struct estimate_page *page)
{
    const struct result *result = page->result;
    if (result->owner_count == 1 && result->owners[0].has_prediction) {
        const struct result_owner *o = &result->owners[0];
        const struct value values[] = {percent(o->median.percent), percent(o->p5.percent),
                                       percent(o->p95.percent)};
        document_add(page->document, "; market value over two days: {} predicted (90 %: {} to {})",
                     values, 3);
    }
}

/* Central values alone: the answer has the intervals. */
static void add_finding(const struct estimate_page *page)
{
    const struct result *result = page->result;
    const bool one = result->owner_count == 1;
    const bool has_dependants = result->totals[FIGURE_DEPENDANTS].present;
    const struct value owner[] = {
        value_text(one ? result->owners[0].name : "the owners"), value_text(one ? "loses" : "lose"),
        amounts_value(&page->owner, result->totals[FIGURE_OWNER_NET].central),
        value_text(page->owner.unit)};
    const struct value dependants[] = {
        amounts_value(&page->dependants, result->totals[FIGURE_DEPENDANTS].central),
        value_text(page->dependants.unit)};
    if (page->asks_of_dependants) {
        document_finding(page->document, "Dependent businesses lose {}" NO_BREAK "{}; ", dependants,
                         2);
        document_add(page->document, "{} {} {}" NO_BREAK "{}", owner, 4);
    } else {
        document_finding(page->document, "{} {} {}" NO_BREAK "{}", owner, 4);
        document_add(page->document,
                     has_dependants ? "; dependent businesses lose {}" NO_BREAK "{}" : "",
                     dependants, has_dependants ? 2 : 0);
    }
}

/* What is down and when is the heading of a page; the losses follow it in the same sentence. */
void estimate_page_answer(const struct estimate_page *page)
{
    struct rests_on rests = {0};
    add_names(page);
    add_when(page);
    add_rebound(page);
    document_headline(page->document);
    add_loss(page);
    add_prediction(page);
    document_add(page->document, ".", NULL, 0);
    rests_on_add(&rests, &page->result->scenario);
    rests_on_dates(page->document, &rests);
    rests_on_samples(page->document, &rests);
    settings_add(page->document, "the scenario", &page->result->scenario);
    document_paragraph(page->document,
                       "The losses of owner, dependants and economy are three different things and "
                       "are never added.",
                       NULL, 0);
    add_finding(page);
}
