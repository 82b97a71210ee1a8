/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owners' market value: before the outage, the lost profit, what was predicted, and what the
 * catalogue says happened. What was predicted and what happened are two tables: they are of
 * different days and of different kinds of return. */
#include "document/chart.h"
#include "report/estimate_page.h"

/* Of changes that are in percent already. */
static const struct style percent_style = {.places = 2, .plus = true, .with_unit = true};
static const struct style t_style = {.places = 2};

static struct value percent(double value)
{
    return value_amount(value, "%", &percent_style);
}

static struct value count(size_t number)
{
    return value_number((double)number, &style_ungrouped);
}

static void change_row(const struct amounts *amounts, struct sheet *table, const char *name,
                       const struct result_change *change)
{
    const struct value values[] = {value_text(name), percent(change->percent),
                                   amounts_quantity(amounts, change->money)};
    sheet_row(table, values, 3);
}

/* ---- What was predicted ---------------------------------------------------------------------- */

/* The part of what it was learned from that came later is said: an outage of the past is predicted
 * with hindsight, and looks better known than it was. */
static void add_prediction(const struct estimate_page *page, const struct amounts *amounts,
                           const struct result_owner *owner)
{
    static const struct column columns[] = {{"predicted, two days", true}, {"change"}, {"money"}};
    struct sheet *table = sheet_new(page->document, columns, 3);
    const struct value basis[] = {value_number(owner->probability_of_rise, &style_share[0]),
                                  count(owner->prediction_events),
                                  value_text(owner->prediction_events == 1 ? "" : "s")};
    const struct value later = count(owner->prediction_later);
    change_row(amounts, table, "median", &owner->median);
    change_row(amounts, table, "5 %", &owner->p5);
    change_row(amounts, table, "95 %", &owner->p95);
    document_table(page->document, table);
    document_note(page->document, 1, "Chance of a rise {}; learned from {} other outage{}", basis,
                  3);
    if (owner->prediction_later > 0) {
        document_add(page->document, " ({} not yet known at the start)", &later, 1);
    }
    document_add(page->document, " and a prior.", NULL, 0);
}

/* ---- What happened --------------------------------------------------------------------------- */

static void add_day0(const struct estimate_page *page, const struct result_event_study *study)
{
    const struct value day = value_date(study->day0);
    const struct value t = value_number(study->t, &t_style);
    document_note(page->document, 1, "Day 0 is {}", &day, 1);
    if (study->has_t) {
        document_add(page->document, "; t of the abnormal change {}", &t, 1);
    }
    document_add(page->document, ".", NULL, 0);
}

/* Two ways to take rivals off a change, which readers would take for one. */
static void add_rivals(const struct estimate_page *page, const struct result_event_study *study)
{
    const struct value values[] = {
        count(study->peer_count),
        value_text(study->peer_count == 1 ? "rival that was" : "rivals that were"),
        percent(study->peer_raw_low_percent), percent(study->peer_raw_high_percent)};
    if (study->has_peer_raw) {
        document_note(page->document, 1,
                      "{} {} not down, and may have gained, changed by {} to {} that day.", values,
                      4);
    }
    document_note(page->document, 1,
                  "The change less theirs is a plain difference. With prices, event-study puts "
                  "them into the model\ninstead (its peer-adjusted change): the two can differ in "
                  "size and in sign.",
                  NULL, 0);
}

static void add_event_study(const struct estimate_page *page, const struct amounts *amounts,
                            const struct result_event_study *study)
{
    static const struct column columns[] = {{"what happened", true}, {"change"}, {"money"}};
    struct sheet *table = sheet_new(page->document, columns, 3);
    change_row(amounts, table, "day 0, raw", &study->raw);
    change_row(amounts, table, "less what the market explains", &study->abnormal);
    if (study->has_peers) {
        change_row(amounts, table, "less the rivals' mean abnormal change too",
                   &study->less_peer_mean);
    }
    document_table(page->document, table);
    if (study->has_day0) {
        add_day0(page, study);
    }
    if (study->has_peers) {
        add_rivals(page, study);
    }
    if (study->confounded) {
        document_note(page->document, 1,
                      "The event is confounded: other news moved the share that day, and none of "
                      "these figures is due to the outage alone.",
                      NULL, 0);
    }
}

