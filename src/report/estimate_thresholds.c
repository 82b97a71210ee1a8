/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely the losses exceed the amounts of --threshold: a row for each amount and loss, and what
 * each amount is compared with. */
#include "report/estimate_page.h"

/* A probability of none of the samples is shown as 0: fewer than three in as many are then likely
 * (the rule of three, Hanley & Lippman-Hand 1983). */
static const struct style probability_style = {
    .magnitude = MAGNITUDE_PERCENT, .places = 2, .with_unit = true};

/* Amounts of laws and contracts, to the cent: rounding could put them on the other side. */
static const struct style whole = {.places = 2, .digits = 15};

/* The totals of which that is known (RESULT_EXCEEDANCE_COUNT): another one has its words here. */
static const char *words_of(enum figure_id id)
{
    switch (id) {
    case FIGURE_ACCOUNT_GROSS:
        return "owner, costs and losses, gross";
    case FIGURE_OWNER_GROSS:
        return "owner, revenue, gross";
    case FIGURE_OWNER_NET:
        return "owner, revenue, net of what is made up later";
    default:
        return "dependants";
    }
}

static void add_rows(const struct estimate_page *page, struct sheet *table,
                     const struct result_threshold *threshold)
{
    bool first = true;
    for (int i = 0; i < RESULT_EXCEEDANCE_COUNT; ++i) {
        const struct result_exceedance *exceedance = &threshold->of[i];
        struct value name = value_text(threshold->name);
        /* Text shows a name once; records and spreadsheets have it in each row. */
        name.ditto = !first;
        const struct value values[] = {
            name, value_amount(threshold->in_report, page->result->scenario.currency, &whole),
            value_text(words_of(exceedance->id)),
            value_number(exceedance->probability, &probability_style),
            value_number(exceedance->se, &probability_style)};
        if (exceedance->present) {
            sheet_row(table, values, 5);
            first = false;
        }
    }
}

/* What a law compares is not the loss that a firm means: each amount says what it is of. */
static void add_definition(const struct estimate_page *page,
                           const struct result_threshold *threshold)
{
    const struct value values[] = {value_text(threshold->name), value_text(threshold->definition)};
    const struct value source = value_text(threshold->source);
    document_note(page->document, 1, "{}: {}", values, 2);
    if (!value_is_empty(&source)) {
        document_add(page->document, " ({})", &source, 1);
    }
    document_add(page->document, ".", NULL, 0);
}

void estimate_page_thresholds(const struct estimate_page *page)
{
    static const struct column columns[] = {
        {"threshold", true}, {"amount"}, {"loss of", true}, {"probability"}, {"standard error"}};
    const struct result *result = page->result;
    struct sheet *table = sheet_new(page->document, columns, 5);
    if (result->threshold_count == 0) {
        return;
    }
    for (size_t i = 0; i < result->threshold_count; ++i) {
        add_rows(page, table, &result->thresholds[i]);
    }
    document_heading(page->document, 1, "How likely a loss exceeds an amount", NULL, 0);
    document_heading_unit(page->document, result->scenario.currency);
    document_table(page->document, table);
    for (size_t i = 0; i < result->threshold_count; ++i) {
        add_definition(page, &result->thresholds[i]);
    }
}