/* ---- Both ------------------------------------------------------------------------------------ */

/* The prediction in its interval, and what happened. */
static struct sheet *change_table(const struct estimate_page *page,
                                  const struct result_owner *owner)
{
    static const struct column columns[] = {{"change of market value", true}, {"change"}};
    struct sheet *table = sheet_new(page->document, columns, 2);
    const struct result_event_study *study = &owner->event_study;
    struct value predicted = value_estimate(owner->median.percent, owner->p5.percent,
                                            owner->p95.percent, &percent_style);
    predicted.unit = "%";
    sheet_row(table, (struct value[]){value_text("Predicted, two days"), predicted}, 2);
    if (study->present) {
        const struct value raw[] = {value_text("Day 0, raw"), percent(study->raw.percent)};
        const struct value abnormal[] = {value_text("Day 0, less what the market explains"),
                                         percent(study->abnormal.percent)};
        sheet_row(table, raw, 2);
        sheet_row(table, abnormal, 2);
    }
    if (study->present && study->has_peers) {
        const struct value less[] = {value_text("Day 0, less the rivals' mean too"),
                                     percent(study->less_peer_mean.percent)};
        sheet_row(table, less, 2);
    }
    return table;
}

static void add_change_chart(const struct estimate_page *page, const struct result_owner *owner)
{
    const struct sheet *table = change_table(page, owner);
    const struct chart_series series = {.name = owner->owner,
                                        .values = chart_column(table, 1, PART_NUMBER),
                                        .low = chart_column(table, 1, PART_LOW),
                                        .high = chart_column(table, 1, PART_HIGH)};
    const struct chart chart = {.kind = CHART_RANGES,
                                .name = document_format(page->document, "market-%s", owner->owner),
                                .title =
                                    "Change of market value: what was predicted, and what happened",
                                .x = {.title = "", .unit = ""},
                                .y = {.title = "change", .unit = "%"},
                                .labels = chart_column(table, 0, PART_NUMBER),
                                .series = &series,
                                .series_count = 1};
    document_numbers(page->document, table);
    document_chart(page->document, &chart);
}

/* ---- All owners ------------------------------------------------------------------------------ */

/* A line with an amount, where it is known, in the unit that fits it: the heading's is that of the
 * market value, and a lost profit would be 0.00 of it. */
static void add_amount(const struct estimate_page *page, const char *template,
                       struct quantity quantity)
{
    const struct amounts alone =
        amounts_alone(page->document, page->owner.currency, quantity.central);
    const struct value values[] = {amounts_quantity(&alone, quantity), value_text(alone.unit)};
    if (quantity.present) {
        document_note(page->document, 1, template, values, 2);
    }
}

/* Market values are much larger than losses, and have a unit of their own. */
static void add_owner(const struct estimate_page *page, const struct result_owner *owner)
{
    /* Millions at least: 0 is reached by whatever is the largest. */
    const struct value name = value_text(owner->name);
    const struct amounts amounts = amounts_choose(page->document, page->owner.currency,
                                                  owner->figures[FIGURE_MARKET_CAP].central, 0);
    if (!owner->figures[FIGURE_MARKET_CAP].present && !owner->figures[FIGURE_FUNDAMENTAL].present &&
        !owner->has_prediction && !owner->event_study.present) {
        return; /* the warnings say why */
    }
    document_heading(page->document, 1, "Market value of {}", &name, 1);
    document_heading_unit(page->document, amounts.unit);
    add_amount(page, "before: {} {}", owner->figures[FIGURE_MARKET_CAP]);
    add_amount(page, "lost profit after tax: {} {}", owner->figures[FIGURE_FUNDAMENTAL]);
    if (owner->has_prediction) {
        add_prediction(page, &amounts, owner);
    }
    if (owner->event_study.present) {
        add_event_study(page, &amounts, &owner->event_study);
    }
    if (owner->has_prediction) {
        add_change_chart(page, owner);
    }
}

void estimate_page_market(const struct estimate_page *page)
{
    for (size_t i = 0; i < page->result->owner_count; ++i) {
        add_owner(page, &page->result->owners[i]);
    }
}
